/// What stands round the digits of a card, and round those of something else.
enum CardContext {
  static let plainScore: Float = 0.99
  /// The score of a number that may be something else: a 64-bit number, a time in milliseconds, a barcode.
  static let faintScore: Float = 0.3
  /// Digits of cards that need no word: numbers of 64 bits have 17 to 20 of them, barcodes 12 and 13.
  static let digitsAlone = 14...16

  static let words = [
    "card", "cards", "creditcard", "cardnumber", "cardno", "ccnumber", "ccnum", "ccn", "cc", "pan", "credit",
    "debit",
    "visa", "mastercard", "mc", "maestro", "amex", "discover", "diners", "unionpay", "jcb", "mir", "rupay",
    "payment", "karte",
    "kreditkarte", "kartennummer", "carte", "tarjeta", "carta", "cartao", "cartão", "карта", "карты",
  ]

  /// What a number is called that is no card's.
  static let ids = [
    "id", "ids", "uid", "gid", "uuid", "guid", "oid", "pid", "tid", "rid", "blk", "block", "trace", "traceid",
    "span",
    "spanid", "hash", "order", "orders", "seq", "sequence", "offset", "timestamp", "ts", "time", "nonce",
    "session",
    "request", "req", "txid", "tweet", "status", "snowflake", "event", "invoice", "ticket",
    "tracking",
    "serial", "commit", "checksum", "crc", "seed", "size", "bytes", "count", "total", "index", "idx", "key",
    "version",
    "revision", "rev", "parent", "correlation", "imei", "isbn", "ean", "gtin", "upc", "barcode", "sku",
    "epoch", "ns",
    "nanos", "micros", "cursor", "generation", "partition", "digest", "fingerprint", "job", "task", "thread",
    "process",
    "ptr", "pointer", "handle", "inode", "addr", "row", "rows", "rng", "random", "randomstate", "tx", "xid",
    "lsn", "rowid", "pk", "fk", "ppid", "reference", "ref", "shipment", "parcel", "imsi", "iccid", "meid",
    "position", "build", "duration", "length", "sum", "amount", "balance", "price", "quantity", "etag",
    "shard",
    "bucket", "height", "slot", "node", "host", "port", "tenant", "score", "weight", "nano", "micro",
    "milli", "waybill", "consignment",
  ]

  /// What may stand behind such a word without a change to what it names: `orderNumber`, `invoice_no`.
  private static let numbering = WordSet(["number", "numbers", "no", "nr", "num", "nbr"])

  private static let idWords = WordSet(ids)
  private static let cardWords = WordSet(words)

  /// Whether a number may begin behind what stands there: no letter, but those of a card (`PAN4111...`) or of a track
  /// (`%B4111...`).
  static func mayBegin(_ text: ByteView, at start: Int) -> Bool {
    guard text[start - 1].isLetter else { return true }
    let letters = text.start(before: start, floor: max(0, start - 16)) { $0.isLetter }
    if text[letters - 1].isDigit { return false }
    if start - letters == 1, text[letters].lowercased == UInt8(ascii: "b"),
      text[letters - 1] == UInt8(ascii: "%")
    {
      return true
    }
    return cardWords.contains(text, letters..<start) || isOfTrack(text, letters..<start)
      || isCalledCard(text, start)
  }

  /// Whether a number may end before what stands there: no letter or digit, but the mark, the expiry and the service code
  /// of track 2 (`5293...D2901201`), and letters that are stuck to what a word right before calls a card (`MC:4729...x`).
  static func mayEnd(_ text: ByteView, _ digits: Range<Int>) -> Bool {
    let behind = text[digits.upperBound]
    guard behind.isAlphanumeric else { return true }
    if isTrackTwo(text, behind: digits.upperBound) { return true }
    guard behind.isLetter, !behind.isHexDigit || !text[digits.upperBound + 1].isAlphanumeric else {
      return false
    }
    var walk = WordWalk(text, before: digits.lowerBound, reach: 24)
    guard let word = walk.next(), digits.lowerBound - word.upperBound <= 3 else { return false }
    return cardWords.contains(text, word) || isCalledCard(text, digits.lowerBound)
  }

  /// `D2901201`: what may stand for the `=` of track 2, a year, a month and three digits that say where a card counts.
  private static func isTrackTwo(_ text: ByteView, behind end: Int) -> Bool {
    guard text[end].lowercased == UInt8(ascii: "d"), text.endOfDigits(end + 1, limit: 7) == end + 8 else {
      return false
    }
    return 1...12 ~= text[end + 3].digitValue * 10 + text[end + 4].digitValue
  }

  /// Whether the letter of a format stands before digits, and behind them the mark and the name of track 1: `B4111...^MUSTER/`.
  private static func isOfTrack(_ text: ByteView, _ letter: Range<Int>) -> Bool {
    let end = text.end(from: letter.upperBound, limit: 20) { $0.isDigit }
    return letter.count == 1 && text[end] == UInt8(ascii: "^") && text[end + 1].isLetter
  }

  /// Whether digits that could be a card are another number: negative, a fraction, called an id by the word before, or
  /// one of several long numbers in a row.
  static func isNumber(_ text: ByteView, _ range: Range<Int>) -> Bool {
    if text.isNegative(at: range.lowerBound) || isFraction(text, range) || isTerm(text, range) { return true }
    if isCalledOther(text, range.lowerBound) || isListed(text, range.lowerBound) || isPartOfName(text, range)
    {
      return true
    }
    // Behind a word for a card `sec` is its code, and no second.
    if PhoneEnd.isMeasured(text, range.upperBound), !isCalledCard(text, range.lowerBound) { return true }
    return isInColumn(text, range)
  }

  /// A factor or a power: `4828147466240000*t**12`.
  private static func isTerm(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let after = text.end(from: range.upperBound, limit: 1) { $0 == 0x20 }
    let before = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - 1)) { $0 == 0x20 }
    let factor = text.start(before: before - 1, floor: max(0, before - 2)) { $0 == 0x20 }
    return text[before - 1] == UInt8(ascii: "*") && text[factor - 1].isAlphanumeric
      || text[after] == UInt8(ascii: "*")
        && text[text.end(from: after + 1, limit: 1) { $0 == 0x20 }].isAlphanumeric
  }

  /// Whether it stands in a row of groups of four digits that are no cards, by more than a date of expiry; or beside
  /// groups of four hexadecimal digits.
  static func isInRow(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let separator = text[range.upperBound - 5]
    let isGroup: (Int) -> Bool = {
      !text[$0 - 1].isWordByte && text.end(from: $0, limit: 5, while: { $0.isDigit }) == $0 + 4
    }
    var (end, start) = (range.upperBound, range.lowerBound)
    while end - range.upperBound < 80, text[end] == separator, isGroup(end + 1) { end += 5 }
    while range.lowerBound - start < 80, text[start - 1] == separator, isGroup(start - 5) { start -= 5 }
    if isHexRow(text, before: start, separator) { return true }
    if isHexGroup(text, end + 1) && text[end] == separator
      || isHexGroup(text, start - 5) && text[start - 1] == separator
    {
      return true
    }
    guard separator == UInt8(ascii: " ") else { return false }
    let (behind, before) = ((end - range.upperBound) / 5, (range.lowerBound - start) / 5)
    let isRepeated = text.word(at: range.upperBound - 4) << 32 == text.word(at: range.upperBound + 1) << 32
    if behind > 1, behind % 4 != 0 || isRepeated { return true }
    if before > 1, before % 4 != 0 { return true }
    if before == 1, behind > 0 { return true }
    let others = stride(from: range.upperBound + 1, to: end - 18, by: 20)
    let earlier = stride(from: start, to: range.lowerBound - 19, by: 20)
    return others.contains { !isCard(text, $0) } || before > 1 && earlier.contains { !isCard(text, $0) }
  }

  /// Whether letters are among the groups of hexadecimal digits before: `2542F 25430 4100 7944 7945 7946`.
  private static func isHexRow(_ text: ByteView, before start: Int, _ separator: UInt8) -> Bool {
    var end = start - 1
    for _ in 0..<3 {
      guard text[end] == separator else { return false }
      let group = text.start(before: end, floor: max(0, end - 6)) { $0.isHexDigit }
      guard 4...5 ~= end - group, !text[group - 1].isWordByte else { return false }
      if (group..<end).contains(where: { text[$0].isLetter }) { return true }
      end = group - 1
    }
    return false
  }

  private static func isHexGroup(_ text: ByteView, _ start: Int) -> Bool {
    !text[start - 1].isWordByte && !text[start + 4].isWordByte
      && (start..<start + 4).allSatisfy { text[$0].isHexDigit }
      && (start..<start + 4).contains { text[$0].isLetter }
  }

  /// Whether four groups of four digits are a card.
  private static func isCard(_ text: ByteView, _ start: Int) -> Bool {
    var luhn = Luhn()
    var prefix = 0
    for index in start..<start + 19 where text[index].isDigit {
      if luhn.count < 6 { prefix = prefix * 10 + text[index].digitValue }
      luhn.append(text[index].digitValue)
    }
    return luhn.isValid && CardScheme.issues(prefix, digits: luhn.count)
  }

  /// Whether the word right before, with no more than a few marks between, is one for something else: `"traceId":
  /// "4582..."`, `blk_4162...`, `tracking number 4012...`, `x: 4012...`; and `#4111...`, where no card is meant.
  private static func isCalledOther(_ text: ByteView, _ start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 40)
    guard let word = walk.next(), start - word.upperBound <= 6 else {
      return text[start - 1] == UInt8(ascii: "#")
    }
    if idWords.contains(text, word) || isTime(text, word) { return true }
    if numbering.contains(text, word) {
      guard let owner = walk.next(), word.lowerBound - owner.upperBound <= 2 else { return false }
      return idWords.contains(text, owner)
    }
    if text[start - 1] == UInt8(ascii: "#") { return !cardWords.contains(text, word) }
    // A coordinate, `x: 4012...`.
    return word.count == 1 && 0x78...0x7A ~= text[word.lowerBound].lowercased
      && !text[word.lowerBound - 1].isWordByte && text[word.upperBound] == UInt8(ascii: ":")
  }

  /// `created_at`, `updatedAt`
  private static func isTime(_ text: ByteView, _ word: Range<Int>) -> Bool {
    let before = text[word.lowerBound - 1]
    let isJoined = before == 0x5F || before.isLowercase && text[word.lowerBound].isUppercase
    return isJoined && word.count == 2 && text.hasAnyCase("at", at: word.lowerBound)
  }

  /// Whether a word for a card stands right before, or before what joins it to a number: `card no. is`.
  static func isCalledCard(_ text: ByteView, _ start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 40)
    for _ in 0..<3 {
      guard let word = walk.next() else { return false }
      if certainWords.contains(text, word) { return true }
      guard numbering.contains(text, word) || joining.contains(text, word) else { return false }
    }
    return false
  }

  private static let joining = WordSet([
    "is", "was", "ist", "est", "es", "with", "my", "mit", "value", "text", "plain",
  ])
  /// Those of the words that are used only for cards.
  private static let certainWords = WordSet(
    words.filter { !["payment", "mc", "mir", "discover", "credit", "debit", "carta"].contains($0) } + [
      "cardholder", "debitcard", "paymentcard", "bankcard", "elo", "verve", "uzcard", "humo", "napas",
      "meeza", "troy",
      "hipercard",
    ]
  )

  private static func isFraction(_ text: ByteView, _ range: Range<Int>) -> Bool {
    text[range.lowerBound - 1] == UInt8(ascii: ",") && text[range.lowerBound - 2].isDigit
      && text[range.lowerBound - 3].isDigit == false && text[range.lowerBound - 2] == UInt8(ascii: "0")
  }

  /// Whether one of the words joined by `_` is of nothing but cards.
  static func saysCard(_ text: ByteView, _ words: Range<Int>) -> Bool {
    var start = words.lowerBound
    while start < words.upperBound {
      let end = text.end(from: start, limit: words.upperBound - start) { $0.isLetter }
      if end > start, certainWords.contains(text, start..<end) { return true }
      start = end + 1
    }
    return false
  }
}
