/// Finds a name everywhere in a text once the network has found it somewhere: the family name that follows a full one,
/// a name of the text's head in a list at its end, a name that an earlier text of the same batch has.
///
/// The spelling must be the same, including capital letters, because many names are words in another case. Each word
/// of a person's name counts alone. A place's name only counts as a whole. Time is linear in the bytes of the text.
struct NameAgreement {
  /// Shorter ones are parts of too much else, in bytes.
  private static let shortest = 4
  /// Longer ones do not come twice.
  private static let longest = 64
  /// Different names that are looked for at once, and those of them that begin alike.
  private static let maximum = 256
  private static let maximumAlike = 8

  private struct Name {
    /// Where it is in `bytes`.
    var range: Range<Int>
    var source: Int
  }

  private var bytes: [UInt8] = []
  /// The names, by the first eight bytes of their first word.
  private var names: [UInt64: [Name]] = [:]
  private var count = 0

  /// Has a name looked for that was found at `range` of a text, and its words with `byWords`.
  ///
  /// - Parameter isDistinct: Whether a single word is to be looked for.
  mutating func learn(
    _ range: Range<Int>,
    of text: ByteView,
    source: Int,
    byWords: Bool,
    isDistinct: (Range<Int>) -> Bool = { _ in true }
  ) {
    if text.endOfNameWord(range.lowerBound, below: range.upperBound) < range.upperBound || isDistinct(range) {
      add(range, text, source)
    }
    guard byWords else { return }
    var at = range.lowerBound
    while at < range.upperBound {
      let end = text.endOfNameWord(at, below: range.upperBound)
      if end > at, end - at < range.count, isDistinct(at..<end) { add(at..<end, text, source) }
      at = max(end, at + 1)
    }
  }

  /// Forgets all names.
  mutating func forget() {
    guard count > 0 else { return }
    self = NameAgreement()
  }

  private mutating func add(_ range: Range<Int>, _ text: ByteView, _ source: Int) {
    guard count < Self.maximum, Self.shortest...Self.longest ~= range.count,
      text.isCapital(at: range.lowerBound)
    else { return }
    let key = text.firstBytes(ofWordAt: range.lowerBound)
    let alike = names[key, default: []]
    guard alike.count < Self.maximumAlike,
      !alike.contains(where: { $0.range.count == range.count && holds($0, text, at: range.lowerBound) })
    else { return }
    names[key] = alike + [Name(range: bytes.count..<bytes.count + range.count, source: source)]
    bytes += text.unsafeBytes[range]
    count += 1
  }

  /// Shows where else in a part of a text the names stand.
  ///
  /// - Parameter found: Those that are known already, in ascending order.
  func forEachOther(
    in text: ByteView,
    _ part: Range<Int>,
    besides found: [Candidate],
    _ body: (Range<Int>, Int) -> Void
  ) {
    guard count > 0 else { return }
    var (at, next) = (part.lowerBound, 0)
    while at < part.upperBound {
      while next < found.count, found[next].end <= at { next += 1 }
      if next < found.count, found[next].start <= at {
        at = found[next].end
        continue
      }
      let end = text.endOfNameWord(at, below: part.upperBound)
      guard end > at else {
        at += 1
        continue
      }
      let limit = min(part.upperBound, next < found.count ? found[next].start : part.upperBound)
      guard text.isCapital(at: at), !text[at - 1].joinsNames, text[at - 1] != UInt8(ascii: "."),
        let name = longest(text, at, below: limit)
      else {
        at = end
        continue
      }
      body(at..<at + name.range.count, name.source)
      at += name.range.count
    }
  }

  private func longest(_ text: ByteView, _ start: Int, below limit: Int) -> Name? {
    names[text.firstBytes(ofWordAt: start)]?.filter {
      let end = start + $0.range.count
      return end <= limit && holds($0, text, at: start) && text.endOfNameWord(end, below: end + 1) == end
        && !text[end].joinsNames
    }.max { $0.range.count < $1.range.count }
  }

  private func holds(_ name: Name, _ text: ByteView, at start: Int) -> Bool {
    name.range.allSatisfy { bytes[$0] == text[start + $0 - name.range.lowerBound] }
  }
}

extension ByteView {
  /// Where the run of letters ends that begins at `start`, at most `limit`; `start` where none does. An apostrophe is no
  /// letter. The limit keeps time linear: a run may be as long as the text, and hold a name at every tenth byte.
  fileprivate func endOfNameWord(_ start: Int, below limit: Int) -> Int {
    var at = start
    while at < limit, self[at].isLetter || (self[at].isNonASCII && !has("\u{2019}", at: at)) { at += 1 }
    return at
  }

  /// A capital letter, of ASCII or with an accent of Latin-1.
  fileprivate func isCapital(at index: Int) -> Bool {
    self[index].isUppercase || (self[index] == 0xC3 && 0x80...0x9E ~= self[index + 1])
  }

  /// The first bytes, at most eight, of the word that begins at `start`.
  fileprivate func firstBytes(ofWordAt start: Int) -> UInt64 {
    let length = endOfNameWord(start, below: start + 8) - start
    return length < 8 ? word(at: start) & (1 << UInt64(8 * length) - 1) : word(at: start)
  }
}

extension UInt8 {
  /// What makes of a name and its neighbour one thing: a domain, a path, a word of a program.
  fileprivate var joinsNames: Bool {
    switch self {
    case UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: isDigit
    }
  }
}
