internal import COTLP
internal import CProtobufC

/// One span of a batch, to read and to change. Only good inside the closure it is given to.
///
/// It is read off the wire. The first change has protobuf-c unpack it into the worker's arena, and pack it when the
/// closure returns; a span that nothing is changed in stays byte for byte.
package struct SpanEditor: ~Copyable {
  /// The span as it came, whatever was changed since.
  package let original: EncodedSpan
  let builder: TreeBuilder
  /// Takes the place of a message that there is no memory for.
  private let placeholder: UnsafeMutablePointer<SpanMessage>
  /// The message, once something was changed.
  private(set) var changed: UnsafeMutablePointer<SpanMessage>?
  /// Whether the span leaves the batch when the closure returns.
  package private(set) var isDropped = false
  /// Whether there was no memory to unpack it. It leaves the batch, and is counted.
  private(set) var isTooLarge = false

  /// Reads the span where it will be kept: a copy of what is read takes as long as a third of the reading.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    in group: SpanGroup,
    asking asked: AttributeKeyFilter,
    arena: ArenaAllocator,
    placeholder: UnsafeMutablePointer<SpanMessage>
  ) {
    original = EncodedSpan(bytes, in: group, asking: asked)
    builder = TreeBuilder(arena: arena)
    self.placeholder = placeholder
  }

  /// The message, to change.
  var message: UnsafeMutablePointer<SpanMessage> {
    mutating get {
      if let changed { return changed }
      let made = unpacked() ?? placeholder
      changed = made
      return made
    }
  }

  private mutating func unpacked() -> UnsafeMutablePointer<SpanMessage>? {
    do throws(DecodeError) {
      let message = try builder.arena.unpack(original.bytes, otlp_span())
      return UnsafeMutableRawPointer(message).assumingMemoryBound(to: SpanMessage.self)
    } catch {
      isTooLarge = true
      // Whoever goes on editing a span that leaves anyway finds memory.
      builder.arena.reset(keeping: 0)
      opentelemetry__proto__trace__v1__span__init(placeholder)
      return nil
    }
  }

  /// Nil when the sender's id has another length, which the validator does not let pass.
  package var traceID: TraceID? { original.traceID }
  package var spanID: SpanID? { original.spanID }
  /// Nil for a root span.
  package var parentSpanID: SpanID? { original.parentSpanID }

  /// The value of `original`, without a copy of all of it.
  package var mayHoldAsked: Bool { original.head.mayHoldAsked }
  /// The value of `original`, without a copy of all of it.
  package var hadEvents: Bool { original.head.hasEvents }
  /// Attributes of the resource, without a copy of all that the span is.
  package var resourceAttributes: EncodedAttributes { original.group.resourceAttributes }

  /// Nanoseconds since 1970.
  package var startTime: UInt64 {
    get { changed?.pointee.start_time_unix_nano ?? original.startTime }
    set { message.pointee.start_time_unix_nano = newValue }
  }

  /// Nanoseconds since 1970.
  package var endTime: UInt64 {
    get { changed?.pointee.end_time_unix_nano ?? original.endTime }
    set { message.pointee.end_time_unix_nano = newValue }
  }

  package var name: String { changed.map { MessageTexts.string($0.pointee.name) } ?? original.name }

  package mutating func setName(_ name: String) throws(ArenaFull) {
    try builder.replace(&message.pointee.name, by: name)
  }

  /// `.unspecified` also for a kind that this version does not know.
  package var kind: SpanKind {
    get { changed.map { SpanKind(rawValue: $0.pointee.kind.rawValue) ?? .unspecified } ?? original.kind }
    set { message.pointee.kind = .init(newValue.rawValue) }
  }

  /// `.unset` also when there is no status, or a code that this version does not know.
  package var status: SpanStatus {
    guard let changed else { return original.status }
    guard let status = changed.pointee.status else { return .unset }
    return SpanStatus(
      code: SpanStatus.Code(rawValue: status.pointee.code.rawValue) ?? .unset,
      message: MessageTexts.string(status.pointee.message)
    )
  }

  /// Does nothing when a span without a status is given an empty message.
  package mutating func setStatusMessage(_ message: String) throws(ArenaFull) {
    guard message != status.message else { return }
    let span = self.message
    if span.pointee.status == nil {
      span.pointee.status = try builder.message(opentelemetry__proto__trace__v1__status__init)
    }
    guard let status = span.pointee.status else { return }
    try builder.replace(&status.pointee.message, by: message)
  }

  /// Takes the span out of the batch when the closure returns.
  package mutating func drop() {
    isDropped = true
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
