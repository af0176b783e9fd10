internal import COTLP
internal import CProtobufC

/// What one field may look like on the wire.
struct FieldRule: BitwiseCopyable, Sendable {
  enum Kind: UInt8, Sendable {
    /// Not in the schema, or not for these signals: dropped.
    case unknown
    case number, fixed32, fixed64, string, bytes, message
    /// Bytes that name a trace or a span.
    case identifier
  }

  var kind = Kind.unknown
  /// No tag has that of an unknown field.
  var wireType: UInt8 = .max
  /// Length of an identifier; it may also be empty unless the message demands it.
  var identifierBytes: UInt8 = 0
  var isRepeated = false
  /// Whether a number is of a type of 32 bits, or a truth value.
  var isNarrow = false
  var isBool = false
  /// Index of the message type in the schema.
  var messageType: Int32 = 0
  /// The field in a set of the fields of its message; those of a oneof share one.
  var bit: UInt64 = 0

  /// Of a narrow number.
  var largestNumber: UInt64 { isBool ? 1 : UInt64(UInt32.max) }

  /// Repeated numbers come one by one, or packed in one length-prefixed field.
  var isPackable: Bool {
    switch kind {
    case .number, .fixed32, .fixed64: isRepeated
    default: false
    }
  }
}

/// What one type of message holds.
struct MessageRule: BitwiseCopyable, Sendable {
  /// Where the message's rules begin: the field of number n is `n` further on.
  var firstField: Int32 = 0
  var largestNumber: UInt32 = 0
  /// Size of the C structure.
  var structBytes: Int32 = 0
  /// Whether it is a span, log record or metric data point: what is counted, and rejected alone.
  var isItem = false
  /// Identifiers that must not be empty.
  var requiredIdentifiers: UInt64 = 0
}

/// The wire form of all messages of OTLP, read from protobuf-c's descriptors: a field that a new version
/// of the protocol adds is known to the validator as soon as it is known to protobuf-c.
struct MessageSchema: Sendable {
  static let shared = MessageSchema()

  let messages: [MessageRule]
  let fields: [FieldRule]
  /// Index of `KeyValue`, and of `AnyValue`.
  let attribute: Int
  let value: Int
  /// Bytes of the C structures of an attribute and its value.
  let attributeBytes: Int
  private let indices: [UInt: Int]

  private init() {
    var builder = MessageSchemaBuilder()
    for signal in Signal.allCases {
      _ = builder.index(of: signal.requestDescriptor)
      _ = builder.index(of: signal.responseDescriptor)
    }
    _ = builder.index(of: otlp_status())
    builder.complete()
    messages = builder.messages
    fields = builder.fields
    indices = builder.indices
    let structures = [otlp_key_value(), otlp_any_value()].map { builder.indices[UInt(bitPattern: $0)] ?? 0 }
    attribute = structures[0]
    value = structures[1]
    attributeBytes = structures.reduce(0) {
      $0 + TreeSize.message(structBytes: Int(builder.messages[$1].structBytes), fields: 0)
    }
  }

  /// Index of a message type.
  func index(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Int {
    guard let index = indices[UInt(bitPattern: descriptor)] else {
      preconditionFailure("not a message of OTLP")
    }
    return index
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
}
