package import CProtobufC

/// The messages of a protocol, read from protobuf-c's descriptors: a field that a new version of the protocol adds is
/// known as soon as protobuf-c knows it.
@usableFromInline package struct WireSchema: Sendable {
  @usableFromInline package struct Message: Sendable {
    /// The full name, such as `opentelemetry.proto.trace.v1.Span`.
    @usableFromInline package let name: String
    /// Size of the C structure.
    @usableFromInline package let structBytes: Int
    /// Places of its fields in the schema, by rising number.
    @usableFromInline package let fields: Range<Int>
  }

  @usableFromInline package struct Field: Sendable {
    @usableFromInline package let number: UInt32
    @usableFromInline package let type: WireFieldType
    @usableFromInline package let isRepeated: Bool
    /// Whether it is in a oneof. An `optional` field is alone in one. Then a default value counts as set.
    @usableFromInline package let isInOneof: Bool
    /// Whether JSON has these bytes in hexadecimal, instead of Base64.
    @usableFromInline package let isHexadecimal: Bool
    /// The field in a set of the fields of its message; those of a oneof share one.
    @usableFromInline package let bit: UInt64
    /// Index of the message type.
    @usableFromInline package let messageType: Int
    /// Names in the schema's pool: as JSON has it, and as in the protocol files.
    @usableFromInline let jsonName: Range<Int>
    @usableFromInline let name: Range<Int>
  }

  @usableFromInline package private(set) var messages: [Message] = []
  @usableFromInline package private(set) var fields: [Field] = []
  /// Message and name of each field, as in `opentelemetry.proto.trace.v1.Span.name`.
  package private(set) var paths: [String] = []
  @usableFromInline var names: [UInt8] = []
  /// Numbers of the names of enumerations, by the place of the field.
  private var enumerations: [Int: [String: Int32]] = [:]
  private var indices: [UInt: Int] = [:]

  /// Describes messages, and those that their fields lead to.
  ///
  /// - Parameters:
  ///   - ignored: Paths of fields that are left out.
  ///   - hexadecimal: Paths of bytes that JSON has in hexadecimal.
  package init(
    _ roots: [UnsafePointer<ProtobufCMessageDescriptor>],
    ignoring ignored: Set<String>,
    hexadecimal: Set<String>
  ) {
    var descriptors: [UnsafePointer<ProtobufCMessageDescriptor>] = []
    for root in roots { _ = index(of: root, in: &descriptors) }
    while messages.count < descriptors.count {
      let descriptor = descriptors[messages.count]
      let members = descriptor.members
      // A set of fields is one word; the largest message of OTLP has 16.
      precondition(members.count <= UInt64.bitWidth, "too many fields")
      let start = fields.count
      for (ordinal, member) in members.enumerated() {
        let path = "\(descriptor.name).\(String(cString: member.name))"
        guard !ignored.contains(path) else { continue }
        let first = members.firstIndex { $0.sharesOneof(with: member) } ?? ordinal
        let type = FieldDescriptors.message(of: member).map { index(of: $0, in: &descriptors) } ?? 0
        paths.append(path)
        add(member, bit: 1 << UInt64(first), messageType: type, isHexadecimal: hexadecimal.contains(path))
      }
      messages.append(
        Message(
          name: descriptor.name,
          structBytes: descriptor.pointee.sizeof_message,
          fields: start..<fields.count
        )
      )
    }
  }

  /// Index of a message type.
  package func index(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Int {
    guard let index = indices[UInt(bitPattern: descriptor)] else {
      preconditionFailure("not a message of the protocol")
    }
    return index
  }

  private mutating func index(
    of descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    in descriptors: inout [UnsafePointer<ProtobufCMessageDescriptor>]
  ) -> Int {
    let address = UInt(bitPattern: descriptor)
    if let index = indices[address] { return index }
    indices[address] = descriptors.count
    descriptors.append(descriptor)
    return descriptors.count - 1
  }

  private mutating func add(
    _ member: ProtobufCFieldDescriptor,
    bit: UInt64,
    messageType: Int,
    isHexadecimal: Bool
  ) {
    let name = String(cString: member.name)
    let type = WireFieldType(member.type)
    if type == .enumeration { enumerations[fields.count] = member.enumerationValues }
    fields.append(
      Field(
        number: member.id,
        type: type,
        isRepeated: member.label == PROTOBUF_C_LABEL_REPEATED,
        isInOneof: FieldDescriptors.isInOneof(member),
        isHexadecimal: isHexadecimal,
        bit: bit,
        messageType: messageType,
        jsonName: keep(Self.camelCase(name)),
        name: keep(name)
      )
    )
  }

  private mutating func keep(_ name: String) -> Range<Int> {
    let start = names.count
    names += name.utf8
    return start..<names.count
  }

  /// The name that JSON has for a field, as protobuf makes it: a letter behind an underscore becomes a capital.
  private static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words.first ?? "")) {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }
}

// Names, for JSON.
extension WireSchema {
  /// The place of the field of a message type with a name that `isName` accepts; nil when there is none.
  @inlinable package func field(
    of type: Int,
    named isName: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Int? {
    names.withUnsafeBufferPointer { names in
      messages[type].fields.first { index in
        isName(UnsafeBufferPointer(rebasing: names[fields[index].jsonName]))
          || isName(UnsafeBufferPointer(rebasing: names[fields[index].name]))
      }
    }
  }

  /// The name that JSON has for a field.
  @inlinable package func withName<Result>(of field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result)
    -> Result
  {
    names.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[fields[field].jsonName])) }
  }

  /// Numbers of an enumeration's names, by the place of its field.
  package func enumeration(of field: Int) -> [String: Int32] { enumerations[field] ?? [:] }
}

extension ProtobufCFieldDescriptor {
  /// Members of a oneof share the place that tells which of them is set.
  fileprivate func sharesOneof(with other: ProtobufCFieldDescriptor) -> Bool {
    FieldDescriptors.isInOneof(self) && FieldDescriptors.isInOneof(other)
      && quantifier_offset == other.quantifier_offset
  }

  /// The numbers of an enumeration field, by name.
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
