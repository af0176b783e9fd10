/// Finds a name everywhere in a text once the network has found it somewhere: the family name that follows a full one,
/// a name of the text's head in a list at its end, a name that an earlier text of the same batch has.
///
/// A name of several words is found in any case, and with other joints between its words: `HARRIET OKAFOR`,
/// `harriet_okafor`, `harriet.okafor`, `Harriet%20Okafor`. The spelling of a single word must be the same, including capital
/// letters, because many names are words in another case. Each word of a person's name counts alone. A place's name only
/// counts as a whole. Time is linear in the bytes of the text.
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
    /// Whether it has several words.
    var isFull: Bool
  }

  private var bytes: [UInt8] = []
  /// The names, by the first eight bytes of their first word.
  private var names: [UInt64: [Name]] = [:]
  private var count = 0
  /// The letters that names begin with, of ASCII, as bits, and whether others do.
  private var letters: UInt32 = 0

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
    let isFull = text.endOfNameWord(range.lowerBound, below: range.upperBound) < range.upperBound
    let alike = names[key, default: []]
    guard alike.count < Self.maximumAlike,
      !alike.contains(where: { $0.range.count == range.count && holds($0, text, at: range.lowerBound) })
    else { return }
    letters |= text[range.lowerBound].nameLetter
    names[key] =
      alike + [Name(range: bytes.count..<bytes.count + range.count, source: source, isFull: isFull)]
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
      let before = text[at - 1]
      guard letters & text[at].nameLetter != 0, !before.joinsNames || before == UInt8(ascii: "/"),
        before != UInt8(ascii: "."), let (name, last) = longest(text, at, below: limit)
      else {
        at = end
        continue
      }
      body(at..<last, name.source)
      at = last
    }
  }

  private func longest(_ text: ByteView, _ start: Int, below limit: Int) -> (Name, end: Int)? {
    var found: (Name, end: Int)?
    // A segment of a path is a name of several words, or none.
    let mayBeWord = text.isCapital(at: start) && text[start - 1] != UInt8(ascii: "/")
    for name in names[text.firstBytes(ofWordAt: start)] ?? [] {
      let end: Int
      if name.isFull {
        guard let last = endOfFull(name, text, at: start) else { continue }
        end = last
      } else {
        guard mayBeWord, holds(name, text, at: start) else { continue }
        end = start + name.range.count
      }
      guard end <= limit, end > found?.end ?? start, text.endOfNameWord(end, below: end + 1) == end,
        !text[end].joinsNames || name.isFull && text[end] == UInt8(ascii: "/")
      else { continue }
      found = (name, end)
    }
    return found
  }

  /// Where a name of several words ends that begins at `start`, in any case and with any joints.
  private func endOfFull(_ name: Name, _ text: ByteView, at start: Int) -> Int? {
    var at = start
    for index in name.range {
      let byte = bytes[index]
      if byte == UInt8(ascii: " "), text.has("%20", at: at) {
        at += 3
        continue
      }
      guard
        text[at] == byte || byte.isLetter && text[at].lowercased == byte.lowercased
          || byte == UInt8(ascii: " ") && text[at].standsForBlank
      else { return nil }
      at += 1
    }
    return at
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

  /// The first bytes, at most eight, of the word that begins at `start`, with the bit of small letters set in each.
  fileprivate func firstBytes(ofWordAt start: Int) -> UInt64 {
    let length = endOfNameWord(start, below: start + 8) - start
    let folded = word(at: start) | 0x2020_2020_2020_2020
    return length < 8 ? folded & (1 << UInt64(8 * length) - 1) : folded
  }
}

extension UInt8 {
  /// What programs put between the words of a name.
  fileprivate var standsForBlank: Bool {
    switch self {
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"): true
    default: false
    }
  }

  /// A bit for a letter of ASCII in either case, and one for all other bytes.
  fileprivate var nameLetter: UInt32 { isLetter ? 1 << UInt32((self | 0x20) - 0x61) : 1 << 31 }

  /// What makes of a name and its neighbour one thing: a domain, a path, a word of a program.
  fileprivate var joinsNames: Bool {
    switch self {
    case UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: isDigit
    }
  }
}
