/// Cuts a stream of bytes into texts to redact: lines, and blocks of lines that belong together.
///
/// A private key spans lines; its lines are one text, up to ``maximumBlock`` bytes. A value, fed in chunks.
struct LineSplitter {
  /// Lines longer than this are not looked at: they come as `.tooLong`, and never as what they hold.
  let maximumLine: Int
  /// Lines held together because a key has begun and not ended.
  static let maximumBlock = 64 << 10

  enum Text: Equatable {
    /// Bytes without the line feed that follows them, if `endsLine`.
    case text([UInt8], endsLine: Bool)
    case tooLong(endsLine: Bool)
  }

  private var pending: [UInt8] = []
  private var isSkipping = false
  private let joinsKeys: Bool

  /// - Parameter joinsKeys: Whether the lines of a private key are one text. Not for lines of JSON.
  init(maximumLine: Int, joinsKeys: Bool = true) {
    self.maximumLine = maximumLine
    self.joinsKeys = joinsKeys
  }

  /// Takes the next bytes and hands on the texts that are whole.
  mutating func append(_ bytes: ArraySlice<UInt8>, _ body: (Text) throws -> Void) rethrows {
    var rest = bytes
    while let feed = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[rest.startIndex..<feed]
      rest = rest[(feed + 1)...]
      if isSkipping || pending.count + line.count > maximumLine {
        try body(.tooLong(endsLine: true))
        isSkipping = false
        pending.removeAll(keepingCapacity: true)
        continue
      }
      pending.append(contentsOf: line)
      if joinsKeys, isInsideKey {
        pending.append(UInt8(ascii: "\n"))
      } else {
        try body(.text(pending, endsLine: true))
        pending.removeAll(keepingCapacity: true)
      }
    }
    guard !isSkipping else { return }
    pending.append(contentsOf: rest)
    if pending.count > maximumLine {
      isSkipping = true
      pending.removeAll()
    }
  }

  /// Hands on what has no line feed behind it.
  mutating func finish(_ body: (Text) throws -> Void) rethrows {
    if isSkipping {
      try body(.tooLong(endsLine: false))
    } else if !pending.isEmpty {
      try body(.text(pending, endsLine: false))
    }
    pending.removeAll()
    isSkipping = false
  }

  /// Whether a PEM block of a private key has begun in what is pending, and not ended.
  private var isInsideKey: Bool {
    guard pending.count <= Self.maximumBlock, let begin = Self.lastIndex(of: "-----BEGIN ", in: pending)
    else {
      return false
    }
    let label = pending[begin...].prefix(64)
    guard Self.lastIndex(of: "PRIVATE KEY", in: Array(label)) != nil else { return false }
    return (Self.lastIndex(of: "-----END ", in: pending) ?? -1) < begin
  }

  private static func lastIndex(of word: StaticString, in bytes: [UInt8]) -> Int? {
    let count = word.utf8CodeUnitCount
    guard bytes.count >= count, bytes.contains(word.utf8Start[0]) else { return nil }
    for start in stride(from: bytes.count - count, through: 0, by: -1)
    where bytes[start] == word.utf8Start[0]
      && (0..<count).allSatisfy({ bytes[start + $0] == word.utf8Start[$0] })
    {
      return start
    }
    return nil
  }
}
