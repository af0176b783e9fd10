internal import ProtobufWire

/// What is asked of most spans, read off the wire in one pass.
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
  /// From the first attribute to the end of the last, with what may lie between.
  private(set) var attributes = none
  private(set) var hasEvents = false
  private(set) var hasLinks = false

  private static let attributeTag = AttributeFields.tag(
    SpanFields.Span.attributes,
    WireCursor.WireType.lengthPrefixed
  )

  /// - Parameter span: A span that the validator has passed.
  init(_ span: UnsafeBufferPointer<UInt8>) {
    do throws(WireError) {
      try read(span)
    } catch {
      preconditionFailure("the bytes have passed the validator")
    }
  }

  private mutating func read(_ span: UnsafeBufferPointer<UInt8>) throws(WireError) {
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
        try cursor.skipField(tag.wireType)
        // Others follow, as they do.
        while let next = cursor.bytes(taggedBy: Self.attributeTag) { cursor.pass(next) }
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
