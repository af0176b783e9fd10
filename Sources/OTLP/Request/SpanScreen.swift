internal import ProtobufWire

/// Looks, while a request of spans is validated, for what a destination would have to see to in them, so that they are
/// walked for it only where there is something.
///
/// That is an attribute of one of some keys, wherever it stands; an id that is zero, or was not as long as it should
/// be; a time that does not fit 63 bits; an end before its beginning. Some of it may be in an item that is dropped, or of
/// no meaning where it stands: a walk finds that out.
struct SpanScreen {
  private static let largestTime = UInt64(Int64.max)

  private let keys: AttributeKeys
  private let event = MessageSchema.shared.event
  private(set) var hasFound = false

  init(_ keys: AttributeKeys) {
    self.keys = keys
  }

  /// Looks at a `KeyValue`, valid or not.
  @inline(__always)
  mutating func attribute(_ pair: UnsafeBufferPointer<UInt8>) {
    if keys.filter.mayHold(keyOf: pair) { attributeThatMayBeAsked(pair) }
  }

  @inline(never)
  private mutating func attributeThatMayBeAsked(_ pair: UnsafeBufferPointer<UInt8>) {
    // A pair of another form is left to the walk.
    guard let plain = PlainPair(pair), !keys.holds(plain.key) else {
      hasFound = true
      return
    }
  }

  /// Looks at attributes that stand behind each other, each shorter than 16 KB.
  @inline(never)
  mutating func attributes(_ run: UnsafeBufferPointer<UInt8>, taggedBy tag: UInt8) {
    guard !hasFound, let start = run.baseAddress else { return }
    var cursor = WireCursor(run, origin: start)
    while let pair = cursor.bytes(taggedBy: tag) {
      cursor.pass(pair)
      attribute(pair)
    }
  }

  /// Looks at a message in a span or around it that the validator has passed.
  mutating func message(_ type: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard type == Int(event) else { return }
    var fields = WireFields(bytes)
    while let field = fields.next() {
      if field.number == SpanFields.Event.time, field.value > Self.largestTime { hasFound = true }
    }
  }

  /// Looks at a span that the validator has passed.
  @inline(never)
  mutating func span(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !hasFound else { return }
    var (startTime, endTime): (UInt64?, UInt64?)
    var identifiers = 0
    var fields = WireFields(bytes)
    // They stand in front, as all encoders write them; the rest is passed over only when one of them is not there.
    while identifiers < 2 || startTime == nil || endTime == nil, let field = fields.next() {
      switch field.number {
      case SpanFields.Span.traceID:
        guard TraceID(bytes: field.content)?.isValid == true else {
          hasFound = true
          return
        }
        identifiers += 1
      case SpanFields.Span.spanID:
        guard SpanID(bytes: field.content)?.isValid == true else {
          hasFound = true
          return
        }
        identifiers += 1
      case SpanFields.Span.startTime: startTime = field.value
      case SpanFields.Span.endTime: endTime = field.value
      default: break
      }
    }
    let (start, end) = (startTime ?? 0, endTime ?? 0)
    if start > end || end > Self.largestTime { hasFound = true }
  }
}
