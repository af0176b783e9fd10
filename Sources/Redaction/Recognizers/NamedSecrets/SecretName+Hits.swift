extension SecretName {
  /// The name that a trigger has found a part of, and where it stands. Nil where no value can follow or the name is none
  /// of a secret.
  static func found(_ text: ByteView, at hit: TriggerHit, floor: Int) -> (
    name: SecretName, range: Range<Int>
  )? {
    var position = hit.position
    if text[position] >= 0xE3 { return ideographic(text, around: position, floor: floor) }
    if !text[position].isNameByte { position += 1 }
    var end = text.endOfName(position, limit: maximumLength)
    end = text.start(before: end, floor: position) { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    if text[end] == 0x20, text.hasAnyCase(" d'ordine", at: end) { end += 9 }
    guard mayHaveValue(text, end) else { return nil }
    var start = text.startOfName(before: position, floor: max(floor, position - 64))
    if text[start - 1] == 0x20, start - 6 >= floor, text.has("m\u{1ead}t ", at: start - 6) { start -= 6 }
    // A page of a manual: `\-\-page\-token`.
    var escapes = 0
    while escapes < 6, text[start - 1] == UInt8(ascii: "\\"), text[start] == UInt8(ascii: "-") {
      start = text.startOfName(before: start - 1, floor: max(floor, position - 64))
      escapes += 1
    }
    if end - start == 3, text.hasAnyCase("key", at: start) {
      let before = text[start - 1]
      if text[end] == UInt8(ascii: "="), before == UInt8(ascii: "?") || before == UInt8(ascii: "&") {
        // The parameter of a query.
        return (SecretName(kind: .key), start..<end)
      }
      guard before == 0x20, start > floor + 1 else { return nil }
      // `API key`
      let word = text.nameWord(before: start - 1, floor: max(floor, start - 24))
      guard Words.joined.holds(word, of: text), !text[word.lowerBound - 1].isLetter else { return nil }
      start = word.lowerBound
    }
    guard let name = named(text, start..<end), !isType(text, start..<end) else { return nil }
    // `next page token`: words that stand for themselves.
    if text[start - 1] == 0x20, start > floor + 2, text.hasAnyCase("token", at: start) {
      let word = text.nameWord(before: start - 1, floor: max(floor, start - 16))
      if Words.tokenSpoilers.holds(word, of: text) { return nil }
    }
    return (name, start..<end)
  }

  /// Whether it is the end of a type's name in quotes, as `"AWS::IAM::AccessKey"`. A constant, `Config::API_KEY = "..."`, is
  /// no such thing.
  @inline(__always)
  private static func isType(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard text[range.lowerBound - 1] == UInt8(ascii: ":") else { return false }
    return text[range.lowerBound - 2] == UInt8(ascii: ":") && text[range.upperBound] == UInt8(ascii: "\"")
  }

  /// Whether what follows a name may join it to a value.
  @inline(__always)
  private static func mayHaveValue(_ text: ByteView, _ end: Int) -> Bool {
    switch text[end] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "="),
      UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ">"),
      UInt8(ascii: "-"), UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "*"):
      true
    default: false
    }
  }

  /// Names in scripts that put nothing between words, with the particle behind.
  private static func ideographic(
    _ text: ByteView,
    around position: Int,
    floor: Int
  ) -> (name: SecretName, range: Range<Int>)? {
    for start in [position, position - 3, position - 6] where start >= floor {
      guard let word = ideographs.first(where: { text.has($0, at: start) }) else { continue }
      var end = start + word.utf8CodeUnitCount
      for _ in 0..<2 where particles.contains(where: { text.has($0, at: end) }) { end += 3 }
      return (SecretName(kind: .password), start..<end)
    }
    return nil
  }

  private static let ideographs: [StaticString] = [
    "パスワード", "暗証番号", "密码", "密碼", "口令", "비밀번호", "암호",
  ]

  private static let particles: [StaticString] = [
    "是", "为", "為", "は", "が", "を", "：", "＝", "는", "은", "이", "가", "를", "、",
  ]
}
