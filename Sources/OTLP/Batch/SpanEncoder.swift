/// Writes spans as an export request: byte for byte what a tree of them is packed to, in a third of the time.
struct SpanEncoder: ~Copyable {
  private var out = BackwardWriter()

  /// Memory beyond this is given back after each batch.
  private static let retainedBytes = 4 << 20

  /// The same bound as a tree has.
  private static let maximumDepth = WireLimits().maximumDepth

  /// Calls `body` with the request, grouped by resource and scope. NUL in a text becomes U+FFFD; arrays and maps nested
  /// past what receivers read become texts.
  mutating func encode(_ spans: [SpanData], _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    for group in SpanGroups(spans).resources.reversed() { resourceSpans(group) }
    body(out.bytes)
    out.removeAll(keeping: Self.retainedBytes)
  }

  private mutating func resourceSpans(_ group: SpanGroups.ByResource) {
    let end = out.count
    text(3, group.resource.schemaURL)
    for scope in group.scopes.reversed() { scopeSpans(scope) }
    let resourceEnd = out.count
    attributes(1, group.resource.attributes)
    out.prefix(1, since: resourceEnd)
    out.prefix(1, since: end)
  }

  private mutating func scopeSpans(_ group: SpanGroups.ByScope) {
    let end = out.count
    text(3, group.scope.schemaURL)
    for span in group.spans.reversed() { self.span(span) }
    let scopeEnd = out.count
    attributes(3, group.scope.attributes)
    text(2, group.scope.version)
    text(1, group.scope.name)
    out.prefix(1, since: scopeEnd)
    out.prefix(2, since: end)
  }

  private mutating func span(_ span: SpanData) {
    let end = out.count
    fixed32(16, span.flags)
    status(span.status)
    number(14, span.droppedLinksCount)
    for link in span.links.reversed() { self.link(link) }
    number(12, span.droppedEventsCount)
    for event in span.events.reversed() { self.event(event) }
    number(10, span.droppedAttributesCount)
    attributes(9, span.attributes)
    fixed64(8, span.endTime)
    fixed64(7, span.startTime)
    number(6, span.kind.rawValue)
    text(5, span.name)
    if let parent = span.parentSpanID { identifier(4, parent) }
    text(3, span.traceState)
    identifier(2, span.spanID)
    identifier(1, span.traceID)
    out.prefix(2, since: end)
  }

  private mutating func event(_ event: SpanEvent) {
    let end = out.count
    number(4, event.droppedAttributesCount)
    attributes(3, event.attributes)
    text(2, event.name)
    fixed64(1, event.time)
    out.prefix(11, since: end)
  }

  private mutating func link(_ link: SpanLink) {
    let end = out.count
    fixed32(6, link.flags)
    number(5, link.droppedAttributesCount)
    attributes(4, link.attributes)
    text(3, link.traceState)
    identifier(2, link.spanID)
    identifier(1, link.traceID)
    out.prefix(13, since: end)
  }

  private mutating func status(_ status: SpanStatus) {
    guard status != .unset else { return }
    let end = out.count
    number(3, status.code.rawValue)
    text(2, status.message)
    out.prefix(15, since: end)
  }
}

// Attributes. `level` says how many values a value is in, itself counted.
extension SpanEncoder {
  /// - Parameter level: Of the value that they are the members of.
  private mutating func attributes(_ field: Int, _ attributes: Attributes, level: Int = 0) {
    for attribute in attributes.reversed() {
      let end = out.count
      value(Int(AttributeFields.KeyValue.value), attribute.value, level: level + 1)
      text(Int(AttributeFields.KeyValue.key), attribute.key)
      out.prefix(field, since: end)
    }
  }

  private mutating func value(_ field: Int, _ value: AttributeValue, level: Int) {
    let end = out.count
    typealias Field = AttributeFields.AnyValue
    switch value {
    case .string(let text):
      out.text(text)
      out.prefix(Int(Field.string), since: end)
    case .bool(let bool):
      out.varint(bool ? 1 : 0)
      out.tag(Int(Field.bool), WireCursor.WireType.number)
    case .int(let int):
      out.varint(UInt64(bitPattern: int))
      out.tag(Int(Field.int), WireCursor.WireType.number)
    case .double(let double):
      out.fixed(double.bitPattern)
      out.tag(Int(Field.double), WireCursor.WireType.fixed64)
    case .bytes(let bytes):
      bytes.withUnsafeBufferPointer { out.bytes($0) }
      out.prefix(Int(Field.bytes), since: end)
    case .array(let elements) where level <= Self.maximumDepth:
      for element in elements.reversed() { self.value(1, element, level: level + 1) }
      out.prefix(Int(Field.array), since: end)
    case .map(let members) where level <= Self.maximumDepth:
      attributes(1, members, level: level)
      out.prefix(Int(Field.list), since: end)
    case .array, .map:
      out.text(DeepValue.standIn)
      out.prefix(Int(Field.string), since: end)
    case .empty: break
    }
    out.prefix(field, since: end)
  }
}

// Fields that are left out when they have their default.
extension SpanEncoder {
  private mutating func text(_ field: Int, _ text: String) {
    guard !text.isEmpty else { return }
    let end = out.count
    out.text(text)
    out.prefix(field, since: end)
  }

  private mutating func number(_ field: Int, _ value: UInt32) {
    guard value != 0 else { return }
    out.varint(UInt64(value))
    out.tag(field, WireCursor.WireType.number)
  }

  private mutating func fixed32(_ field: Int, _ value: UInt32) {
    guard value != 0 else { return }
    out.fixed(value)
    out.tag(field, WireCursor.WireType.fixed32)
  }

  private mutating func fixed64(_ field: Int, _ value: UInt64) {
    guard value != 0 else { return }
    out.fixed(value)
    out.tag(field, WireCursor.WireType.fixed64)
  }

  private mutating func identifier(_ field: Int, _ id: TraceID) {
    let end = out.count
    out.fixed(id.low.byteSwapped)
    out.fixed(id.high.byteSwapped)
    out.prefix(field, since: end)
  }

  private mutating func identifier(_ field: Int, _ id: SpanID) {
    let end = out.count
    out.fixed(id.value.byteSwapped)
    out.prefix(field, since: end)
  }
}
