internal import COTLP
internal import CProtobufC
internal import ProtobufWire

/// Turns protobuf-c's descriptors into the tables of `JSONSchema`.
struct JSONSchemaBuilder {
  private(set) var fields: [JSONField] = []
  private(set) var ranges: [Range<Int>] = []
  private(set) var names: [UInt8] = []
  private(set) var indices: [UInt: Int] = [:]
  private(set) var enumerations: [Int: [String: Int32]] = [:]
  private(set) var identifiersOfItems: [Int: UInt32] = [:]
  private var descriptors: [UnsafePointer<ProtobufCMessageDescriptor>] = []

  /// Gives a message type its index; its fields follow in `complete`.
  mutating func index(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Int {
    let address = UInt(bitPattern: descriptor)
    if let index = indices[address] { return index }
    indices[address] = descriptors.count
    descriptors.append(descriptor)
    return descriptors.count - 1
  }

  /// Describes all messages seen, and those their fields lead to.
  mutating func complete() {
    while ranges.count < descriptors.count {
      let descriptor = descriptors[ranges.count]
      let members = descriptor.members
      let start = fields.count
      for (ordinal, member) in members.enumerated() {
        let path = "\(descriptor.name).\(String(cString: member.name))"
        guard !MessageSchemaBuilder.ignored.contains(path) else { continue }
        let first = members.firstIndex { $0.sharesOneof(with: member) } ?? ordinal
        add(member, path: path, bit: 1 << UInt64(first))
      }
      if MessageSchemaBuilder.items.contains(descriptor.name) {
        identifiersOfItems[ranges.count] = fields[start...].first { $0.kind == .identifier }?.number
      }
      ranges.append(start..<fields.count)
    }
  }

  private mutating func add(_ member: ProtobufCFieldDescriptor, path: String, bit: UInt64) {
    let name = String(cString: member.name)
    let isIdentifier = TextPlace.identifiers.contains(path)
    var field = JSONField(
      kind: isIdentifier ? .identifier : Self.kind(of: member.type),
      number: member.id,
      isRepeated: member.label == PROTOBUF_C_LABEL_REPEATED,
      isInOneof: member.isInOneof,
      bit: bit,
      name: keep(Self.camelCase(name)),
      originalName: keep(name)
    )
    if let message = member.message { field.messageType = Int32(index(of: message)) }
    if field.kind == .enumeration { enumerations[fields.count] = member.enumerationValues }
    fields.append(field)
  }

  private mutating func keep(_ name: String) -> Range<Int32> {
    let start = Int32(names.count)
    names += name.utf8
    return start..<Int32(names.count)
  }

  /// The name that JSON has for a field, as protobuf makes it: a letter behind an underscore becomes a capital.
  static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words.first ?? "")) {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }

  private static func kind(of type: ProtobufCType) -> JSONField.Kind {
    switch type {
    case PROTOBUF_C_TYPE_BOOL: .boolean
    case PROTOBUF_C_TYPE_ENUM: .enumeration
    case PROTOBUF_C_TYPE_INT32: .int32
    case PROTOBUF_C_TYPE_UINT32: .uint32
    case PROTOBUF_C_TYPE_SINT32: .sint32
    case PROTOBUF_C_TYPE_INT64: .int64
    case PROTOBUF_C_TYPE_UINT64: .uint64
    case PROTOBUF_C_TYPE_SINT64: .sint64
    case PROTOBUF_C_TYPE_FIXED32: .fixed32
    case PROTOBUF_C_TYPE_SFIXED32: .sfixed32
    case PROTOBUF_C_TYPE_FIXED64: .fixed64
    case PROTOBUF_C_TYPE_SFIXED64: .sfixed64
    case PROTOBUF_C_TYPE_FLOAT: .float
    case PROTOBUF_C_TYPE_DOUBLE: .double
    case PROTOBUF_C_TYPE_STRING: .string
    case PROTOBUF_C_TYPE_BYTES: .bytes
    case PROTOBUF_C_TYPE_MESSAGE: .message
    default: preconditionFailure("a type that protobuf does not have")
    }
  }
}

extension ProtobufCFieldDescriptor {
  /// Members of a oneof share the place that tells which of them is set.
  fileprivate func sharesOneof(with other: ProtobufCFieldDescriptor) -> Bool {
    isInOneof && other.isInOneof && quantifier_offset == other.quantifier_offset
  }

  /// Of an enumeration field: its numbers by name.
  fileprivate var enumerationValues: [String: Int32] {
    guard let values = descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self).pointee else {
      return [:]
    }
    let named = UnsafeBufferPointer(start: values.values, count: Int(values.n_values))
    return Dictionary(
      named.map { (String(cString: $0.name), Int32($0.value)) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
