internal import CScanner

/// Where binary data stands in a text as Base64 (RFC 4648): in data URLs (RFC 2397), and by itself.
///
/// Found by looking at one place in 512 bytes, so that ordinary text costs next to nothing.
struct BinaryRuns: Sendable {
  /// Bytes of the shortest run that is taken for binary data without being declared. Nothing that recognizers look
  /// for is as long, but tokens and private keys, which begin in front of it.
  static let minimumLength = 1024
  private static let step = minimumLength / 2
  private static let declaration: StaticString = ";base64,"

  /// Disjoint, in ascending order.
  private(set) var ranges: [Range<Int>] = []

  /// - Parameter includingShort: whether what a data URL declares counts whatever its length.
  mutating func find(in text: ByteView, includingShort: Bool) {
    ranges.removeAll(keepingCapacity: true)
    if includingShort { findDeclared(in: text) }
    guard text.count >= Self.minimumLength else { return }
    let declared = ranges.count
    var floor = 0
    var probe = Self.step
    while probe < text.count {
      if mayHoldRun(text, around: probe),
        text.end(from: probe, limit: Self.word, while: Self.isBase64) == min(probe + Self.word, text.count)
      {
        let start = text.start(before: probe, floor: floor, while: Self.isBase64)
        floor = add(from: start, in: text)
      }
      probe = max(probe, floor) + Self.step
    }
    if declared > 0 { uniteDeclared() }
  }

  /// Longer than most words.
  private static let word = 16

  /// Whether no space follows soon.
  @inline(__always)
  private func mayHoldRun(_ text: ByteView, around probe: Int) -> Bool {
    let space = UInt8(ascii: " ")
    return text.word(at: probe).mayHold(space) | text.word(at: probe + 8).mayHold(space) == 0
  }

  /// Adds the run at `start` if it is binary data, and answers where it ends.
  private mutating func add(from start: Int, in text: ByteView) -> Int {
    var parts = cscanner_base64()
    let end = cscanner_base64_end(text.unsafeBytes.baseAddress, text.count, start, &parts)
    if end - start >= Self.minimumLength, Self.isDeclared(start, in: text) || Self.isRandom(parts) {
      ranges.append(start..<Self.padded(end, in: text))
    }
    return end
  }

  private mutating func findDeclared(in text: ByteView) {
    let bytes = text.unsafeBytes
    var at = 0
    while at < text.count, let base = bytes.baseAddress {
      at = text.index(of: UInt8(ascii: ";"), from: at)
      guard text.has(Self.declaration, at: at) else {
        at += 1
        continue
      }
      at += Self.declaration.utf8CodeUnitCount
      var parts = cscanner_base64()
      let end = Self.padded(cscanner_base64_end(base, text.count, at, &parts), in: text)
      if end > at { ranges.append(at..<end) }
      at = end
    }
  }

  private mutating func uniteDeclared() {
    ranges.sort { $0.lowerBound < $1.lowerBound }
    var kept: [Range<Int>] = []
    for range in ranges where range.lowerBound >= kept.last?.upperBound ?? 0 { kept.append(range) }
    ranges = kept
  }

  /// Whether the letters and digits are mixed as in Base64 of compressed or encrypted data: neither in a path, nor
  /// in a word, nor in hexadecimal digits.
  private static func isRandom(_ parts: cscanner_base64) -> Bool {
    let signs = parts.standard + parts.url
    let count = parts.upper + parts.lower + parts.digits + signs
    return parts.upper * 10 >= count && parts.lower * 10 >= count && parts.digits * 32 >= count
      && signs * 16 <= count && (parts.standard == 0 || parts.url == 0)
  }

  private static func isDeclared(_ start: Int, in text: ByteView) -> Bool {
    text.has(declaration, at: start - declaration.utf8CodeUnitCount)
  }

  private static func padded(_ end: Int, in text: ByteView) -> Int {
    text.end(from: end, limit: 2) { $0 == UInt8(ascii: "=") }
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}
