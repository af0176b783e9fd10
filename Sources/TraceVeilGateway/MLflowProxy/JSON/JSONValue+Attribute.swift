import JSON
import OTLP

extension JSONValue {
  /// Arrays and objects in each other that a value may be, itself counted: as many as in OTLP.
  static let maximumDepth = WireLimits().maximumDepth

  /// Puts a text in the place of arrays and objects that are nested too deeply. - Returns: How many.
  mutating func prune(level: Int = 1) -> Int {
    guard isDeeper(than: Self.maximumDepth - level + 1) else { return 0 }
    guard level <= Self.maximumDepth else {
      self = .string(DeepValue.standIn)
      return 1
    }
    var count = 0
    switch self {
    case .array(var elements):
      for index in elements.indices { count += elements[index].prune(level: level + 1) }
      self = .array(elements)
    case .object(var members):
      for index in members.indices { count += members[index].value.prune(level: level + 1) }
      self = .object(members)
    default: break
    }
    return count
  }

  private func isDeeper(than levels: Int) -> Bool {
    switch self {
    case .array(let elements): levels <= 0 || elements.contains { $0.isDeeper(than: levels - 1) }
    case .object(let members): levels <= 0 || members.contains { $0.value.isDeeper(than: levels - 1) }
    default: false
    }
  }

  /// The value as that of an attribute.
  var attribute: AttributeValue {
    switch self {
    case .null: .empty
    case .bool(let value): .bool(value)
    case .string(let text), .escaped(let text, _): .string(HiddenNUL.hidden(text))
    case .number(let digits): Self.attribute(ofNumber: digits)
    case .array(let elements): .array(elements.map(\.attribute))
    case .object(let members):
      .map(Attributes(members.map { (HiddenNUL.hidden($0.name), $0.value.attribute) }))
    }
  }

  /// What has no exact value is looked at as it is written.
  private static func attribute(ofNumber digits: String) -> AttributeValue {
    if let integer = Int64(digits) { return .int(integer) }
    let isWhole = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    guard !isWhole, let double = Double(digits), double.isFinite else { return .string(digits) }
    return .double(double)
  }

  /// What redaction has made of this value, which was taken for an attribute: all that it left as it was stays as it
  /// is written here.
  func replaced(by attribute: AttributeValue) -> JSONValue {
    switch (self, attribute) {
    case (.array(let elements), .array(let values)) where elements.count == values.count:
      .array(zip(elements, values).map { $0.replaced(by: $1) })
    case (.object(let members), .map(let attributes)):
      .object(Self.members(members, replacedBy: attributes))
    case (.array, _), (.object, _): JSONValue(attribute)
    default: self.attribute == attribute ? self : JSONValue(attribute)
    }
  }

  /// Members that redaction has made `attributes` of. Where some are gone, the others are found by their names.
  static func members(_ members: [Member], replacedBy attributes: Attributes) -> [Member] {
    guard members.count != attributes.count else {
      return zip(members, attributes).map { member, attribute in
        var member = member
        member.replace(by: attribute)
        return member
      }
    }
    var rest = members[...]
    return attributes.map { attribute in
      let name = HiddenNUL.shown(attribute.key)
      guard let index = rest.firstIndex(where: { $0.name == name }) else {
        return Member(name, JSONValue(attribute.value))
      }
      var member = rest[index]
      rest = rest[(index + 1)...]
      member.replace(by: attribute)
      return member
    }
  }

  init(_ attribute: AttributeValue) {
    switch attribute {
    case .empty: self = .null
    case .bool(let value): self = .bool(value)
    case .string(let text): self = .string(HiddenNUL.shown(text))
    case .int(let value): self = .number(String(value))
    case .double(let value): self = .number(Self.digits(of: value))
    // Two digits a byte: JSON has no bytes.
    case .bytes(let bytes):
      self = .string(Hexadecimal.text(bytes))
    case .array(let values): self = .array(values.map { JSONValue($0) })
    case .map(let attributes):
      self = .object(attributes.map { Member(HiddenNUL.shown($0.key), JSONValue($0.value)) })
    }
  }

  /// The digits as Python writes them, for numbers that JSON does not have.
  private static func digits(of value: Double) -> String {
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : String(value)
  }
}

extension JSONValue.Member {
  /// Replaces the value by its redacted attribute.
  mutating func replace(by attribute: Attributes.Element) {
    let key = HiddenNUL.shown(attribute.key)
    if name != key { (name, source) = (key, nil) }
    value = value.replaced(by: attribute.value)
  }
}
