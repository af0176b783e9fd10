import JSON
import OTLP

/// JSON texts as values, and values as JSON texts: what MLflow keeps inputs and outputs as.
enum JSONDocument {
  /// The value of a JSON text; nil if the text is not JSON, or nested deeper than 64.
  ///
  /// Reads what Python writes, `NaN` and `Infinity` included. A whole number that needs more than 64 bits becomes a
  /// double. If a member is written twice, both are kept.
  static func value(of text: String) -> AttributeValue? {
    var text = text
    return text.withUTF8 { bytes in
      var reader = JSONTreeReader(bytes, dialect: .python, limits: .init(values: .max))
      return (try? reader.document()).map { AttributeValue($0) }
    }
  }

  /// Numbers that JSON does not have become null; bytes become a string of Base64.
  static func text(of value: AttributeValue) -> String {
    String(decoding: JSONValue(value).encoded, as: UTF8.self)
  }
}

extension JSONValue {
  fileprivate init(_ value: AttributeValue) {
    switch value {
    case .empty: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .number(String(value))
    case .double(let value): self = value.isFinite ? .number("\(value)") : .null
    case .string(let value): self = .string(value)
    case .bytes(let value): self = .string(Base64.text(value))
    case .array(let values): self = .array(values.map { JSONValue($0) })
    case .map(let members): self = .object(members.map { Member($0.key, JSONValue($0.value)) })
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
