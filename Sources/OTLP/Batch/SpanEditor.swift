internal import COTLP
internal import CProtobufC

/// One span of a batch, to read and to change in place. Only good inside the closure it is given to.
public struct SpanEditor: ~Copyable {
  let span: UnsafeMutablePointer<SpanMessage>
  let scope: UnsafeMutablePointer<ScopeSpansMessage>
  let resource: UnsafeMutablePointer<ResourceSpansMessage>
  let builder: TreeBuilder
  /// Whether the span leaves the batch when the closure returns.
  public private(set) var isDropped = false

  init(
    _ span: UnsafeMutablePointer<SpanMessage>,
    scope: UnsafeMutablePointer<ScopeSpansMessage>,
    resource: UnsafeMutablePointer<ResourceSpansMessage>,
    builder: TreeBuilder
  ) {
    self.span = span
    self.scope = scope
    self.resource = resource
    self.builder = builder
  }

  /// Nil when the sender's id has another length, which the validator does not let pass.
  public var traceID: TraceID? { TraceID(bytes: Self.bytes(span.pointee.trace_id)) }
  public var spanID: SpanID? { SpanID(bytes: Self.bytes(span.pointee.span_id)) }
  /// Nil for a root span.
  public var parentSpanID: SpanID? { SpanID(bytes: Self.bytes(span.pointee.parent_span_id)) }

  private static func bytes(_ data: ProtobufCBinaryData) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: data.data, count: data.len)
  }

  /// Nanoseconds since 1970.
  public var startTime: UInt64 {
    get { span.pointee.start_time_unix_nano }
    set { span.pointee.start_time_unix_nano = newValue }
  }

  /// Nanoseconds since 1970.
  public var endTime: UInt64 {
    get { span.pointee.end_time_unix_nano }
    set { span.pointee.end_time_unix_nano = newValue }
  }

  public var name: String { MessageTexts.string(span.pointee.name) }

  /// Shows the name without copying it.
  public func withName<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(MessageTexts.bytes(of: span.pointee.name).span)
  }

  public mutating func setName(_ name: String) throws(ArenaFull) {
    try builder.replace(&span.pointee.name, by: name)
  }

  /// `.unspecified` also for a kind that this version does not know.
  public var kind: SpanKind {
    get { SpanKind(rawValue: span.pointee.kind.rawValue) ?? .unspecified }
    set { span.pointee.kind = .init(newValue.rawValue) }
  }

  /// `.unset` also when there is no status, or a code that this version does not know.
  public var statusCode: SpanStatus.Code {
    span.pointee.status.flatMap { SpanStatus.Code(rawValue: $0.pointee.code.rawValue) } ?? .unset
  }

  public var statusMessage: String {
    span.pointee.status.map { MessageTexts.string($0.pointee.message) } ?? ""
  }

  /// Does nothing when a span without a status is given an empty message.
  public mutating func setStatusMessage(_ message: String) throws(ArenaFull) {
    if span.pointee.status == nil {
      guard !message.isEmpty else { return }
      span.pointee.status = try builder.message(opentelemetry__proto__trace__v1__status__init)
    }
    guard let status = span.pointee.status else { return }
    try builder.replace(&status.pointee.message, by: message)
  }

  /// Takes the span out of the batch when the closure returns.
  public mutating func drop() {
    isDropped = true
  }

  /// Shows an editor every text of this span, its events and its links, but not those of its resource and
  /// scope, which other spans share.
  public mutating func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {
    let message = UnsafeMutableRawPointer(span).assumingMemoryBound(to: ProtobufCMessage.self)
    try TextWalk.visit(message, &editor, arena: builder.arena)
  }
}

extension TreeBuilder {
  /// Puts a text in the place of another, which is wiped.
  func replace(_ slot: inout TextPointer?, by text: String) throws(ArenaFull) {
    let made = try arena.text(text)
    MessageWiping.wipe(slot)
    slot = made
  }
}
