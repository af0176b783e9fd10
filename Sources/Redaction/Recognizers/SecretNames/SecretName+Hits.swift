extension SecretName {
  /// The name that a trigger has found a part of, and where it stands. Nil where no value can follow or the name is none
  /// of a secret.
  static func found(_ text: ByteView, at hit: TriggerHit, floor: Int) -> (
    name: SecretName, range: Range<Int>
  )? {
    var position = hit.position
    if let found = ideographic(text, at: position, floor: floor) { return found }
    if !text[position].isNameByte { position += 1 }
    var end = text.endOfName(position, limit: maximumLength)
    end = text.start(before: end, floor: position) { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    if text[end] == 0x20 { end = endOfPhrase(text, end) }
    guard mayHaveValue(text, end) || isSaidLast(text, position, end) else { return nil }
    var start = text.startOfName(before: position, floor: max(floor, position - 64))
    if text[start - 1] == 0x20, start - 6 >= floor, text.hasAnyCase("m\u{1ead}t ", at: start - 6) {
      start -= 6
    }
    // A page of a manual: `\-\-page\-token`.
    var escapes = 0
    while escapes < 6, text[start - 1] == UInt8(ascii: "\\"), text[start] == UInt8(ascii: "-") {
      start = text.startOfName(before: start - 1, floor: max(floor, position - 64))
      escapes += 1
    }
    if text.hasAnyCase("-key", endingAt: end),
      text.end(from: start, limit: 2, while: { $0 == UInt8(ascii: "-") }) == end - 3
    {
      // `--key=VALUE`
      return isAlone(text, start..<end) ? (SecretName(kind: .key, isAlone: true), start..<end) : nil
    }
    if end - start == 3, text.hasAnyCase("key", at: start) {
      // SQLCipher: PRAGMA key = '...', ATTACH DATABASE ... KEY '...'
      if isOfDatabase(text, start, floor: floor) { return (SecretName(kind: .password), start..<end) }
      let before = text[start - 1]
      if text[end] == UInt8(ascii: "="), before == UInt8(ascii: "?") || before == UInt8(ascii: "&") {
        // The parameter of a query.
        return (SecretName(kind: .key), start..<end)
      }
      if isChild(text, start) { return (SecretName(kind: .key), start..<end) }
      guard let first = startOfPhrase(text, start, Words.joined, floor: floor) else {
        return isAlone(text, start..<end) ? (SecretName(kind: .key, isAlone: true), start..<end) : nil
      }
      start = first
    } else if end - start == 4, text.hasAnyCase("keys", at: start) {
      // `API keys: ...`
      if let first = startOfPhrase(text, start, Words.joined, floor: floor) { start = first }
    } else if end - start == 4, text.hasAnyCase("code", at: start) {
      // The parameter of a query, as OAuth hands over a code for tokens.
      if text[end] == UInt8(ascii: "="),
        text[start - 1] == UInt8(ascii: "?") || text[start - 1] == UInt8(ascii: "&")
      {
        return (SecretName(kind: .key, isAlone: !isOfFunction(text, start..<end)), start..<end)
      }
      guard let first = startOfPhrase(text, start, codes, floor: floor) else { return nil }
      start = first
    }
    if end - start == 5, text.hasAnyCase("pragma rekey", endingAt: end) {
      return (SecretName(kind: .password), start..<end)
    }
    guard let name = named(text, start..<end), !isType(text, start..<end) else { return nil }
    // `/etc/passwd:root:x:0:0` is a line of a file.
    if text[start - 1] == UInt8(ascii: "/"), text.has("/etc/passwd", endingAt: end) { return nil }
    // `next page token`: words that stand for themselves.
    if text[start - 1] == 0x20, start > floor + 2, text.hasAnyCase("token", at: start) {
      let word = text.nameWord(before: start - 1, floor: max(floor, start - 16))
      let isArticle = word.count == 3 && text.hasAnyCase("the", at: word.lowerBound)
      if !isArticle, Words.tokenSpoilers.holds(word, of: text) { return nil }
    }
    return (name, start..<end)
  }

  /// Whether `code` is the key of one of Azure's functions: in a URL of their host, or before padded Base64 as long as theirs.
  private static func isOfFunction(_ text: ByteView, _ code: Range<Int>) -> Bool {
    let value = code.upperBound + 1
    let end = text.end(from: value, limit: 96) {
      $0.isTokenByte || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%")
    }
    if end - value >= 50, text.has("==", at: end) { return true }
    let start = text.start(before: code.lowerBound, floor: max(0, code.lowerBound - 256)) {
      $0 > 0x20 && !$0.isQuote
    }
    return (start..<code.lowerBound).contains {
      text[$0] == UInt8(ascii: "a") && text.hasAnyCase("azurewebsites.net/", at: $0)
    }
  }

  /// Whether `key` is the first member of what says which key it is: `stripe:\n  key: VALUE`, `"secret":{"key":"VALUE"}`.
  private static func isChild(_ text: ByteView, _ start: Int) -> Bool {
    var isInside = false
    let end = text.start(before: start, floor: max(0, start - 48)) { byte in
      isInside = isInside || byte.isLineEnd || byte == UInt8(ascii: "{")
      return byte.isWhitespace || byte.isQuote || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\\")
    }
    guard isInside, text[end - 1] == UInt8(ascii: ":"), end > 1 else { return false }
    let quoted = text.start(before: end - 1, floor: max(0, end - 4)) {
      $0.isQuote || $0 == UInt8(ascii: "\\")
    }
    let word = text.startOfName(before: quoted, floor: max(0, quoted - 32))..<quoted
    return !word.isEmpty && (Words.joined.end(text, word) || named(text, word) != nil)
  }

  /// Whether `key` stands for itself, with a `=`, a colon, an arrow or a verb behind it: it is no member of a document, no element,
  /// and no word says that it is a place in a map.
  private static func isAlone(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let before = text[range.lowerBound - 1]
    // The key of a member has a mark behind it, too.
    guard !before.isQuote || text[range.lowerBound] == UInt8(ascii: "-") || !text[range.upperBound].isQuote,
      before != UInt8(ascii: "<"),
      before != UInt8(ascii: "/")
    else { return false }
    let joint = text.end(from: range.upperBound, limit: 4) { $0.isBlank }
    var value = joint
    switch text[joint] {
    case UInt8(ascii: "="), UInt8(ascii: ":"): value += text[joint + 1] == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "-") where text[joint + 1] == UInt8(ascii: ">"): value += 2
    case 0xE2 where text.has("\u{2192}", at: joint): value += 3
    case UInt8(ascii: "i"):
      guard text.has("is ", at: joint) else { return false }
      value += 3
    // The option of a command: `--key VALUE`, `["--key", "VALUE"]`.
    case _ where text[range.lowerBound] == UInt8(ascii: "-") && joint > range.upperBound: break
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard text[range.lowerBound] == UInt8(ascii: "-"), text[joint + 1] == UInt8(ascii: ",") else {
        return false
      }
      value += 2
    default: return false
    }
    value = text.end(from: value, limit: 4) { $0.isBlank || $0.isQuote }
    guard text.end(from: value, limit: leastAlone, while: \.isAlphanumeric) == value + leastAlone else {
      return false
    }
    // The option of a command has none of them before it.
    guard before == 0x20, text[range.lowerBound] != UInt8(ascii: "-") else { return true }
    let word = text.nameWord(before: range.lowerBound - 1, floor: max(0, range.lowerBound - 24))
    return !Words.keySpoilers.holds(word, of: text) || text.hasAnyCase("the", at: word.lowerBound)
  }

  /// Letters and digits that a value of a lone `key` begins with, at least: hardly a word has as many.
  private static var leastAlone: Int { 20 }

  /// Whether a clause ends behind the name, and a word stands before it: `VALUE is the password.`
  private static func isSaidLast(_ text: ByteView, _ start: Int, _ end: Int) -> Bool {
    guard text[start - 1] == 0x20, text[start - 2].isLetter else { return false }
    return text[end] == 0 || text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: "!")
  }

  private static func isOfDatabase(_ text: ByteView, _ start: Int, floor: Int) -> Bool {
    guard text[start - 1] == 0x20 else { return false }
    if text.hasAnyCase("pragma", endingAt: start - 1) { return true }
    guard text.has("KEY '", at: start) || text.has("key '", at: start) else { return false }
    let first = text.lineStart(before: start, floor: max(floor, start - 128))
    let line = text.start(before: start, floor: first) { $0 != UInt8(ascii: ";") }
    let word = text.end(from: line, limit: 8) { !$0.isLetter }
    return text.hasAnyCase("attach ", at: word)
  }

  /// Whether it is the end of a type's name in quotes, as `"AWS::IAM::AccessKey"`. A constant, `Config::API_KEY = "..."`, is
  /// no such thing.
  @inline(__always)
  private static func isType(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard text[range.lowerBound - 1] == UInt8(ascii: ":") else { return false }
    return text[range.lowerBound - 2] == UInt8(ascii: ":") && text[range.upperBound].isQuote
  }

  /// Whether what follows a name may join it to a value.
  @inline(__always)
  private static func mayHaveValue(_ text: ByteView, _ end: Int) -> Bool {
    switch text[end] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "."):
      text[end + 1] == UInt8(ascii: "=") || text[end + 1] == text[end]
    case UInt8(ascii: "#"): text[end + 1] == UInt8(ascii: "0") && text.endOfColours(end) > end
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "="),
      UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ")"), 0x20, 0x09, 0x0A, 0x0D,
      UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ">"),
      UInt8(ascii: "-"), UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "*"),
      UInt8(ascii: "{"), 0xE2:
      true
    default: false
    }
  }
}
