internal import ProtobufWire

/// Copies a validated body and leaves out what must not be decoded: items with unfit ids, and unknown
/// fields, which protobuf-c would keep and send on. Each NUL byte of a text becomes U+FFFD, since
/// protobuf-c's texts end at a NUL, and so does what is not UTF-8. A text stands where a value is too deep. The way
/// back, for NUL that was hidden, is another copy.
///
/// Few bodies need it; those that do pay one more pass.
struct WireRewriter: ~Copyable {
  private let schema = MessageSchema.shared
  private let origin: UnsafePointer<UInt8>
  private var output: WireOutput
  private let limits: WireLimits
  /// Whether nothing is changed but texts with a hidden NUL.
  private let showsNUL: Bool
  private var keptItems = 0
  private var droppedItems = 0

  /// Calls `body` with the clean copy of `bytes`, which is wiped afterwards.
  static func withCleanCopy<Result>(
    of bytes: UnsafeBufferPointer<UInt8>,
    type: Int,
    summary: WireSummary,
    _ body: (UnsafeBufferPointer<UInt8>) throws(DecodeError) -> Result
  ) throws(DecodeError) -> Result {
    try withCopy(of: bytes, type: type, summary: summary, growth: 0, showsNUL: false, body)
  }

  /// Calls `body` with a copy of `bytes`, in which NUL is what it was before it was hidden. The copy is wiped afterwards.
  static func withNULShown<Result>(
    in bytes: UnsafeBufferPointer<UInt8>,
    type: Int,
    summary: WireSummary,
    _ body: (UnsafeBufferPointer<UInt8>) throws(DecodeError) -> Result
  ) throws(DecodeError) -> Result {
    // A prefix of five bytes is at most four longer, and in front of a text that gets shorter by two.
    let growth = 2 * (bytes.count / HiddenNUL.bytes.count)
    return try withCopy(of: bytes, type: type, summary: summary, growth: growth, showsNUL: true, body)
  }

  private static func withCopy<Result>(
    of bytes: UnsafeBufferPointer<UInt8>,
    type: Int,
    summary: WireSummary,
    growth: Int,
    showsNUL: Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws(DecodeError) -> Result
  ) throws(DecodeError) -> Result {
    guard let origin = bytes.baseAddress else { return try body(bytes) }
    let capacity = bytes.count + summary.rewriteGrowth + growth
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity)
    defer {
      Wiping.wipe(UnsafeMutableRawBufferPointer(memory))
      memory.deallocate()
    }
    var rewriter = WireRewriter(
      origin: origin,
      output: WireOutput(UnsafeMutableRawBufferPointer(memory)),
      limits: summary.limits,
      showsNUL: showsNUL
    )
    do throws(WireError) {
      try rewriter.message(type, bytes, level: 0)
    } catch {
      throw DecodeError(error)
    }
    precondition(!rewriter.output.isFull, "more growth than the validator allowed for")
    return try body(UnsafeBufferPointer(rebasing: memory[..<rewriter.output.count]))
  }

  private init(origin: UnsafePointer<UInt8>, output: WireOutput, limits: WireLimits, showsNUL: Bool) {
    self.origin = origin
    self.output = output
    self.limits = limits
    self.showsNUL = showsNUL
  }

  /// - Parameter level: How many values the message is in.
  private mutating func message(
    _ type: Int,
    _ bytes: UnsafeBufferPointer<UInt8>,
    level: Int
  ) throws(WireError) {
    let rule = schema.messages[type]
    let level = type == schema.value ? level + 1 : level
    var cursor = WireCursor(bytes, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      let tagBytes = start.bytes(upTo: cursor)
      let field = schema.field(tag.number, of: rule)
      switch field.kind {
      case .unknown:
        try cursor.skipField(tag.wireType)
      case .string:
        let text = try cursor.readBytes()
        if showsNUL {
          show(start.bytes(upTo: cursor), tagBytes, text)
        } else if UTF8Text.nulCount(text) == 0 {
          output.raw(start.bytes(upTo: cursor))
        } else {
          repair(tagBytes, text)
        }
      case .message:
        let content = try cursor.readBytes()
        if level > limits.maximumDepth {
          replaceDeepValue()
        } else {
          try child(Int(field.messageType), tagBytes, content, level: level)
        }
      case .identifier:
        let identifier = try cursor.readBytes()
        if limits.isForgiving, !identifier.isEmpty, identifier.count < field.identifierBytes {
          pad(tagBytes, identifier, to: field.identifierBytes)
        } else {
          output.raw(start.bytes(upTo: cursor))
        }
      case .number, .fixed32, .fixed64, .bytes:
        try cursor.skipField(tag.wireType)
        output.raw(start.bytes(upTo: cursor))
      }
    }
  }

  private mutating func child(
    _ type: Int,
    _ tag: UnsafeBufferPointer<UInt8>,
    _ bytes: UnsafeBufferPointer<UInt8>,
    level: Int
  ) throws(WireError) {
    if schema.messages[type].isItem, !showsNUL {
      guard try !WireScan.isUnfit(type, bytes, origin: origin, limits: limits) else {
        droppedItems += 1
        return
      }
      keptItems += 1
    }
    let before = (kept: keptItems, dropped: droppedItems)
    let prefix = output.begin(tag: tag)
    try message(type, bytes, level: level)
    // What is empty now would be an envelope without a letter.
    if droppedItems > before.dropped, keptItems == before.kept {
      output.undo(prefix)
    } else {
      output.end(prefix)
    }
  }

  private mutating func repair(_ tag: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>) {
    let repaired = limits.hidesNUL ? UTF8Text.repaired(bytes, nul: HiddenNUL.bytes) : UTF8Text.repaired(bytes)
    output.raw(tag)
    repaired.withUnsafeBufferPointer { output.bytes($0) }
  }

  private mutating func show(
    _ field: UnsafeBufferPointer<UInt8>,
    _ tag: UnsafeBufferPointer<UInt8>,
    _ text: UnsafeBufferPointer<UInt8>
  ) {
    guard HiddenNUL.isFound(in: text.span) else { return output.raw(field) }
    output.raw(tag)
    HiddenNUL.shown(text).withUnsafeBufferPointer { output.bytes($0) }
  }

  private mutating func replaceDeepValue() {
    output.tag(AttributeFields.AnyValue.string, WireCursor.WireType.lengthPrefixed)
    DeepValue.bytes.withUnsafeBufferPointer { output.bytes($0) }
  }

  private mutating func pad(
    _ tag: UnsafeBufferPointer<UInt8>,
    _ identifier: UnsafeBufferPointer<UInt8>,
    to length: UInt8
  ) {
    output.raw(tag)
    output.byte(length)
    for _ in identifier.count..<Int(length) { output.byte(0) }
    output.raw(identifier)
  }
}
