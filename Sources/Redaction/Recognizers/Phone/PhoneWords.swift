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
  }

  /// Words for a phone, for those that look for words.
  static let context = [
    "phone", "telephone", "cellphone", "smartphone", "phones", "phonenumber", "phoneno", "tel", "telno",
    "telnr", "telf",
    "tfno", "tlf", "tlfn", "tfn", "fon", "fone", "ph", "mob", "mobile", "mobil", "mobiel", "movil", "móvil",
    "celular",
    "cellulare", "cel", "landline", "msisdn", "gsm", "sms", "dial", "whatsapp", "viber", "fax",
    "faxnummer", "telemóvel", "telemovel", "tlm", "telp", "ponsel", "сотовый", "mobilni", "mobiil", "selfoon",
    "telepono", "ffôn", "fón", "тэлефон", "утас", "հեռ", "ტელ", "מובייל", "פלאפון", "تلفون", "موبایل",
    "موبائل",
    "ফোন", "মোবাইল", "բջջային", "բջջ", "טל׳", "סלולרי", "มือถือ", "เบอร์", "เบอร์โทร", "محمول", "المحمول", "الجوال",
    "خلوي",
    "تماس", "واتساب", "сот", "мобильник", "мобилни", "мобилен", "ტელეფონის", "contatto", "recapito",
    "mobilfunk",
    "mobilszám", "mobilusis", "mobilais", "mobilā", "selpon", "ucingo", "rufnr", "telnummer", "gsmnummer",
    "gsmnr",
    "bimbit", "thoai", "hotline", "telefon", "telefonnummer", "telefonnr", "telefono", "teléfono", "telefone",
    "telefoon",
    "telefoonnummer", "telefax", "téléphone", "tél", "rufnummer", "handy", "handynr", "handynummer",
    "mobilnummer",
    "mobilnr", "mobiltelefon", "cep", "telpon", "telepon", "puh", "puhelin", "puhelinnumero", "matkapuhelin",
    "mobitel",
    "telefón", "tālrunis", "simu", "sími", "farsími", "komórka", "тел", "телефон", "телефона", "моб",
    "мобильный",
    "мобільний", "мобилен", "факс", "τηλ", "τηλέφωνο", "κινητό", "هاتف", "جوال", "موبايل", "تلفن", "טלפון",
    "נייד",
    "फ़ोन", "फोन", "मोबाइल", "thoại", "sđt", "sdt", "contact number", "contact no", "callback number", "my cell",
    "his cell", "her cell", "your cell", "our cell", "call me", "call us", "call him", "call her",
    "call them",
    "text me", "text us", "text him", "text her", "text them", "reach me", "reach us", "reach him",
    "reach her",
    "ring me", "ring us", "contact me", "contact us",
    "fono", "telem", "tālr", "κιν", "telèfon", "mòbil", "động", "đt", "טל", "الهاتف", "همراه", "فون", "தொலைபேசி",
    "கைபேசி", "ఫోన్", "మొబైల్", "ಫೋನ್", "ಮೊಬೈಲ್", "ഫോൺ", "മൊബൈൽ", "ફોન", "મોબાઇલ", "ਫ਼ੋਨ", "ਫੋਨ", "ਮੋਬਾਈਲ", "दूरभाष", "भ्रमणध्वनी",
    "հեռախոս", "ტელეფონი", "მობილური", "ទូរស័ព្ទ", "ໂທ", "ໂທລະສັບ", "ဖုန်း", "දුරකථන", "ስልክ", "guthán", "rückruf",
    "Rückruf", "festnetz", "durchwahl", "notruf", "helpline", "tollfree", "pager",
  ]

  /// What tells that a number is something else when it ends a key or stands right before the number.
  static let opposing = [
    "id", "ids", "uid", "uuid", "guid", "count", "counts", "size", "sizes", "length", "len", "bytes", "byte",
    "time",
    "timestamp", "ts", "duration", "ms", "sec", "seconds", "offset", "port", "ports", "version", "build",
    "model",
    "serial", "index", "idx", "order", "ticket", "invoice", "row", "line", "page", "position", "pid", "seq",
    "sequence",
    "hash", "crc", "checksum", "total", "sum", "price", "cost", "amount", "key", "imei", "iccid", "limit",
    "max", "min",
    "storage", "memory", "timeout", "sold", "units", "stock", "capacity", "revenue", "sales", "users",
    "subscribers", "downloads", "epoch", "block", "year", "date", "qty", "quantity", "tokens", "account",
    "balance",
  ]

  /// What does so at the end of a key alone.
  static let opposingKeys = ["type", "at", "verified", "enabled", "status", "provider", "carrier", "country"]

  private struct Kind: OptionSet, Sendable {
    let rawValue: UInt8

    static let word = Kind(rawValue: 1)
    static let opposed = Kind(rawValue: 2)
    static let vague = Kind(rawValue: 4)
    /// What turns a vague word into a certain one when it follows it.
    static let person = Kind(rawValue: 8)
    static let owner = Kind(rawValue: 16)
    /// May stand between a word for a phone and the number in any count.
    static let connecting = Kind(rawValue: 32)
    /// May be cut short before the number: `Tel. 030 123456`.
    static let abbreviation = Kind(rawValue: 64)
    /// A word for a phone where it is a label.
    static let label = Kind(rawValue: 128)
  }

  private static let kinds = WordKinds<Kind>([
    (
      .word,
      context.filter { !$0.contains(" ") }.flatMap { word in
        // Of other scripts, all cases: ASCII letters have none here.
        word.utf8.allSatisfy { $0 < 0x80 } ? [word] : Array(Set([word, word.uppercased(), word.capitalized]))
      } + ["cellular"]
    ),
    (.opposed, opposing),
    (
      .vague,
      ["cell", "cells", "call", "calls", "text", "contact", "contacts", "reach", "ring"]
    ),
    (
      .label,
      [
        "cell", "caller", "callee", "emergencycontact", "portable", "fixe", "fijo", "hp", "kom", "zap",
        "wechat",
      ]
    ),
    (.person, ["me", "us", "him", "her", "them", "number", "no", "nr", "numbers"]),
    (.owner, ["my", "his", "her", "your", "our", "their"]),
    (
      .connecting,
      [
        "number", "numbers", "num", "nr", "no", "nro", "numero", "número", "numéro", "nummer", "numer",
        "номер",
        "is", "are",
        "ist", "est", "es", "at", "on", "to", "for", "of", "the", "my", "your", "his", "her", "our", "me",
        "us",
        "home",
        "work", "office", "private", "main", "business", "or", "oder", "ou", "and", "und", "et", "via", "by",
        "type", "voice",
        "cell", "value", "mein", "meine", "unter", "der", "die", "uri", "pref",
      ]
    ),
    (
      .abbreviation,
      [
        "tel", "tél", "Tél", "TÉL", "telef", "tlf", "tfn", "tfno", "telf", "ph", "mob", "fax", "fon", "nr",
        "no",
        "num", "puh",
        "telem", "telp", "cell", "kom", "tālr", "κιν", "հեռ", "ტელ", "cel", "тел", "Тел", "ТЕЛ", "моб", "Моб",
        "τηλ", "Τηλ",
      ]
    ),
  ])

  /// Looks at six words before `start` at most, two of which may be others than people put between.
  static func certainty(_ text: ByteView, before start: Int) -> Certainty {
    let near = text.word(at: start - 8)
    if near >> 56 == 0x2F, text.has("wa.me/", endingAt: start) { return .certain }
    if endsInIdeographicWord(text, start) { return .certain }
    var walk = WordWalk(text, before: start, reach: 80)
    var behind: Kind = []
    var others = 0
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
      if kind.contains(.word) || kind.isEmpty && isCompound(text, word) {
        // "Cellular automaton step": of other things than phones.
        guard others > 0, word.count == 8, text.hasAnyCase("cellular", at: word.lowerBound) else {
          return .certain
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
      }
      behind = kind
      nearer = word
    }
    return found
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
    if text.holds("phone", in: word) {
      let others: [StaticString] = [
        "iphone", "phonem", "phonet", "micro", "headph", "earph", "saxoph", "xyloph", "gramoph", "megaph",
        "homoph",
      ]
      return !others.contains { text.holds($0, in: word) }
    }
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

extension String {
  /// The word with a capital letter at the start.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
