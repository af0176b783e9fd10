// Names of several words, with blanks between them.
extension SecretName {
  /// Where a name ends that goes on behind the blank at `end`: `Secret Key: `, `clé d'API: `, `verification code: `.
  /// Something that joins it to a value must follow.
  static func endOfPhrase(_ text: ByteView, _ end: Int) -> Int {
    let first = text[end + 1].lowercased
    guard beginsSuffix(first) else { return end }
    for suffix in suffixes where suffix.utf8Start[1] == first && text.hasAnyCase(suffix, at: end) {
      var last = end + suffix.utf8CodeUnitCount
      // `Unseal Key 1: ...`
      if text[last] == 0x20, text[last + 1].isDigit, text[last + 2] == UInt8(ascii: ":") { last += 2 }
      let joint = text.end(from: last, limit: 2) { $0.isBlank }
      switch text[joint] {
      case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "*"),
        UInt8(ascii: "<"), UInt8(ascii: "\\"), 0x0A, 0x0D:
        return last
      case UInt8(ascii: "-") where text[joint + 1] == UInt8(ascii: ">"): return last
      // `The API key VALUE is not valid`
      case let byte where byte.isAlphanumeric && text[last] == 0x20 && suffix.utf8CodeUnitCount == 4:
        return last
      default: continue
      }
    }
    return end
  }

  /// Whether a suffix may begin with the byte behind its blank: most words that follow a name end the look here.
  @inline(__always)
  private static func beginsSuffix(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "k"), UInt8(ascii: "w"), UInt8(ascii: "p"), UInt8(ascii: "a"), UInt8(ascii: "d"),
      UInt8(ascii: "s"), UInt8(ascii: "m"), 0xCF | 0x20, 0xD0 | 0x20, 0xD1 | 0x20, 0xD2 | 0x20, 0xE1:
      true
    default: false
    }
  }

  /// Where a name begins that ends in `word`, which begins at `start`: `API key`, `verification code`. Nil where no
  /// known word stands before it.
  static func startOfPhrase(_ text: ByteView, _ start: Int, _ words: NameWords, floor: Int) -> Int? {
    guard text[start - 1] == 0x20, start > floor + 1 else { return nil }
    let word = text.nameWord(before: start - 1, floor: max(floor, start - 24))
    guard words.holds(word, of: text), !text[word.lowerBound - 1].isLetter else { return nil }
    return word.lowerBound
  }

  /// What stands before `code` with a blank between, as far as such a code opens something.
  static let codes = NameWords([
    "verification", "security", "recovery", "backup", "access", "unlock", "mfa", "fa", "authentication",
    "otp",
  ])

  /// The suffixes, in lower case, each with a blank before it.
  private static let suffixes: [StaticString] = [
    " key", " word", " phrase", " api", " d'api", " de api", " d'accès", " d'acces", " d'ordine",
    " de acceso", " de acesso", " di accesso", " secreta", " secreto", " segreta", " secrète", " dostępu",
    " доступа", " доступу", " πρόσβασης", " слово", " сөз", " үг", " ቃል", " mã",
  ]

  /// The name in a script that puts nothing between words, or one that ends in such a script, as in `APIキー`.
  static func ideographic(
    _ text: ByteView,
    at position: Int,
    floor: Int
  ) -> (name: SecretName, range: Range<Int>)? {
    if text[position] >= 0xE3 { return ideographic(text, around: position, floor: floor) }
    guard text[position] | 0x20 == UInt8(ascii: "i"), text.hasAnyCase("ap", endingAt: position) else {
      return nil
    }
    let next = text[position + 1] == 0x20 ? position + 2 : position + 1
    return text[next] >= 0xE3 ? ideographic(text, around: next, floor: floor) : nil
  }

  /// Names in scripts that put nothing between words, with the particle behind.
  private static func ideographic(
    _ text: ByteView,
    around position: Int,
    floor: Int
  ) -> (name: SecretName, range: Range<Int>)? {
    for start in [position, position - 3, position - 6] where start >= floor {
      guard let entry = ideographs.first(where: { text.has($0.word, at: start) }) else { continue }
      var end = start + entry.word.utf8CodeUnitCount
      for _ in 0..<2 where particles.contains(where: { text.has($0, at: end) }) { end += 3 }
      return (SecretName(kind: entry.kind), start..<end)
    }
    return nil
  }

  /// The longer ones first.
  private static let ideographs: [(word: StaticString, kind: Kind)] = [
    ("パスワード", .password), ("暗証番号", .password), ("密码", .password), ("密碼", .password),
    ("口令", .password), ("通行码", .password), ("通行碼", .password), ("合言葉", .password),
    ("비밀번호", .password), ("암호", .password), ("패스워드", .password),
    ("密钥", .key), ("密鑰", .key), ("令牌", .key), ("シークレットキー", .key), ("シークレット", .key),
    ("トークン", .key), ("キー", .key), ("비밀키", .key), ("비밀 키", .key), ("토큰", .key), ("키", .key),
  ]

  private static let particles: [StaticString] = [
    "是", "为", "為", "は", "が", "を", "：", "＝", "는", "은", "이", "가", "를", "、",
  ]
}
