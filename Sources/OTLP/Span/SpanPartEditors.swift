internal import COTLP

/// One event of a span, to read and to change in place. Only good inside the closure it is given to.
package struct SpanEventEditor: ~Copyable {
  private let event: UnsafeMutablePointer<SpanEventMessage>
  private let builder: TreeBuilder
  private(set) var isDropped = false

  init(_ event: UnsafeMutablePointer<SpanEventMessage>, builder: TreeBuilder) {
    self.event = event
    self.builder = builder
  }

  /// Nanoseconds since 1970.
  package var time: UInt64 {
    get { event.pointee.time_unix_nano }
    set { event.pointee.time_unix_nano = newValue }
  }

  package var name: String { MessageTexts.string(event.pointee.name) }

  package mutating func setName(_ name: String) throws(ArenaFull) {
    try builder.replace(&event.pointee.name, by: name)
  }

  package mutating func editAttributes<Result>(
    _ body: (inout AttributeEditor) throws -> Result
  ) rethrows -> Result {
    var attributes = AttributeEditor(
      count: event.address(of: \.n_attributes),
      array: event.address(of: \.attributes),
      builder: builder
    )
    return try body(&attributes)
  }

  /// Takes the event out of its span when the closure returns.
  package mutating func drop() {
    isDropped = true
  }
}

/// One link of a span, to read and to change in place. Only good inside the closure it is given to.
package struct SpanLinkEditor: ~Copyable {
  private let link: UnsafeMutablePointer<SpanLinkMessage>
  private let builder: TreeBuilder
  private(set) var isDropped = false

  init(_ link: UnsafeMutablePointer<SpanLinkMessage>, builder: TreeBuilder) {
    self.link = link
    self.builder = builder
  }

  package var traceState: String { MessageTexts.string(link.pointee.trace_state) }

  package mutating func editAttributes<Result>(
    _ body: (inout AttributeEditor) throws -> Result
  ) rethrows -> Result {
    var attributes = AttributeEditor(
      count: link.address(of: \.n_attributes),
      array: link.address(of: \.attributes),
      builder: builder
    )
    return try body(&attributes)
  }

  /// Takes the link out of its span when the closure returns.
  package mutating func drop() {
    isDropped = true
  }
}
