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
            "items": {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/destination"}]}
          },
          "destination": {
            "type": "object",
            "required": ["name"],
            "properties": {
              "name": {"$ref": "#/definitions/scalar"},
              \(DestinationKeys.endings.sorted().map(member).joined(separator: ",\n        "))
            }
          },
          "boolean": {
            "anyOf": [
              {"type": ["boolean", "null"]},
              {"type": "string", "pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"},
              {"$ref": "#/definitions/reference"}
            ]
          }
        },
        "patternProperties": {

      """.utf8
    )
    let endings = DestinationKeys.endings.sorted()
    appendLines(endings, to: &json) { ending, json in
      JSONText.append("^\(DestinationName.prefix)[A-Z0-9_]+_\(ending)$", to: &json)
      json += ": ".utf8
      append(DestinationKeys.form(of: ending), SettingMeanings.ofDestination(ending), to: &json)
    }
    json += "  },\n  \"properties\": {\n".utf8
    let names = SettingNames.known.sorted().filter { !UnavailableSettings.contains($0) }
    appendLines(names, to: &json) { name, json in
      JSONText.append(name, to: &json)
      json += ": ".utf8
      append(
        SettingNames.form(of: name),
        SettingMeanings.of(name),
        isMachines: ofTheMachine.contains(name),
        isList: name == DestinationName.listKey,
        to: &json
      )
    }
    json += "  }\n}\n".utf8
    return String(decoding: json, as: UTF8.self)
  }()

  /// Settings whose defaults depend on the number of cores. The schema is for all machines.
  private static let ofTheMachine: Set = ["TRACEVEIL_WORKERS", "TRACEVEIL_WORK_BYTES"]

  /// A setting of a destination in the list: whatever a value can be there, with its meaning.
  private static func member(_ ending: String) -> String {
    var json = Array("".utf8)
    JSONText.append(ending.lowercased(), to: &json)
    json += ": {\"description\": ".utf8
    JSONText.append(SettingMeanings.ofDestination(ending) ?? ending, to: &json)
    return String(decoding: json + "}".utf8, as: UTF8.self)
  }

  /// An element a line, with commas between.
  private static func appendLines(
    _ names: [String],
    to json: inout [UInt8],
    _ append: (String, inout [UInt8]) -> Void
  ) {
    for (place, name) in names.enumerated() {
      json += "    ".utf8
      append(name, &json)
      json += (place == names.count - 1 ? "\n" : ",\n").utf8
    }
  }

  /// - Parameters:
  ///   - isMachines: Whether the default is of this machine.
  ///   - isList: Whether it may be a list of destinations.
  private static func append(
    _ form: ConfigurationReader.Form?,
    _ meaning: String?,
    isMachines: Bool = false,
    isList: Bool = false,
    to json: inout [UInt8]
  ) {
    let fallback = isMachines ? nil : form?.default.flatMap { $0.isEmpty ? nil : $0 }
    let expected = form.map { $0.expected + (fallback.map { "; \($0) by default" } ?? "") }
    json += #"{"description": "#.utf8
    JSONText.append([meaning, expected].compactMap(\.self).joined(separator: ". "), to: &json)
    if let form, let fallback {
      json += #", "default": "#.utf8
      switch form.kind {
      case .boolean, .integer: json += fallback.utf8
      case .text, .word: JSONText.append(fallback, to: &json)
      }
    }
    // The description stands beside nothing that a reference would hide: draft 7 ignores its neighbours.
    json += #", "anyOf": ["#.utf8
    let list = isList ? [#"{"$ref": "\#(definition("destinations"))"}"#] : []
    json += (list + alternatives(form?.kind ?? .text)).joined(separator: ", ").utf8
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
