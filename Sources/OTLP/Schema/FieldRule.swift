/// What one field may look like on the wire, and where it leads to texts.
struct FieldRule: BitwiseCopyable, Sendable {
  enum Kind: UInt8, Sendable {
    /// The field is not in the schema, or not for these signals. It is dropped.
    case unknown
    case number, fixed32, fixed64, string, bytes, message
    /// Bytes that name a trace or a span.
    case identifier
  }

  /// What the walk over the texts does with a field.
  enum Text: UInt8, Sendable {
    /// Leads to no text.
    case none
    case text, bytes, message
    /// A list of `KeyValue`.
    case attributes
    /// An `AnyValue`.
    case value
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
  var text = Text.none
  var place = TextPlace.other
  /// Index of the message type in the schema.
  var messageType: Int32 = 0
  /// Its place in `WireSchema`.
  var field: Int32 = 0
  /// The field in a set of the fields of its message; those of a oneof share one.
  var bit: UInt64 = 0

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
