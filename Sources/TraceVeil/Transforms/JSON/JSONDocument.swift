import JSON
import OTLP

/// JSON texts as values, and values as JSON texts: what MLflow keeps inputs and outputs as.
enum JSONDocument {
  /// Nil when the text is no JSON, or nested deeper than 64.
  ///
  /// Reads what Python writes, `NaN` and `Infinity` included. A whole number that needs more than 64 bits becomes
  /// a double. Of a member written twice both are kept.
  static func value(of text: String) -> AttributeValue? {
    var text = text
    return text.withUTF8 { bytes in
      var reader = JSONTreeReader(bytes, dialect: .python, limits: .init(values: .max))
      return (try? reader.document()).map { AttributeValue($0) }
    }
  }

  /// Numbers that JSON does not have become null; bytes become a string of Base64.
  static func text(of value: AttributeValue) -> String {
    var output: [UInt8] = []
    append(value, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private static func append(_ value: AttributeValue, to output: inout [UInt8]) {
    switch value {
    case .empty: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .int(let value): output += String(value).utf8
    case .double(let value): output += (value.isFinite ? "\(value)" : "null").utf8
    case .string(let value): JSONText.append(value, to: &output)
    case .bytes(let value): JSONText.append(Base64.text(value), to: &output)
    case .array(let values):
      output.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        append(value, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .map(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSONText.append(member.key, to: &output)
        output.append(UInt8(ascii: ":"))
        append(member.value, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}

extension AttributeValue {
  fileprivate init(_ json: JSONValue) {
    switch json {
    case .null: self = .empty
    case .bool(let value): self = .bool(value)
    case .number(let digits):
      self = Int64(digits).map { .int($0) } ?? .double(Double(digits) ?? .nan)
    case .string(let text), .escaped(let text, _): self = .string(text)
    case .array(let elements): self = .array(elements.map { AttributeValue($0) })
    case .object(let members):
      self = .map(Attributes(members.map { ($0.name, AttributeValue($0.value)) }))
    }
  }
}
