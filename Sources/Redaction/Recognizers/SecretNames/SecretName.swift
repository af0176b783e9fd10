/// A name that secrets go by, such as `DB_PASSWORD`, `apiKey`, `user[password]` or `Passwort`.
///
/// The same rules hold for a name in a text, for the key of an attribute and for that of a JSON member. A name is read
/// from its end: what it is stands last, what it is of stands before. Behind it there may be more, as in `password2`,
/// `API_KEY_PROD` and `password_confirmation`; such words as `password_file` and `token_type` name no secret.
struct SecretName: Sendable {
  enum Kind: Sendable {
    /// Chosen by people: every value that is no placeholder may be one.
    case password
    /// Made by programs, which keep harmless things under such names, too.
    case key
    /// A few digits.
    case code
    /// A header of cookies, of which some are secrets.
    case cookies
    case session
    /// What makes a URL a signed one.
    case signature
    /// A scheme and a credential.
    case authorization
  }

  let kind: Kind
  /// Whether its value must look random, whatever its kind: there are words behind the name that nobody knows.
  var isUncertain = false
  /// Whether it may be that of a token which only tells one request from another.
  var isOfRequest = false
  /// Whether people choose its values, as those of `client_secret`.
  var isChosen = false
  /// Whether a code of three digits may be its value.
  var isShort = false
  /// Whether programs give the name to much that is none, so that its value must be long.
  var isLoose = false

  /// Whether it is the word `key` and nothing else: places in maps go by it, so that only what is long and in no order is
  /// a secret.
  var isAlone = false

  /// Whether its words say that it opens something, as `api_key` and `auth_token` do: people choose such values, too.
  var isOfAccess = false

  /// Longer names are none.
  static let maximumLength = 96

  /// What the name at `range` is a name of. Nil for what names no secret.
  static func named(_ text: ByteView, _ range: Range<Int>) -> SecretName? {
    guard range.count >= 2, range.count <= maximumLength else { return nil }
    var end = range.upperBound
    var isUncertain = false
    for _ in 0..<4 {
      end = text.start(before: end, floor: range.lowerBound) { $0.isNameJoint || $0.isDigit }
      if let name = ending(text, range.lowerBound..<end) {
        guard var name else { return nil }
        if isUncertain { name.isUncertain = true }
        name.isOfRequest = name.kind == .key && isOfRequest(text, range.lowerBound..<end)
        return name
      }
      let word = text.nameWord(before: end, floor: range.lowerBound)
      guard word.lowerBound > range.lowerBound, !Words.harmless.holds(word, of: text) else { return nil }
      if !Words.kept.holds(word, of: text) { isUncertain = true }
      end = word.lowerBound
    }
    return nil
  }

  /// The name that `range` ends in: nil when there is none, and `.some(nil)` when what stands before says
  /// that it is no secret.
  private static func ending(_ text: ByteView, _ range: Range<Int>) -> SecretName?? {
    let end = range.upperBound
    let folded = text.word(at: end - 8) | 0x2020_2020_2020_2020
    if let name = ending(text, range, folded) { return name }
    // One of several.
    guard range.count > 4, text[end - 1] | 0x20 == UInt8(ascii: "s") else { return nil }
    let singular = text.word(at: end - 9) | 0x2020_2020_2020_2020
    return ending(text, range.lowerBound..<end - 1, singular, isPlural: true)
  }

  private static func ending(
    _ text: ByteView,
    _ range: Range<Int>,
    _ folded: UInt64,
    isPlural: Bool = false
  ) -> SecretName?? {
    let names = Words.names
    for index in names.places(folded) where names.entries[index].word.ends(text, range, folded) {
      let name = names.entries[index]
      let start = range.upperBound - name.word.length
      let before = text.start(before: start, floor: range.lowerBound) { $0.isNameJoint }
      let isOwn = text.beginsNameWord(start, floor: range.lowerBound)
      let stem = range.lowerBound..<before
      var found = SecretName(
        kind: name.kind,
        isChosen: name.isChosen,
        isShort: name.isShort,
        isLoose: name.isLoose
      )
      switch name.place {
      case .anywhere: break
      case .ownWord:
        if isOwn || (!isPlural && Words.joined.end(text, stem)) { break }
        // `GRAFANAPASS`: whatever stands before, the value may say that it is one.
        guard !isPlural, mayBeJoined(text, stem, range.upperBound) else { continue }
        found.isUncertain = true
      case .alone: guard before == range.lowerBound else { continue }
      case .behindWord:
        guard !stem.isEmpty, isOwn ? !isPlural || Words.joined.end(text, stem) : Words.joined.end(text, stem)
        else { continue }
      }
      if Words.spoilers.end(text, stem) { return .some(nil) }
      if name.isToken, Words.tokenSpoilers.end(text, stem) { return .some(nil) }
      // Of a model or a parser, unless they look random.
      if name.isToken, isPlural, !Words.joined.end(text, stem) {
        found.isUncertain = true
      }
      if name.place == .behindWord {
        if Words.keySpoilers.end(text, stem) { return .some(nil) }
        // Where an object is in a bucket: `S3Key`, but `S3_KEY` may be that of an account.
        if before == start, text.hasAnyCase("s3", endingAt: start) { return .some(nil) }
        found.isChosen = text.hasAnyCase("secret", endingAt: before) && before >= range.lowerBound + 6
      }
      found.isOfAccess =
        name.kind == .key
        && (name.isChosen || Words.joined.end(text, stem)
          || text.hasAnyCase("apikey", endingAt: range.upperBound))
      return found
    }
    return nil
  }

  /// Whether a name ends in `pass` behind letters, and is no word of a language or of a program.
  private static func mayBeJoined(_ text: ByteView, _ stem: Range<Int>, _ end: Int) -> Bool {
    guard stem.count >= 2, stem.upperBound == end - 4, text.hasAnyCase("pass", endingAt: end) else {
      return false
    }
    return text[stem.upperBound - 1].isAlphanumeric && !Words.passes.end(text, stem)
  }

  /// `clientToken`, `update-token`.
  private static func isOfRequest(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard text.hasAnyCase("token", endingAt: range.upperBound), range.count > 5 else { return false }
    let stem = text.start(before: range.upperBound - 5, floor: range.lowerBound) { $0.isNameJoint }
    return Words.requests.end(text, range.lowerBound..<stem)
  }
}

extension UInt8 {
  /// What stands between the words of a name.
  @inline(__always)
  var isNameJoint: Bool {
    switch self {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  /// What names in texts are made of. Ideographs are no part: nothing separates them from the words around. Characters that
  /// begin with 0xE2 are arrows, dashes and quotation marks.
  @inline(__always)
  var isNameByte: Bool {
    isTokenByte || self == UInt8(ascii: ".") || (self >= 0x80 && self < 0xE2)
  }
}

extension UInt64 {
  /// The bytes that pass `isNameByte`.
  @inline(__always)
  fileprivate var nameLanes: UInt64 {
    alphanumericLanes | lanes(from: UInt8(ascii: "-"), through: UInt8(ascii: "."))
      | lanes(from: UInt8(ascii: "_"), through: UInt8(ascii: "_")) | lanesBeyondASCII(below: 0xE2)
  }
}

extension ByteView {
  /// Where the run of name bytes ends that begins at `start`, of `limit` bytes at most.
  func endOfName(_ start: Int, limit: Int) -> Int {
    var count = 0
    while true {
      let others = UInt64.others(than: word(at: start + count).nameLanes)
      count += others.lanesBefore
      if others != 0 || count >= limit { return start + min(count, limit) }
    }
  }

  /// Where the run of name bytes begins that ends at `end`, not below `floor`.
  func startOfName(before end: Int, floor: Int) -> Int {
    var at = end
    while at > floor {
      let others = UInt64.others(than: word(at: at - 8).nameLanes)
      at -= others.lanesBehind
      if others != 0 { break }
    }
    return max(at, floor)
  }

  /// The last word before `end`: `_`, digits and the start of a capital letter separate words.
  func nameWord(before end: Int, floor: Int) -> Range<Int> {
    let last = self[end - 1]
    var start = end
    if last.isUppercase {
      start = self.start(before: end, floor: floor) { $0.isUppercase }
    } else if last.isLowercase || last.isNonASCII {
      start = self.start(before: end, floor: floor) { $0.isLowercase || $0.isNonASCII }
      if start > floor, self[start - 1].isUppercase { start -= 1 }
    } else if end > floor {
      start = end - 1
    }
    return start..<end
  }

  /// Whether a word of a name begins at `index`: `DBPassword` has one at its second capital before a small letter.
  func beginsNameWord(_ index: Int, floor: Int) -> Bool {
    guard index > floor else { return true }
    let before = self[index - 1]
    guard before.isLetter || before.isNonASCII else { return true }
    guard self[index].isUppercase else { return false }
    return before.isLowercase || (before.isUppercase && self[index + 1].isLowercase)
  }
}
