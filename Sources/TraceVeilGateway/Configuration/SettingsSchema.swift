import JSON
import TraceVeil

/// The JSON schema of the file of `--config`, for editors: made of what the settings themselves say of their values.
enum SettingsSchema {
  /// The schema in draft 7, which editors support, with a line for each setting.
  static let text: String = {
    var json: [UInt8] = Array(
      """
      {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of the gateway TraceVeil",
        "type": ["object", "null"],
        "additionalProperties": false,
        "definitions": {
          "reference": {"type": "string", "pattern": "\\\\$\\\\{"},
          "scalar": {"type": ["string", "number", "boolean", "null"]},
          "destinations": {
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["name"]}]}
          },
          "boolean": {
            "anyOf": [
              {"type": ["boolean", "null"]},
              {"type": "string", "pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"},
              {"$ref": "#/definitions/reference"}
            ]
          }
        },
        "patternProperties": {"^TRACEVEIL_DESTINATION_[A-Z0-9_]+$": {"$ref": "#/definitions/scalar"}},
        "properties": {

      """.utf8
    )
    let names = SettingNames.known.sorted().filter { !UnavailableSettings.contains($0) }
    for (place, name) in names.enumerated() {
      json += "    ".utf8
      JSONText.append(name, to: &json)
      json += ": ".utf8
      append(SettingNames.form(of: name), name, to: &json)
      json += (place == names.count - 1 ? "\n" : ",\n").utf8
    }
    json += "  }\n}\n".utf8
    return String(decoding: json, as: UTF8.self)
  }()

  /// Settings whose defaults depend on the number of cores. The schema is for all machines.
  private static let ofTheMachine: Set = ["TRACEVEIL_WORKERS", "TRACEVEIL_WORK_BYTES"]

  private static func append(_ form: ConfigurationReader.Form?, _ name: String, to json: inout [UInt8]) {
    guard let form else {
      json += #"{"$ref": "\#(definition("scalar"))"}"#.utf8
      return
    }
    let fallback = ofTheMachine.contains(name) ? nil : form.default.flatMap { $0.isEmpty ? nil : $0 }
    json += #"{"description": "#.utf8
    JSONText.append(form.expected + (fallback.map { "; \($0) by default" } ?? ""), to: &json)
    if let fallback {
      json += #", "default": "#.utf8
      switch form.kind {
      case .boolean, .integer: json += fallback.utf8
      case .text, .word: JSONText.append(fallback, to: &json)
      }
    }
    // The description stands beside nothing that a reference would hide: draft 7 ignores its neighbours.
    json += #", "anyOf": ["#.utf8
    let list = name == DestinationName.listKey ? [#"{"$ref": "\#(definition("destinations"))"}"#] : []
    json += (list + alternatives(form.kind)).joined(separator: ", ").utf8
    json += "]}".utf8
  }

  private static func definition(_ name: String) -> String { "#/definitions/\(name)" }

  private static func alternatives(_ kind: ConfigurationReader.Form.Kind) -> [String] {
    func reference(_ name: String) -> String { #"{"$ref": "\#(definition(name))"}"# }
    switch kind {
    case .text: return [reference("scalar")]
    case .boolean: return [reference("boolean")]
    case .integer(let range):
      let upper = range.upperBound == Int.max ? "" : #", "maximum": \#(range.upperBound)"#
      return [
        #"{"type": ["integer", "null"], "minimum": \#(range.lowerBound)\#(upper)}"#,
        #"{"type": "string", "pattern": "^[+-]?[0-9]+$"}"#,
        reference("reference"),
      ]
    case .word(let words):
      return [
        #"{"enum": ["# + words.map { "\"\($0)\"" }.joined(separator: ", ") + ", null]}",
        reference("reference"),
      ]
    }
  }
}
