internal import ProtobufWire

/// The fields that most spans are asked for, read off the wire in one pass.
///
/// Points into the span's bytes: good for as long as those are.
struct SpanHead {
  private static var none: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

  private(set) var traceID = none
  private(set) var spanID = none
  private(set) var parentSpanID = none
  private(set) var name = none
  private(set) var status = none
  private(set) var kind: UInt32 = 0
  private(set) var startTime: UInt64 = 0
  private(set) var endTime: UInt64 = 0
  /// The bytes from the first attribute to the end of the last, with anything in between.
  private(set) var attributes = none
  private(set) var hasEvents = false
  private(set) var hasLinks = false
  /// Whether an attribute may have one of the keys that were asked for.
  private(set) var mayHoldAsked = false

  private static let attributeTag = AttributeFields.tag(
    SpanFields.Span.attributes,
    WireCursor.WireType.lengthPrefixed
  )

  /// - Parameters:
  ///   - span: A span that the validator has passed.
  ///   - asked: Keys to look out for on the way.
  @inline(__always)
  init(_ span: UnsafeBufferPointer<UInt8>, asking asked: AttributeKeyFilter) {
    do throws(WireError) {
      try read(span, asked)
    } catch {
      preconditionFailure("the bytes have passed the validator")
    }
  }

  /// The head of a copy of the span's bytes.
  func moved(from span: UnsafeBufferPointer<UInt8>, to copy: UnsafeBufferPointer<UInt8>) -> SpanHead {
    guard let old = span.baseAddress, let new = copy.baseAddress else { return self }
    func moved(_ part: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: part.baseAddress.map { new + ($0 - old) }, count: part.count)
    }
    var head = self
    head.traceID = moved(traceID)
    head.spanID = moved(spanID)
    head.parentSpanID = moved(parentSpanID)
    head.name = moved(name)
    head.status = moved(status)
    head.attributes = moved(attributes)
    return head
  }

  private mutating func read(
    _ span: UnsafeBufferPointer<UInt8>,
    _ asked: AttributeKeyFilter
  ) throws(WireError) {
    guard let origin = span.baseAddress else { return }
    var cursor = WireCursor(span, origin: origin)
    typealias Field = SpanFields.Span
    while !cursor.isAtEnd {
      let start = cursor.position
      let tag = try cursor.readTag()
      switch tag.number {
      case Field.traceID: traceID = try cursor.readBytes()
      case Field.spanID: spanID = try cursor.readBytes()
      case Field.parentSpanID: parentSpanID = try cursor.readBytes()
      case Field.name: name = try cursor.readBytes()
      case Field.kind: kind = UInt32(truncatingIfNeeded: try cursor.readNumber())
      case Field.startTime: startTime = try cursor.readFixed64()
      case Field.endTime: endTime = try cursor.readFixed64()
      case Field.status: status = try cursor.readBytes()
      case Field.attributes:
        var mayHold = asked.mayHold(keyOf: try cursor.readBytes())
        // Others follow, as they do.
        while let next = cursor.bytes(taggedBy: Self.attributeTag) {
          cursor.pass(next)
          if asked.mayHold(keyOf: next) { mayHold = true }
        }
        if mayHold { mayHoldAsked = true }
        let first = attributes.baseAddress ?? start
        attributes = UnsafeBufferPointer(start: first, count: cursor.position - first)
      default:
        if tag.number == Field.events { hasEvents = true }
        if tag.number == Field.links { hasLinks = true }
        try cursor.skipField(tag.wireType)
      }
    }
  }
}
