internal import COTLP
internal import CProtobufC
internal import ProtobufWire

/// The messages of OTLP as they are read and written everywhere: what protobuf-c's descriptors say, and what the
/// protocol says in prose, as tables by number of field.
///
/// A text that a new version of the protocol adds is visited, at the place `.other`, before anybody has heard of it.
struct MessageSchema: Sendable {
  static let shared = MessageSchema(wire)

  /// What the descriptors say.
  static let wire = WireSchema(
    Signal.allCases.flatMap { [$0.requestDescriptor, $0.responseDescriptor] } + [otlp_status()],
    ignoring: ignored,
    hexadecimal: TextPlace.identifiers
  )

  /// The rules of messages, by the indices of `wire`.
  let messages: [MessageRule]
  let fields: [FieldRule]
  /// Indices of `KeyValue`, of `AnyValue`, of a resource, of a span and of its events.
  let attribute: Int
  let value: Int
  let resource: Int
  let span: Int32
  let event: Int32
  /// Bytes of the C structures of an attribute and its value.
  let attributeBytes: Int

  private init(_ wire: WireSchema) {
    attribute = wire.index(of: otlp_key_value())
    value = wire.index(of: otlp_any_value())
    resource = wire.index(of: otlp_resource())
    span = Int32(wire.index(of: otlp_span()))
    event = Int32(wire.index(of: otlp_span_event()))
    attributeBytes = [attribute, value].reduce(0) {
      $0 + TreeSize.message(structBytes: wire.messages[$1].structBytes, fields: 0)
    }
    var (messages, fields): ([MessageRule], [FieldRule]) = ([], [])
    for message in wire.messages {
      var rule = MessageRule()
      rule.firstField = Int32(fields.count)
      rule.largestNumber = message.fields.last.map { wire.fields[$0].number } ?? 0
      rule.structBytes = Int32(message.structBytes)
      rule.isItem = Self.items.contains(message.name)
      fields += Array(repeating: FieldRule(), count: Int(rule.largestNumber) + 1)
      for place in message.fields {
        let field = wire.fields[place]
        if Self.requiredIdentifiers.contains(wire.paths[place]) { rule.requiredIdentifiers |= field.bit }
        fields[Int(rule.firstField) + Int(field.number)] = Self.rule(for: place, of: wire)
      }
      messages.append(rule)
    }
    self.messages = messages
    self.fields = fields
  }

  private static func rule(for place: Int, of wire: WireSchema) -> FieldRule {
    let field = wire.fields[place]
    var rule = FieldRule()
    rule.kind = kind(of: field)
    rule.wireType = field.type.wireType
    if rule.kind == .identifier { rule.identifierBytes = identifierBytes(of: wire.paths[place]) }
    rule.isRepeated = field.isRepeated
    rule.isNarrow = field.type.isNarrow
    rule.isBool = field.type == .boolean
    rule.text = text(of: place, in: wire)
    rule.place = TextPlace.named[wire.paths[place]] ?? .other
    rule.messageType = Int32(field.messageType)
    rule.field = Int32(place)
    rule.bit = field.bit
    return rule
  }

  private static func kind(of field: WireSchema.Field) -> FieldRule.Kind {
    switch field.type {
    case .string: .string
    case .bytes: field.isHexadecimal ? .identifier : .bytes
    case .message: .message
    default:
      switch field.type.wireType {
      case WireCursor.WireType.fixed32: .fixed32
      case WireCursor.WireType.fixed64: .fixed64
      default: .number
      }
    }
  }
}

extension MessageSchema {
  /// The rule of a field of a message. Number 0 and all numbers beyond the largest are unknown.
  @inline(__always)
  func field(_ number: UInt32, of message: MessageRule) -> FieldRule {
    fields[Int(message.firstField) + (number <= message.largestNumber ? Int(number) : 0)]
  }
}

extension Signal {
  var requestDescriptor: UnsafePointer<ProtobufCMessageDescriptor> {
    switch self {
    case .traces: otlp_traces_request()
    case .logs: otlp_logs_request()
    case .metrics: otlp_metrics_request()
    }
  }

  var responseDescriptor: UnsafePointer<ProtobufCMessageDescriptor> {
    switch self {
    case .traces: otlp_traces_response()
    case .logs: otlp_logs_response()
    case .metrics: otlp_metrics_response()
    }
  }

  /// Index of the request in the schema.
  var requestType: Int { MessageSchema.wire.index(of: requestDescriptor) }
}
