internal import COTLP

/// One event of a span, to read and to change in place. Only good inside the closure it is given to.
public struct SpanEventEditor: ~Copyable {
  private let event: UnsafeMutablePointer<SpanEventMessage>
  private let builder: TreeBuilder
  private(set) var isDropped = false

  init(_ event: UnsafeMutablePointer<SpanEventMessage>, builder: TreeBuilder) {
    self.event = event
    self.builder = builder
  }

  /// Nanoseconds since 1970.
  public var time: UInt64 {
    get { event.pointee.time_unix_nano }
    set { event.pointee.time_unix_nano = newValue }
  }

  public var name: String { MessageTexts.string(event.pointee.name) }

  public mutating func setName(_ name: String) throws(ArenaFull) {
    try builder.replace(&event.pointee.name, by: name)
  }

  public mutating func editAttributes<Result>(
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
  public mutating func drop() {
    isDropped = true
  }
}

/// One link of a span, to read and to change in place. Only good inside the closure it is given to.
public struct SpanLinkEditor: ~Copyable {
  private let link: UnsafeMutablePointer<SpanLinkMessage>
  private let builder: TreeBuilder
  private(set) var isDropped = false

  init(_ link: UnsafeMutablePointer<SpanLinkMessage>, builder: TreeBuilder) {
    self.link = link
    self.builder = builder
  }

  public var traceState: String { MessageTexts.string(link.pointee.trace_state) }

  public mutating func setTraceState(_ traceState: String) throws(ArenaFull) {
    try builder.replace(&link.pointee.trace_state, by: traceState)
  }

  public mutating func editAttributes<Result>(
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
  public mutating func drop() {
    isDropped = true
  }
}
