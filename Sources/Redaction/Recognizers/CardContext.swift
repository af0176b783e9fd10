/// What stands round the digits of a card, and round those of something else.
enum CardContext {
  static let plainScore: Float = 0.99
  /// Of a number that may be something else: one of 64 bits, the time in milliseconds, a barcode.
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
    "bucket", "height", "slot", "node", "host", "port", "tenant", "score", "weight",
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
    if start - letters == 1, text[letters].lowercased == UInt8(ascii: "b") {
      return text[letters - 1] == UInt8(ascii: "%")
    }
    return cardWords.contains(text, letters..<start)
  }

  /// Whether digits that could be a card are another number: negative, a fraction, called an id by the word before, or
  /// one of several long numbers in a row.
  static func isNumber(_ text: ByteView, _ range: Range<Int>) -> Bool {
    if text.isNegative(at: range.lowerBound) || isFraction(text, range) || isTerm(text, range) { return true }
    if let word = name(text, before: range.lowerBound), idWords.contains(text, word) { return true }
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

  /// Whether groups of four digits go on, by more than a date of expiry and not as another card.
  static func isInRow(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var end = range.upperBound
    var groups = 0
    while groups < 16, text[end] == 0x20, text.end(from: end + 1, limit: 5, while: { $0.isDigit }) == end + 5
    {
      end += 5
      groups += 1
    }
    let isRepeated = text.word(at: range.upperBound - 4) << 32 == text.word(at: range.upperBound + 1) << 32
    return groups > 1 && (groups % 4 != 0 || isRepeated)
  }

  /// The word right before, with no more than a few marks between: `"traceId": "4582..."`, `blk_4162...`, `id #41`.
  private static func name(_ text: ByteView, before start: Int) -> Range<Int>? {
    var walk = WordWalk(text, before: start, reach: 32)
    guard let word = walk.next(), start - word.upperBound <= 6 else { return nil }
    guard numbering.contains(text, word), let owner = walk.next(), word.lowerBound - owner.upperBound <= 1
    else {
      return word
    }
    return owner
  }

  private static func isFraction(_ text: ByteView, _ range: Range<Int>) -> Bool {
    text[range.lowerBound - 1] == UInt8(ascii: ",") && text[range.lowerBound - 2].isDigit
      && text[range.lowerBound - 3].isDigit == false && text[range.lowerBound - 2] == UInt8(ascii: "0")
  }

  /// Whether another long number stands beside it that no scheme issues: cards don't stand in a column with others.
  private static func isInColumn(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let isGap: (UInt8) -> Bool = {
      $0.isWhitespace || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|")
    }
    let before = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - 4), while: isGap)
    if before < range.lowerBound {
      let start = text.start(before: before, floor: max(0, before - 21)) { $0.isDigit }
      if isOther(text, start..<before) { return true }
    }
    let after = text.end(from: range.upperBound, limit: 4, while: isGap)
    guard after > range.upperBound else { return false }
    return isOther(text, after..<text.end(from: after, limit: 21) { $0.isDigit })
  }

  private static func isOther(_ text: ByteView, _ digits: Range<Int>) -> Bool {
    guard digits.count >= 15, !text[digits.lowerBound - 1].isWordByte, !text[digits.upperBound].isWordByte
    else {
      return false
    }
    var luhn = Luhn()
    var prefix = 0
    for index in digits {
      if luhn.count < 6 { prefix = prefix * 10 + text[index].digitValue }
      luhn.append(text[index].digitValue)
    }
    return !luhn.isValid || !CardScheme.issues(prefix, digits: digits.count)
  }
}
