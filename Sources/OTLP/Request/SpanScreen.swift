internal import ProtobufWire

/// Tells of a request of spans that nothing in it can need what a destination would do to them, so that no editor has to
/// look at each.
///
/// That is: all spans have ids that are not zero, and times of at most 63 bits with no end before its beginning; and
/// neither they nor their resources have an attribute of one of some keys. A request that does not pass may still need
/// nothing. One pass, done while the bytes are in the CPU's cache from being validated.
struct SpanScreen {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private static let largestTime = UInt64(Int64.max)
  private static let spanAttribute = AttributeFields.tag(
    SpanFields.Span.attributes,
    WireCursor.WireType.lengthPrefixed
  )

  private let keys: AttributeKeys

  init(_ keys: AttributeKeys) {
    self.keys = keys
  }

  /// - Parameter request: One that the validator has passed. An item that it rejected does not pass.
  func passes(_ request: Bytes) -> Bool {
    guard let origin = request.baseAddress else { return true }
    do throws(WireError) {
      var resources = WireCursor(request, origin: origin)
      while let group = try resources.nextMessage(SpanFields.Request.resourceSpans) {
        guard try passes(resourceSpans: WireCursor(group, origin: origin)) else { return false }
      }
      return true
    } catch {
      return false
    }
  }

  private func passes(resourceSpans group: WireCursor) throws(WireError) -> Bool {
    var resources = group
    while let resource = try resources.nextMessage(SpanFields.ResourceSpans.resource) {
      var attributes = WireCursor(resource, origin: group.origin)
      while let attribute = try attributes.nextMessage(SpanFields.Resource.attributes) {
        guard passes(attribute: attribute) else { return false }
      }
    }
    var scopes = group
    while let scope = try scopes.nextMessage(SpanFields.ResourceSpans.scopeSpans) {
      var spans = WireCursor(scope, origin: group.origin)
      while let span = try spans.nextMessage(SpanFields.ScopeSpans.spans) {
        guard try passes(span: WireCursor(span, origin: group.origin)) else { return false }
      }
    }
    return true
  }

  private func passes(span: consuming WireCursor) throws(WireError) -> Bool {
    var (start, end): (UInt64, UInt64) = (0, 0)
    var cursor = span
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      switch tag.number {
      case SpanFields.Span.traceID:
        guard Self.isIdentifier(try cursor.readBytes(), count: 16) else { return false }
      case SpanFields.Span.spanID:
        guard Self.isIdentifier(try cursor.readBytes(), count: 8) else { return false }
      case SpanFields.Span.startTime: start = try cursor.readFixed64()
      case SpanFields.Span.endTime: end = try cursor.readFixed64()
      case SpanFields.Span.attributes:
        guard passes(attribute: try cursor.readBytes()) else { return false }
        // Others follow, as they do.
        while let next = cursor.bytes(taggedBy: Self.spanAttribute) {
          cursor.pass(next)
          guard passes(attribute: next) else { return false }
        }
      case SpanFields.Span.events:
        guard try passes(event: WireCursor(try cursor.readBytes(), origin: cursor.origin)) else {
          return false
        }
      case SpanFields.Span.parentSpanID, SpanFields.Span.name, SpanFields.Span.status:
        _ = try cursor.readBytes()
      default: try cursor.skipField(tag.wireType)
      }
    }
    return start <= end && end <= Self.largestTime
  }

  private func passes(event: consuming WireCursor) throws(WireError) -> Bool {
    var cursor = event
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      guard tag.number == SpanFields.Event.time else {
        try cursor.skipField(tag.wireType)
        continue
      }
      guard try cursor.readFixed64() <= Self.largestTime else { return false }
    }
    return true
  }

  @inline(__always)
  private static func isIdentifier(_ bytes: Bytes, count: Int) -> Bool {
    bytes.count == count && bytes.contains { $0 != 0 }
  }

  @inline(__always)
  private func passes(attribute pair: Bytes) -> Bool {
    !keys.filter.mayHold(keyOf: pair) || isAnother(pair)
  }

  /// Whether a pair whose key looks like one of the keys has another one, and is written as all encoders write it.
  @inline(never)
  private func isAnother(_ pair: Bytes) -> Bool {
    PlainPair(pair).map { !keys.holds($0.key) } ?? false
  }
}

extension WireCursor {
  /// The next message of one field, and nil when there is no other.
  mutating func nextMessage(_ number: UInt32) throws(WireError) -> UnsafeBufferPointer<UInt8>? {
    while !isAtEnd {
      let tag = try readTag()
      if tag.number == number, tag.wireType == WireType.lengthPrefixed { return try readBytes() }
      try skipField(tag.wireType)
    }
    return nil
  }
}
