internal import COTLP
internal import CProtobufC
internal import ProtobufWire

/// Turns protobuf-c's descriptors into the tables of `MessageSchema`.
struct MessageSchemaBuilder {
  private(set) var messages: [MessageRule] = []
  private(set) var fields: [FieldRule] = []
  private(set) var indices: [UInt: Int] = [:]
  private var descriptors: [UnsafePointer<ProtobufCMessageDescriptor>] = []

  /// Gives a message type its index; its fields follow in `complete`.
  mutating func index(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Int {
    let address = UInt(bitPattern: descriptor)
    if let index = indices[address] { return index }
    indices[address] = messages.count
    descriptors.append(descriptor)
    messages.append(MessageRule())
    return messages.count - 1
  }

  /// Describes all messages seen, and those their fields lead to.
  mutating func complete() {
    var next = 0
    while next < descriptors.count {
      describe(next)
      next += 1
    }
  }

  private mutating func describe(_ index: Int) {
    let descriptor = descriptors[index]
    let name = String(cString: descriptor.pointee.name)
    let members = UnsafeBufferPointer(
      start: descriptor.pointee.fields,
      count: Int(descriptor.pointee.n_fields)
    )
    // A set of fields is one word; the largest message of OTLP has 16.
    precondition(members.count <= UInt64.bitWidth, "too many fields")

    var message = MessageRule()
    message.firstField = Int32(fields.count)
    message.largestNumber = members.last?.id ?? 0
    message.structBytes = Int32(descriptor.pointee.sizeof_message)
    message.isItem = Self.items.contains(name)
    fields += Array(repeating: FieldRule(), count: Int(message.largestNumber) + 1)
    for (ordinal, member) in members.enumerated() {
      let path = "\(name).\(String(cString: member.name))"
      guard !Self.ignored.contains(path) else { continue }
      let first = members.firstIndex { $0.isInOneof(of: member) } ?? ordinal
      var rule = rule(for: member, bit: 1 << UInt64(first))
      if TextPlace.identifiers.contains(path) { identify(&rule, String(cString: member.name)) }
      if Self.requiredIdentifiers.contains(path) { message.requiredIdentifiers |= rule.bit }
      fields[Int(message.firstField) + Int(member.id)] = rule
    }
    messages[index] = message
  }

  private mutating func rule(for member: ProtobufCFieldDescriptor, bit: UInt64) -> FieldRule {
    var rule = FieldRule()
    rule.bit = bit
    rule.isRepeated = member.label == PROTOBUF_C_LABEL_REPEATED
    (rule.kind, rule.wireType) = Self.form(of: member.type)
    rule.isBool = member.type == PROTOBUF_C_TYPE_BOOL
    rule.isNarrow = rule.isBool || Self.narrowTypes.contains { $0 == member.type }
    if let message = member.message { rule.messageType = Int32(index(of: message)) }
    return rule
  }

  private func identify(_ rule: inout FieldRule, _ name: String) {
    guard let bytes = Self.identifierBytes[name] else { return }
    rule.kind = .identifier
    rule.identifierBytes = bytes
  }

  private static let narrowTypes = [
    PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_ENUM,
  ]

  private static func form(of type: ProtobufCType) -> (FieldRule.Kind, wireType: UInt8) {
    switch type {
    case PROTOBUF_C_TYPE_STRING: (.string, WireCursor.WireType.lengthPrefixed)
    case PROTOBUF_C_TYPE_BYTES: (.bytes, WireCursor.WireType.lengthPrefixed)
    case PROTOBUF_C_TYPE_MESSAGE: (.message, WireCursor.WireType.lengthPrefixed)
    case PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_FLOAT:
      (.fixed32, WireCursor.WireType.fixed32)
    case PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE:
      (.fixed64, WireCursor.WireType.fixed64)
    default: (.number, WireCursor.WireType.number)
    }
  }
}

extension ProtobufCFieldDescriptor {
  /// Members of a oneof share the place that tells which of them is set.
  fileprivate func isInOneof(of other: ProtobufCFieldDescriptor) -> Bool {
    isInOneof && other.isInOneof && quantifier_offset == other.quantifier_offset
  }
}

// What the protocol says about its messages in prose only.
extension MessageSchemaBuilder {
  /// What is counted, and rejected alone.
  static let items: Set<String> = [
    "opentelemetry.proto.trace.v1.Span",
    "opentelemetry.proto.logs.v1.LogRecord",
    "opentelemetry.proto.metrics.v1.NumberDataPoint",
    "opentelemetry.proto.metrics.v1.HistogramDataPoint",
    "opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint",
    "opentelemetry.proto.metrics.v1.SummaryDataPoint",
  ]

  /// Length of an id, by its field's name.
  static let identifierBytes: [String: UInt8] = ["trace_id": 16, "span_id": 8, "parent_span_id": 8]

  static let requiredIdentifiers: Set<String> = [
    "opentelemetry.proto.trace.v1.Span.trace_id",
    "opentelemetry.proto.trace.v1.Span.span_id",
    "opentelemetry.proto.trace.v1.Span.Link.trace_id",
    "opentelemetry.proto.trace.v1.Span.Link.span_id",
  ]

  /// Indices into the string table of profiles. The protocol tells receivers of other signals to act as
  /// if they were absent; as numbers that no text visit shows, they would be a way round redaction.
  static let ignored: Set<String> = [
    "opentelemetry.proto.common.v1.AnyValue.string_value_strindex",
    "opentelemetry.proto.common.v1.KeyValue.key_strindex",
  ]
}
