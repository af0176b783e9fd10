/// Words that say that a phone number follows, in many languages, and words that say that something else does.
enum PhoneWords {
  /// How sure a text before a number is that it is one to dial.
  enum Certainty {
    case none
    /// A word that people use of many things: "call", "text".
    case vague
    case certain
    /// A word that is one for a phone where it is a label: `Cell: 2025550143`, `callerId=`.
    case labelled
    /// A label that North Americans use, where others mean a field of a table: `cell=2025550143`.
    case american
    /// A word for something else stands right before: `phone_id=`.
    case opposed
    /// It is called the number of something else: `part no. 030-1234567`.
    case numbered
    /// Other words stand between, or it is a word for several, and a mark makes a label of them: `phone of Otto: 22334455`.
    case marked
    /// The same without a mark: `phone of Otto 030 123456`.
    case distant
    /// A word between makes something else of the word for a phone: `phone battery 4000 5000`.
    case turned
  }

  /// Looks at six words before `start` at most, two of which may be others than people put between.
  static func certainty(_ text: ByteView, before start: Int) -> Certainty {
    let near = text.word(at: start - 8)
    if near >> 56 == 0x2F, text.has("wa.me/", endingAt: start) { return .certain }
    if endsInIdeographicWord(text, start) { return .certain }
    var walk = WordWalk(text, before: start, reach: 80)
    var behind: Kind = []
    var others = 0
    var isTurned = false
    var found = Certainty.none
    var nearer = start..<start
    let kinds = kinds
    for index in 0..<6 {
      let end = walk.at
      guard let word = walk.next() else { return found }
      let gap = Gap(text, word.upperBound..<end)
      if index > 0, gap.endsMember { return found }
      var kind = kinds.kind(of: text, word)
      if kind.contains(.abbreviation), isCutByBracket(text, word, end) { kind = [] }
      if gap.endsSentence, gap.endsBlock || !kind.contains(.abbreviation) { return found }
      if kind.contains(.word) || kind.isEmpty && isCompound(text, word), !isOfProduct(text, word) {
        // "Cellular automaton step": of other things than phones.
        guard others > 0, word.count == 8, text.hasAnyCase("cellular", at: word.lowerBound) else {
          return certainty(text, behind: word, others, isTurned, before: start)
        }
        return found
      }
      // `WhatsApp` and `WeChat` are one word each.
      if gap.isEmpty, index > 0 {
        let whole = kinds.kind(of: text, word.lowerBound..<nearer.upperBound)
        if whole.contains(.word) { return .certain }
        if whole.contains(.label), index == 1, isLabel(text, nearer.upperBound..<start) { return .labelled }
      }
      if index == 0, isOfKey(text, word) { return .opposed }
      if index == 0, word.count == 1, isLetterOfCard(text, word, start) { return .labelled }
      if index == 0, kind.contains(.label), isLabel(text, word.upperBound..<start) {
        return kind.contains(.vague) ? .american : .labelled
      }
      if index == 1, isNumbering(text, nearer), let verdict = numbering(text, word, kind, gap) {
        return verdict
      }
      // "My number is".
      if kind.contains(.owner), index > 0, isNumbering(text, nearer), others == 0 { return .labelled }
      // "My Israeli number is", but not "my order number is".
      if behind.contains(.person), others == 0, isOfCountry(text, word), hasOwner(text, walk) {
        return .certain
      }
      if index == 0, kind.contains(.opposed) { return isOfCaller(text, word, walk) ? .labelled : .opposed }
      if kind.contains(.vague) {
        if behind.contains(.person) { return .certain }
        found = .vague
      } else if kind.contains(.owner), behind.contains(.vague) {
        return .certain
      }
      if !kind.contains(.connecting), !text[word.lowerBound].isDigit {
        others += 1
        if others > 2 { return found }
        isTurned = isTurned || !kind.isDisjoint(with: [.turning, .opposed])
      }
      behind = kind
      nearer = word
    }
    return found
  }

  /// What a word for a phone says with so many other words between it and the number.
  private static func certainty(
    _ text: ByteView,
    behind word: Range<Int>,
    _ others: Int,
    _ isTurned: Bool,
    before start: Int
  ) -> Certainty {
    let isOfSeveral = isOfSeveral(text, word)
    if others == 0, !isOfSeveral { return .certain }
    if isTurned || isOfSeveral && text.hasAnyCase("number of ", endingAt: word.lowerBound) { return .turned }
    let hasMark = (word.upperBound..<start).contains {
      text[$0] == UInt8(ascii: ":") || text[$0] == UInt8(ascii: "=") || text[$0] == UInt8(ascii: ">")
    }
    return hasMark ? .marked : .distant
  }

  /// `phones: 12000 sold`: what is counted there is as often the phones.
  private static func isOfSeveral(_ text: ByteView, _ word: Range<Int>) -> Bool {
    text.hasAnyCase("phones", endingAt: word.upperBound)
      || word.count == 7 && text.hasAnyCase("mobiles", at: word.lowerBound)
  }

  /// The second half of `iPhone`: a thing that is sold, with a version behind it.
  private static func isOfProduct(_ text: ByteView, _ word: Range<Int>) -> Bool {
    text[word.lowerBound - 1] == UInt8(ascii: "i") && !text[word.lowerBound - 2].isWordByte
      && text.hasAnyCase("phone", at: word.lowerBound)
  }

  /// Whether a mark makes a label of the word before it.
  private static func isLabel(_ text: ByteView, _ gap: Range<Int>) -> Bool {
    gap.count <= 6
      && gap.contains {
        text[$0] == UInt8(ascii: ":") || text[$0] == UInt8(ascii: "=") || text[$0] == UInt8(ascii: "#")
      }
  }

  /// `phoneType`, `phone_verified_at`: what a key says of a number, and not the number.
  private static func isOfKey(_ text: ByteView, _ word: Range<Int>) -> Bool {
    let before = text[word.lowerBound - 1]
    let isJoined = before == 0x5F || before.isLowercase && text[word.lowerBound].isUppercase
    guard isJoined else { return false }
    return text.hasAnyCase("type", at: word.lowerBound) && word.count == 4
      || text.hasAnyCase("at", at: word.lowerBound) && word.count == 2
  }

  /// `T: 030...`, `M: 0151...` as on business cards, where a trunk digit follows.
  private static func isLetterOfCard(_ text: ByteView, _ word: Range<Int>, _ start: Int) -> Bool {
    let letter = text[word.lowerBound]
    let isLetter =
      letter == UInt8(ascii: "T") || letter == UInt8(ascii: "M") || letter == UInt8(ascii: "F")
      || letter == UInt8(ascii: "P")
    guard isLetter, text[word.upperBound] == UInt8(ascii: ":"), !text[word.lowerBound - 1].isWordByte else {
      return false
    }
    return start - word.upperBound <= 2 && text[start] == UInt8(ascii: "0") && text[start + 1] != text[start]
  }

  /// `callerId`, `caller ID:`
  private static func isOfCaller(_ text: ByteView, _ word: Range<Int>, _ walk: WordWalk) -> Bool {
    var walk = walk
    guard word.count == 2, let owner = walk.next(), word.lowerBound - owner.upperBound <= 1 else {
      return false
    }
    return owner.count == 6 && text.hasAnyCase("caller", at: owner.lowerBound)
  }

  private static let numberings = WordSet(["number", "no", "nr", "num"])
  /// What has numbers of its own.
  private static let numbered = WordSet([
    "part", "article", "item", "serial", "order", "invoice", "ticket", "model", "case", "batch", "lot",
    "policy",
    "customer", "product", "catalog", "drawing", "claim", "tracking", "parcel", "reference",
  ])

  private static func isNumbering(_ text: ByteView, _ word: Range<Int>) -> Bool {
    numberings.contains(text, word)
  }

  /// Whether a number is called one of those that are filled up with zeros.
  static func isFilledUp(_ text: ByteView, before start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 40)
    guard let word = walk.next(), start - word.upperBound <= 6 else { return false }
    if filledUp.contains(text, word) { return true }
    guard isNumbering(text, word), let owner = walk.next() else { return false }
    return filledUp.contains(text, owner)
  }

  /// Whose number it is that `from_number`, `callerNumber` or `part no.` say.
  private static func numbering(_ text: ByteView, _ word: Range<Int>, _ kind: Kind, _ gap: Gap) -> Certainty?
  {
    if numbered.contains(text, word) { return .numbered }
    if kind.contains(.label), !kind.contains(.vague) { return .labelled }
    let isJoined = gap.isEmpty || text[word.upperBound] == UInt8(ascii: "_")
    let isEnd =
      text.hasAnyCase("from", at: word.lowerBound) && word.count == 4
      || text.hasAnyCase("to", at: word.lowerBound) && word.count == 2
    return isJoined && isEnd ? .labelled : nil
  }

  /// `(ndbm databases are ph)2.143`: the end of a line of PostScript, and no short form of a word.
  private static func isCutByBracket(_ text: ByteView, _ word: Range<Int>, _ end: Int) -> Bool {
    text[word.upperBound] == UInt8(ascii: ")") && word.upperBound + 1 == end
      && text[word.lowerBound - 1] != UInt8(ascii: "(")
  }

  /// `Israeli`, `German`, `UK`
  private static func isOfCountry(_ text: ByteView, _ word: Range<Int>) -> Bool {
    guard text[word.lowerBound].isUppercase else { return false }
    if word.count == 2 {
      return text[word.lowerBound + 1].isUppercase && !kinds.kind(of: text, word).contains(.opposed)
    }
    let endings: [StaticString] = [
      "ese", "ish", "ian", "can", "eli", "nch", "rman", "tch", "wiss", "dic", "rean",
    ]
    return word.count >= 5 && endings.contains { text.has($0, endingAt: word.upperBound) }
  }

  private static func hasOwner(_ text: ByteView, _ walk: WordWalk) -> Bool {
    var walk = walk
    guard let word = walk.next() else { return false }
    return kinds.kind(of: text, word).contains(.owner)
  }

  /// Whether a word in the plural stands right before: it counts the numbers that follow.
  static func isPlural(_ text: ByteView, before start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 24)
    guard let word = walk.next(), word.count >= 4 else { return false }
    return text[word.upperBound - 1].lowercased == UInt8(ascii: "s")
  }

  /// What stands between two words.
  private struct Gap {
    /// Whether another member of JSON begins there: a name says something of its own value alone.
    private(set) var endsMember = false
    private(set) var endsSentence = false
    /// Whether not even an abbreviation reaches beyond it: dots in a row, or an empty line.
    private(set) var endsBlock = false
    let isEmpty: Bool

    @inline(__always)
    init(_ text: ByteView, _ gap: Range<Int>) {
      isEmpty = gap.isEmpty
      if gap.count > 1 || text[gap.lowerBound] != UInt8(ascii: " ") { read(text, gap) }
    }

    private mutating func read(_ text: ByteView, _ gap: Range<Int>) {
      var (hasQuote, hasComma) = (false, false)
      var newlines = 0
      for index in gap {
        switch text[index] {
        case UInt8(ascii: "}"): endsMember = true
        case UInt8(ascii: "\""): hasQuote = true
        case UInt8(ascii: ","): hasComma = true
        case UInt8(ascii: "\n"): newlines += 1
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"):
          if text[index + 1].isWhitespace { endsSentence = true }
          if text[index + 1] == text[index] { endsBlock = true }
        default: break
        }
      }
      if hasQuote && hasComma { endsMember = true }
      if newlines > 1 { (endsSentence, endsBlock) = (true, true) }
    }
  }

  /// `Mobiltelefonnummer`, `homephone`, `Телефонный`; but not what is only built of the same Greek words.
  private static func isCompound(_ text: ByteView, _ word: Range<Int>) -> Bool {
    guard word.count >= 6, mayBeCompound(text, word) else { return false }
    if text.holds("phone", in: word) { return !compoundsOfPhone.contains { text.holds($0, in: word) } }
    if compoundsOfTelefon.contains(where: { text.holds($0, in: word) }) { return false }
    let stems: [StaticString] = [
      "telefon", "telefoon", "telefax", "rufnummer", "mobilnummer", "éléphon", "eléfono", "елефон", "ЕЛЕФОН",
      "โทร",
    ]
    return stems.contains { text.holds($0, in: word) }
  }

  /// Whether a word has what all of those are known by: `ph`, `lef`, `mm`, or a letter outside of ASCII.
  private static func mayBeCompound(_ text: ByteView, _ word: Range<Int>) -> Bool {
    var end = word.upperBound
    while true {
      // What stands before the word does no harm.
      let bytes = text.word(at: end - 8) | 0x2020_2020_2020_2020
      let marks =
        bytes.mayHold(UInt8(ascii: "p")) << 8 & bytes.mayHold(UInt8(ascii: "h"))
        | bytes.mayHold(UInt8(ascii: "m")) << 8 & bytes.mayHold(UInt8(ascii: "m"))
        | bytes.mayHold(UInt8(ascii: "l")) << 16 & bytes.mayHold(UInt8(ascii: "e")) << 8
        & bytes.mayHold(UInt8(ascii: "f"))
        | bytes.beyondASCII
      if marks != 0 { return true }
      guard end - 8 > word.lowerBound else { return false }
      end -= 6
    }
  }

  /// `📞 2025550143`
  private static func isBehindSymbol(_ text: ByteView, _ start: Int) -> Bool {
    var end = text.start(before: start, floor: max(0, start - 2)) {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":")
    }
    if text.has("\u{FE0F}", endingAt: end) { end -= 3 }
    let symbols: [StaticString] = ["📞", "📱", "📲", "📠", "☎", "☏", "✆", "🕻", "🕽", "🤙"]
    return symbols.contains { text.has($0, endingAt: end) }
  }

  /// Chinese, Japanese and Korean put no spaces between words: `我的手机号是13800138000`.
  private static func endsInIdeographicWord(_ text: ByteView, _ start: Int) -> Bool {
    let bytes = text.word(at: start - 24) | text.word(at: start - 16) | text.word(at: start - 8)
    if bytes.beyondASCII == 0 { return false }
    if isBehindSymbol(text, start) { return true }
    let near = max(0, start - 24)..<start
    guard near.contains(where: { 0xE3...0xED ~= text[$0] }) else { return false }
    let words: [StaticString] = [
      "电话", "電話", "手机", "手機", "携帯", "传真", "傳真", "联系方式", "聯絡", "전화", "휴대폰", "핸드폰", "연락처", "ファックス", "連絡先", "座机",
      "座機", "팩스",
    ]
    return words.contains { text.holds($0, in: near) }
  }
}
