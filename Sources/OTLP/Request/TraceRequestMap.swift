internal import ProtobufWire

/// Where the spans of a serialized `ExportTraceServiceRequest` are, and what stands around them.
///
/// Only good as long as the bytes it was made of. Field numbers are those of opentelemetry-proto 1.11.
struct TraceRequestMap {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A span, with the fields of its scope and its resource that are not spans.
  struct Span {
    let traceID: TraceID?
    /// The message without its tag.
    let bytes: Bytes
    let scope: Envelope
    let resource: Envelope
  }

  /// The fields of a `ScopeSpans` or `ResourceSpans` besides what it is there for, and a number of its own.
  struct Envelope {
    let number: Int
    let fields: [Bytes]

    var byteCount: Int { fields.reduce(0) { $0 + $1.count } }
  }

  private(set) var spans: [Span] = []
  private var envelopes = 0

  private static let resourceSpans = SpanFields.Request.resourceSpans
  private static let scopeSpans = SpanFields.ResourceSpans.scopeSpans
  private static let spans = SpanFields.ScopeSpans.spans

  init(_ body: Bytes) throws(WireError) {
    guard let origin = body.baseAddress else { return }
    for resource in try Self.split(body, Self.resourceSpans, origin).contents {
      let (scopes, fields) = try Self.split(resource, Self.scopeSpans, origin)
      let envelope = envelope(fields)
      for scope in scopes { try add(scope, in: envelope, origin) }
    }
  }

  /// How many spans a request has, and how often one is of another trace than the one before it.
  static func size(of body: Bytes) throws(WireError) -> (spans: Int, changesOfTrace: Int) {
    guard let origin = body.baseAddress else { return (0, 0) }
    var (spans, changes) = (0, 0)
    var last: TraceID?
    var resources = WireCursor(body, origin: origin)
    while let resource = try next(Self.resourceSpans, &resources) {
      var scopes = WireCursor(resource, origin: origin)
      while let scope = try next(Self.scopeSpans, &scopes) {
        var cursor = WireCursor(scope, origin: origin)
        while let span = try next(Self.spans, &cursor) {
          let traceID = try traceID(of: span, origin)
          if spans == 0 || traceID != last { changes += 1 }
          last = traceID
          spans += 1
        }
      }
    }
    return (spans, changes)
  }

  /// The next message of one field.
  private static func next(_ number: UInt32, _ cursor: inout WireCursor) throws(WireError) -> Bytes? {
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      if tag.number == number, tag.wireType == WireCursor.WireType.lengthPrefixed {
        return try cursor.readBytes()
      }
      try cursor.skipField(tag.wireType)
    }
    return nil
  }

  private mutating func add(
    _ scope: Bytes,
    in resource: Envelope,
    _ origin: UnsafePointer<UInt8>
  ) throws(WireError) {
    let (spans, fields) = try Self.split(scope, Self.spans, origin)
    let envelope = envelope(fields)
    for span in spans {
      let traceID = try Self.traceID(of: span, origin)
      self.spans.append(Span(traceID: traceID, bytes: span, scope: envelope, resource: resource))
    }
  }

  private mutating func envelope(_ fields: [Bytes]) -> Envelope {
    envelopes += 1
    return Envelope(number: envelopes, fields: fields)
  }

  /// The messages of one field, and all other fields as they stand.
  private static func split(
    _ message: Bytes,
    _ number: UInt32,
    _ origin: UnsafePointer<UInt8>
  ) throws(WireError) -> (contents: [Bytes], others: [Bytes]) {
    var contents: [Bytes] = []
    var others: [Bytes] = []
    var cursor = WireCursor(message, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      if tag.number == number, tag.wireType == WireCursor.WireType.lengthPrefixed {
        contents.append(try cursor.readBytes())
      } else {
        try cursor.skipField(tag.wireType)
        others.append(start.bytes(upTo: cursor))
      }
    }
    return (contents, others)
  }

  private static func traceID(of span: Bytes, _ origin: UnsafePointer<UInt8>) throws(WireError) -> TraceID? {
    var cursor = WireCursor(span, origin: origin)
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      guard tag.number == SpanFields.Span.traceID, tag.wireType == WireCursor.WireType.lengthPrefixed else {
        try cursor.skipField(tag.wireType)
        continue
      }
      return TraceID(bytes: try cursor.readBytes())
    }
    return nil
  }
}

extension TraceRequestMap {
  /// What is left of a span without its texts.
  private static let frame: Set<UInt32> = [
    SpanFields.Span.traceID, SpanFields.Span.spanID, SpanFields.Span.kind, SpanFields.Span.startTime,
    SpanFields.Span.endTime, SpanFields.Span.flags,
  ]

  /// Puts spans that follow one another into a request of their own.
  static func request(of spans: ArraySlice<Span>) -> [UInt8] {
    WireOutput.array(capacity: capacity(of: spans)) { output in
      var rest = spans
      while let first = rest.first {
        let group = rest.prefix { $0.resource.number == first.resource.number }
        let message = output.begin(resourceSpans)
        write(group, in: first.resource, to: &output)
        output.endClosely(message)
        rest = rest.dropFirst(group.count)
      }
    }
  }

  private static func write(_ spans: ArraySlice<Span>, in resource: Envelope, to output: inout WireOutput) {
    for field in resource.fields { output.raw(field) }
    var rest = spans
    while let first = rest.first {
      let group = rest.prefix { $0.scope.number == first.scope.number }
      let message = output.begin(scopeSpans)
      for field in first.scope.fields { output.raw(field) }
      for span in group {
        output.tag(self.spans, WireCursor.WireType.lengthPrefixed)
        output.bytes(span.bytes)
      }
      output.endClosely(message)
      rest = rest.dropFirst(group.count)
    }
  }

  /// Bytes of the request at most.
  private static func capacity(of spans: ArraySlice<Span>) -> Int {
    var capacity = 0
    var (resource, scope) = (0, 0)
    for span in spans {
      // A tag and a length of at most five bytes, for the span and for both messages that it is in.
      capacity += span.bytes.count + 3 * 6
      if span.resource.number != resource { capacity += span.resource.byteCount }
      if span.scope.number != scope { capacity += span.scope.byteCount }
      (resource, scope) = (span.resource.number, span.scope.number)
    }
    return capacity
  }

  /// Nil for a span that has a parent.
  static func emptiedRoot(_ span: Span) throws(WireError) -> [UInt8]? {
    guard let origin = span.bytes.baseAddress else { return nil }
    var (kept, status): ([Bytes], [Bytes]) = ([], [])
    var cursor = WireCursor(span.bytes, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      if tag.number == SpanFields.Span.status, tag.wireType == WireCursor.WireType.lengthPrefixed {
        status += try code(ofStatus: cursor.readBytes(), origin)
        continue
      }
      if tag.number == SpanFields.Span.parentSpanID, tag.wireType == WireCursor.WireType.lengthPrefixed {
        guard try cursor.readBytes().isEmpty else { return nil }
        continue
      }
      try cursor.skipField(tag.wireType)
      if frame.contains(tag.number) { kept.append(start.bytes(upTo: cursor)) }
    }
    return WireOutput.array(capacity: span.bytes.count + 4 * 6) { output in
      let messages = [resourceSpans, scopeSpans, spans].map { output.begin($0) }
      for field in kept { output.raw(field) }
      if !status.isEmpty {
        let message = output.begin(SpanFields.Span.status)
        for field in status { output.raw(field) }
        output.endClosely(message)
      }
      for message in messages.reversed() { output.endClosely(message) }
    }
  }

  private static func code(ofStatus status: Bytes, _ origin: UnsafePointer<UInt8>) throws(WireError)
    -> [Bytes]
  {
    var kept: [Bytes] = []
    var cursor = WireCursor(status, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      try cursor.skipField(tag.wireType)
      if tag.number == SpanFields.Status.code { kept.append(start.bytes(upTo: cursor)) }
    }
    return kept
  }
}
