// Values that only say where something is, or which one it is.
extension SecretValue {
  /// Whether a key like this is that of an object, an application or an entry, and opens nothing.
  func isReference(_ text: ByteView) -> Bool {
    isObjectKey(text) || isRegional(text) || isKeyID(text) || isIdentity(text) || isElided(text)
      || isComposed(text)
  }

  /// When a secret expires, which stands among the members of one: `2011-07-15T23:28:33.359Z`.
  func isTimestamp(_ text: ByteView) -> Bool {
    let start = range.lowerBound
    guard range.count >= 10, text[start + 4] == UInt8(ascii: "-"), text[start + 7] == UInt8(ascii: "-") else {
      return false
    }
    let digits = [0, 1, 2, 3, 5, 6, 8, 9]
    return digits.allSatisfy { text[start + $0].isDigit }
      && (range.count == 10 || text[start + 10] | 0x20 == UInt8(ascii: "t") || text[start + 10] == 0x20)
  }

  /// A regular expression: it has a class of characters, or a group.
  func isExpression(_ text: ByteView) -> Bool {
    guard text.mayHold(UInt8(ascii: "["), UInt8(ascii: "("), in: range) else { return false }
    let marks: [StaticString] = ["[0-9", "[a-z", "[A-Z", "[a-f", "[A-F", "[^", "(?:", "(?=", "(?P<"]
    return range.prefix(Self.preview).contains { index in
      (text[index] == UInt8(ascii: "[") || text[index] == UInt8(ascii: "("))
        && marks.contains { text.has($0, at: index) }
    }
  }

  /// Five groups of a UUID, and what examples make of one: the first is of seven characters or eight.
  func isUUID(_ text: ByteView) -> Bool {
    var at = range.lowerBound
    for length in [8, 4, 4, 4] {
      let end = text.end(from: at, limit: 9) { $0.isAlphanumeric }
      guard end - at == length || (length == 8 && end - at == 7), text[end] == UInt8(ascii: "-") else {
        return false
      }
      at = end + 1
    }
    return text.end(from: at, limit: 13) { $0.isAlphanumeric } - at >= 8
  }

  /// A path or the name of a file in a bucket: `my-app/5026-stage.war`, `export.ova`, `uploads/`.
  private func isObjectKey(_ text: ByteView) -> Bool {
    let last = range.upperBound - 1
    if text[last] == UInt8(ascii: "/") { return !isBase64(text, atLeast: 16) }
    let dot = text.start(before: range.upperBound, floor: max(range.lowerBound, last - 8)) {
      $0.isAlphanumeric
    }
    if dot > range.lowerBound, text[dot - 1] == UInt8(ascii: "."), !isCut,
      Self.extensions.holds(dot..<range.upperBound, of: text)
    {
      return true
    }
    // A word is in front: in Base64 it is none.
    let word = text.end(from: range.lowerBound, limit: range.count) { $0.isLowercase || $0 == 0x2D }
    return word - range.lowerBound >= 4 && word < range.upperBound && text[word] == UInt8(ascii: "/")
      && text[word + 1] != UInt8(ascii: "/")
  }

  private static let extensions = NameWords([
    "ova", "ovf", "vmdk", "vhd", "vhdx", "iso", "img", "war", "jar", "ear", "zip", "gz", "tgz", "tar", "bz2",
    "xz",
    "zst", "7z", "json", "jsonl", "csv", "tsv", "parquet", "avro", "orc", "txt", "log", "xml", "html", "htm",
    "css", "js", "ts", "yaml", "yml", "toml", "ini", "conf", "md", "pdf", "doc", "docx", "xls", "xlsx", "png",
    "jpg", "jpeg", "gif", "svg", "webp", "ico", "mp3", "mp4", "wav", "webm", "mov", "py", "rb", "go", "java",
    "sql", "db", "bak", "bin", "exe", "deb", "rpm", "apk", "whl", "pem", "crt", "cer", "pub", "enc",
    "template",
  ])

  /// What AWS numbers by region: `us-west-2_a1b2c3d4-5678`.
  private func isRegional(_ text: ByteView) -> Bool {
    var at = text.end(from: range.lowerBound, limit: 3) { $0.isLowercase }
    guard at - range.lowerBound == 2 else { return false }
    for _ in 0..<3 where text[at] == UInt8(ascii: "-") && text[at + 1].isLowercase {
      at = text.end(from: at + 1, limit: 12) { $0.isLowercase }
    }
    return text[at] == UInt8(ascii: "-") && text[at + 1].isDigit
      && (text[at + 2] == UInt8(ascii: "_") || text[at + 2] == UInt8(ascii: ":"))
  }

  /// The short id or the fingerprint of a key of OpenPGP: `0x7EC2DBB6F4DBF434`.
  private func isKeyID(_ text: ByteView) -> Bool {
    guard text.has("0x", at: range.lowerBound), [10, 18, 42].contains(range.count) else { return false }
    return range.dropFirst(2).allSatisfy { text[$0].isHexDigit }
  }

  /// How Java prints an object: `android.os.BinderProxy@2bd79ce`.
  private func isIdentity(_ text: ByteView) -> Bool {
    let hash = text.start(before: range.upperBound, floor: max(range.lowerBound, range.upperBound - 9)) {
      $0.isHexDigit
    }
    guard hash > range.lowerBound + 1, text[hash - 1] == UInt8(ascii: "@") else { return false }
    let name = text.start(before: hash - 1, floor: range.lowerBound) {
      $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "$")
    }
    return name == range.lowerBound
      && (name..<hash).contains { text[$0] == UInt8(ascii: ".") }
  }

  /// Both ends of a secret, with dots for the rest.
  private func isElided(_ text: ByteView) -> Bool {
    range.dropLast(3).contains { text.has("...", at: $0) }
  }

  /// Several values with bars between, of which one is a number alone: `0|com.example.app|121|null|10111`.
  private func isComposed(_ text: ByteView) -> Bool {
    var bars = 0
    var numbers = 0
    var start = range.lowerBound
    for index in range where text[index] == UInt8(ascii: "|") {
      bars += 1
      if index > start, (start..<index).allSatisfy({ text[$0].isDigit }) { numbers += 1 }
      start = index + 1
    }
    return bars >= 2 && numbers > 0
  }
}

// What is written like a value, and is a part of a program.
extension SecretValue {
  /// A power of two behind the name of a constant, the name of another constant, or a word of a language in the escapes of
  /// a file of messages.
  func isConstant(_ look: ValueLook, _ text: ByteView) -> Bool {
    if look.digits == look.count, form == .bare, look.count <= 7 {
      let value = range.reduce(0) { $0 * 10 + text[$1].digitValue }
      return value >= 16 && value & (value - 1) == 0 && text[range.lowerBound] != UInt8(ascii: "0")
    }
    if look.uppercase > 0, look.lowercase == 0, look.secretMarks == 0, look.digits <= 2,
      SecretName.named(text, range) != nil, range.allSatisfy({ text[$0].isWordByte })
    {
      return true
    }
    guard form == .bare, look.backslashes > 0 else { return false }
    var at = range.lowerBound
    var letters = 0
    while at < range.upperBound {
      if text[at].isLetter {
        at += 1
      } else if text.has("\\u", at: at), text.end(from: at + 2, limit: 4, while: \.isHexDigit) == at + 6 {
        at += 6
        letters += 1
      } else {
        return false
      }
    }
    return letters > 0
  }

  /// A word of a log with a number behind it, and what it tells: `debug2: channel 2`.
  func isHead(_ look: ValueLook, _ text: ByteView) -> Bool {
    text[range.upperBound] == UInt8(ascii: ":") && text[range.upperBound + 1].isBlank && look.marks == 0
      && look.uppercase == 0 && look.digits <= 2
  }

  /// `runf()`
  func isCall(_ text: ByteView) -> Bool {
    guard text.has("()", at: range.upperBound - 2), range.count > 2 else { return false }
    return (range.lowerBound..<range.upperBound - 2).allSatisfy {
      text[$0].isLetter || text[$0] == 0x5F || text[$0] == UInt8(ascii: ".")
    }
  }

  /// `strict=False`: a name and a word.
  func isArgument(_ text: ByteView) -> Bool {
    let name = text.end(from: range.lowerBound, limit: range.count) { $0.isLetter || $0 == 0x5F }
    guard name > range.lowerBound, name < range.upperBound - 1, text[name] == UInt8(ascii: "=") else {
      return false
    }
    return (name + 1..<range.upperBound).allSatisfy { text[$0].isLetter || text[$0] == 0x5F }
  }

  /// `MasterUsername`, `ResetUrl`: a name of several words, the last of which is of no secret.
  func isNameOfOther(_ text: ByteView) -> Bool {
    SecretName.Words.harmless.holds(
      text.nameWord(before: range.upperBound, floor: range.lowerBound),
      of: text
    )
  }
}
