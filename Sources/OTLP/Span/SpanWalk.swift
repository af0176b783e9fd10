internal import COTLP
internal import CProtobufC
internal import ProtobufWire

/// One visit of an editor to the spans of requests as they are on the wire. What it changes is written anew; the rest
/// stays byte for byte.
struct SpanWalk: ~Copyable {
  private let arena: ArenaAllocator
  private let maximumBytes: Int
  private var splice: WireSplice
  private let placeholder = UnsafeMutablePointer<SpanMessage>.allocate(capacity: 1)
  /// Spans that have left.
  private(set) var droppedSpans = 0
  /// Spans that could not be unpacked for lack of memory.
  private(set) var undecodedSpans = 0

  /// What is shown.
  struct Visitor {
    /// Is shown each resource before the spans that share it.
    let resource: ((inout ResourceEditor) throws -> Void)?
    let span: (inout SpanEditor) throws -> Void
    /// Keys of attributes that `span` asks for.
    let asked: AttributeKeyFilter
  }

  /// Memory of the arena that is kept from one span to the next.
  private static let keptBytes = 1 << 20

  /// - Parameters:
  ///   - memory: Where the output is written to.
  ///   - maximumBytes: Most bytes of the output. If changes make it larger, the walk throws `ArenaFull`.
  ///   - arena: Memory for one unpacked span. It is emptied after each span.
  init(writingTo memory: consuming ScratchMemory, maximumBytes: Int, arena: ArenaAllocator) {
    self.arena = arena
    self.maximumBytes = maximumBytes
    splice = WireSplice(memory)
  }

  deinit { placeholder.deallocate() }

  /// Bytes written so far.
  var count: Int { splice.count }

  /// How often something was replaced.
  var edits: Int { splice.edits }

  consuming func finish() -> ScratchMemory {
    let memory = splice.takeMemory()
    return memory
  }

  /// Visits a request, which is appended to the output when anything in it, or in an earlier one, was changed.
  mutating func request(_ bytes: UnsafeBufferPointer<UInt8>, _ visitor: Visitor) throws {
    guard let start = bytes.baseAddress else { return }
    splice.begin(bytes)
    var fields = WireFields(bytes)
    while let field = fields.next() {
      guard field.number == SpanFields.Request.resourceSpans else { continue }
      _ = try resourceSpans(WirePart(field), visitor)
    }
    if splice.edits > 0 { splice.copy(upTo: start + bytes.count) }
  }

  /// Puts requests that nothing was changed in in front of the output.
  mutating func prepend(_ bytes: UnsafeBufferPointer<UInt8>) { splice.replace(output: 0..<0, by: bytes) }

  private mutating func resourceSpans(_ part: WirePart, _ visitor: Visitor) throws {
    try envelope(part) { walk in
      var left = 0
      var fields = WireFields(part.content)
      while let field = fields.next() {
        switch field.number {
        case SpanFields.ResourceSpans.resource:
          if let edit = visitor.resource { try walk.resource(WirePart(field), edit) }
        case SpanFields.ResourceSpans.scopeSpans:
          if try walk.scopeSpans(WirePart(field), of: part.content, visitor) { left += 1 }
        default: break
        }
      }
      return left
    }
  }

  /// - Returns: Whether it stays.
  private mutating func scopeSpans(
    _ part: WirePart,
    of resourceSpans: UnsafeBufferPointer<UInt8>,
    _ visitor: Visitor
  ) throws -> Bool {
    let group = SpanGroup(resourceSpans: resourceSpans, scopeSpans: part.content)
    return try envelope(part) { walk in
      var left = 0
      var fields = WireFields(part.content)
      while let field = fields.next() {
        guard field.number == SpanFields.ScopeSpans.spans else { continue }
        if try walk.span(WirePart(field), in: group, visitor) { left += 1 }
      }
      return left
    }
  }

  /// Visits a message that others are in, which leaves when the last of them has left it.
  ///
  /// - Parameter visit: Returns how many are left. - Returns: Whether it stays.
  @discardableResult
  private mutating func envelope(_ part: WirePart, _ visit: (inout SpanWalk) throws -> Int) throws -> Bool {
    let mark = splice.mark
    let before = (edits: splice.edits, place: splice.place(of: part.prefix), dropped: droppedSpans)
    let left = try visit(&self)
    if left == 0, droppedSpans > before.dropped {
      splice.rewind(to: mark)
      splice.drop(from: part.field, to: part.end)
      return false
    }
    splice.close(part, edits: before.edits, place: before.place)
    return true
  }

  /// - Returns: Whether it stays.
  private mutating func span(_ part: WirePart, in group: SpanGroup, _ visitor: Visitor) throws -> Bool {
    var editor = SpanEditor(
      part.content,
      in: group,
      asking: visitor.asked,
      arena: arena,
      placeholder: placeholder
    )
    try visitor.span(&editor)
    defer { if editor.changed != nil { arena.reset(keeping: Self.keptBytes) } }
    if editor.isDropped || editor.isTooLarge {
      splice.drop(from: part.field, to: part.end)
      droppedSpans += 1
      if !editor.isDropped { undecodedSpans += 1 }
      return false
    }
    if let changed = editor.changed { try replace(part, by: UnsafeMutableRawPointer(changed)) }
    return true
  }

  private mutating func resource(
    _ part: WirePart,
    _ edit: (inout ResourceEditor) throws -> Void
  ) throws {
    var editor = ResourceEditor(part.content, arena: arena)
    try edit(&editor)
    guard let changed = editor.changed else { return }
    defer { arena.reset(keeping: Self.keptBytes) }
    try replace(part, by: UnsafeMutableRawPointer(changed))
  }

  /// Puts a message that protobuf-c packs in the place of another.
  private mutating func replace(_ part: WirePart, by message: UnsafeMutableRawPointer) throws(ArenaFull) {
    let message = message.assumingMemoryBound(to: ProtobufCMessage.self)
    let size = protobuf_c_message_get_packed_size(message)
    guard size <= maximumBytes - splice.count else { throw ArenaFull() }
    splice.replace(part, count: size) { protobuf_c_message_pack(message, $0) }
  }
}
