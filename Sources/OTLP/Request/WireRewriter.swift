/// Copies a validated body and leaves out what must not be decoded: items with unfit ids, and unknown
/// fields, which protobuf-c would keep and send on. Each NUL byte of a text becomes U+FFFD, since
/// protobuf-c's texts end at a NUL, and so does what is not UTF-8. A text stands where a value is too deep. The way
/// back, for NUL that was hidden, is another copy.
///
/// Few bodies need it; those that do pay one more pass.
struct WireRewriter: ~Copyable {
  private let schema = MessageSchema.shared
  private let origin: UnsafePointer<UInt8>
  private let output: UnsafeMutableBufferPointer<UInt8>
  private let limits: WireLimits
  /// Whether nothing is changed but texts with a hidden NUL.
  private var showsNUL = false
  private var count = 0
  private var keptItems = 0
  private var droppedItems = 0

  /// A length prefix of this many bytes is written before the length is known, then filled in.
  private static let prefixBytes = 5

  /// Calls `body` with the clean copy of `bytes`, which is wiped afterwards.
  static func withCleanCopy<Result>(
    of bytes: UnsafeBufferPointer<UInt8>,
    type: Int,
    summary: WireSummary,
    _ body: (UnsafeBufferPointer<UInt8>) throws(DecodeError) -> Result
  ) throws(DecodeError) -> Result {
    guard let origin = bytes.baseAddress else { return try body(bytes) }
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count + summary.rewriteGrowth)
    defer {
      Wiping.wipe(UnsafeMutableRawBufferPointer(memory))
      memory.deallocate()
    }
    var rewriter = WireRewriter(origin: origin, output: memory, limits: summary.limits)
    try rewriter.message(type, bytes, level: 0)
    return try body(UnsafeBufferPointer(rebasing: memory[..<rewriter.count]))
  }

  /// Calls `body` with a copy of `bytes`, in which NUL is what it was before it was hidden. The copy is wiped afterwards.
  static func withNULShown<Result>(
    in bytes: UnsafeBufferPointer<UInt8>,
    type: Int,
    summary: WireSummary,
    _ body: (UnsafeBufferPointer<UInt8>) throws(DecodeError) -> Result
  ) throws(DecodeError) -> Result {
    guard let origin = bytes.baseAddress else { return try body(bytes) }
    // A prefix of five bytes is at most four longer, and in front of a text that gets shorter by two.
    let texts = bytes.count / HiddenNUL.bytes.count
    let capacity = bytes.count + summary.rewriteGrowth + 2 * texts
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity)
    defer {
      Wiping.wipe(UnsafeMutableRawBufferPointer(memory))
      memory.deallocate()
    }
    var rewriter = WireRewriter(origin: origin, output: memory, limits: summary.limits)
    rewriter.showsNUL = true
    try rewriter.message(type, bytes, level: 0)
    return try body(UnsafeBufferPointer(rebasing: memory[..<rewriter.count]))
  }

  private init(
    origin: UnsafePointer<UInt8>,
    output: UnsafeMutableBufferPointer<UInt8>,
    limits: WireLimits
  ) {
    self.origin = origin
    self.output = output
    self.limits = limits
  }

  /// - Parameter level: How many values the message is in.
  private mutating func message(
    _ type: Int,
    _ bytes: UnsafeBufferPointer<UInt8>,
    level: Int
  ) throws(DecodeError) {
    let rule = schema.messages[type]
    let level = type == schema.value ? level + 1 : level
    var cursor = WireCursor(bytes, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      let tagBytes = start.bytes(upTo: cursor)
      let field =
        tag.number <= rule.largestNumber
        ? schema.fields[Int(rule.firstField) + Int(tag.number)] : FieldRule()
      switch field.kind {
      case .unknown:
        try cursor.skipField(tag.wireType)
      case .string:
        let text = try cursor.readBytes()
        if showsNUL {
          show(start.bytes(upTo: cursor), tagBytes, text)
        } else if UTF8Text.nulCount(text) == 0 {
          append(start.bytes(upTo: cursor))
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
          append(start.bytes(upTo: cursor))
        }
      case .number, .fixed32, .fixed64, .bytes:
        try cursor.skipField(tag.wireType)
        append(start.bytes(upTo: cursor))
      }
    }
  }

  private mutating func child(
    _ type: Int,
    _ tag: UnsafeBufferPointer<UInt8>,
    _ bytes: UnsafeBufferPointer<UInt8>,
    level: Int
  ) throws(DecodeError) {
    if schema.messages[type].isItem, !showsNUL {
      guard try !WireScan.isUnfit(type, bytes, origin: origin, limits: limits) else {
        droppedItems += 1
        return
      }
      keptItems += 1
    }
    let before = (count: count, kept: keptItems, dropped: droppedItems)
    append(tag)
    let start = reservePrefix()
    try message(type, bytes, level: level)
    fillPrefix(at: start)
    // What is empty now would be an envelope without a letter.
    if droppedItems > before.dropped, keptItems == before.kept { count = before.count }
  }

  private mutating func repair(_ tag: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>) {
    append(tag)
    let start = reservePrefix()
    let repaired = limits.hidesNUL ? UTF8Text.repaired(bytes, nul: HiddenNUL.bytes) : UTF8Text.repaired(bytes)
    repaired.withUnsafeBufferPointer { append($0) }
    fillPrefix(at: start)
  }

  private mutating func show(
    _ field: UnsafeBufferPointer<UInt8>,
    _ tag: UnsafeBufferPointer<UInt8>,
    _ text: UnsafeBufferPointer<UInt8>
  ) {
    guard HiddenNUL.isFound(in: text.span) else { return append(field) }
    append(tag)
    let start = reservePrefix()
    HiddenNUL.shown(text).withUnsafeBufferPointer { append($0) }
    fillPrefix(at: start)
  }

  private mutating func replaceDeepValue() {
    append(AttributeFields.tag(AttributeFields.AnyValue.string, WireCursor.WireType.lengthPrefixed))
    append(UInt8(DeepValue.bytes.count))
    DeepValue.bytes.withUnsafeBufferPointer { append($0) }
  }

  private mutating func pad(
    _ tag: UnsafeBufferPointer<UInt8>,
    _ identifier: UnsafeBufferPointer<UInt8>,
    to length: UInt8
  ) {
    append(tag)
    append(length)
    for _ in identifier.count..<Int(length) { append(0) }
    append(identifier)
  }

  private mutating func append(_ byte: UInt8) {
    output[count] = byte
    count += 1
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= output.count - count, "more growth than the validator allowed for")
    guard let source = bytes.baseAddress, let target = output.baseAddress else { return }
    (target + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  private mutating func reservePrefix() -> Int {
    for _ in 0..<Self.prefixBytes { append(0) }
    return count
  }

  /// Writes the length of what follows `start`, padded.
  private func fillPrefix(at start: Int) {
    var length = count - start
    for index in start - Self.prefixBytes..<start {
      output[index] = UInt8(length & 0x7f) | (index == start - 1 ? 0 : 0x80)
      length >>= 7
    }
  }
}
