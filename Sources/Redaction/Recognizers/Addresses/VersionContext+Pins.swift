// What is written of versions alone, whatever numbers they have: these count for private addresses, too.
extension VersionContext {
  /// `foo>=10.2.3.4`, `x-10.2.3.4.jar`, `10.2.3.4 has been released`, `fw=10.2.3.4`, `node_modules/x/10.2.3.4`.
  static func isPinned(_ text: ByteView, _ range: Range<Int>) -> Bool {
    isCompared(text, range.lowerBound) || isFile(text, range) || isInFolderOfPackages(text, range.lowerBound)
      || isKeyed(text, range.lowerBound)
      || isOfImage(text, range.lowerBound)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") }
  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// Whether it is behind an operator that compares versions, without a word for addresses before it.
  private static func isCompared(_ text: ByteView, _ start: Int) -> Bool {
    var at = text.start(before: start, floor: max(0, start - 2)) { isBlank($0) }
    let marks = text.start(before: at, floor: max(0, at - 2)) {
      $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "~")
        || $0 == UInt8(ascii: "!")
    }
    switch at - marks {
    case 2:
      // `=>` is an arrow, `<<` and `>>` are shifts, and code compares addresses with blanks round `==`.
      let isOrder = text[marks] != text[at - 1] && text[marks] != UInt8(ascii: "!")
      guard isOrder ? !text.has("=>", at: marks) : text[at - 1] == UInt8(ascii: "=") && at == start else {
        return false
      }
    case 1:
      guard text[marks] == UInt8(ascii: "<"), marks == start - 1 else { return false }
    default: return false
    }
    at = text.start(before: marks, floor: max(0, marks - 3)) { isBlank($0) || $0 == UInt8(ascii: "(") }
    let word = text.start(before: at, floor: max(0, at - 32)) { $0.isLetter }..<at
    if word.isEmpty { return marks != start - 1 && text[at - 1] != UInt8(ascii: ">") }
    return !addressWords.contains(text, word)
  }

  /// `10.2.3.4 has been released`, `10.2.3.4 is the newest`, `## 10.2.3.4 (2026-01-01)`, `= 10.2.3.4 =`, `12.34.56.78%`.
  static func isReleased(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let end = range.upperBound
    if text[end] == UInt8(ascii: "%") { return !text[end + 1].isAlphanumeric }
    guard text[end] == UInt8(ascii: " ") else { return false }
    if text.has(" =", at: end), text.has("= ", endingAt: range.lowerBound) {
      let after = text.end(from: end + 1, limit: 6) { $0 == UInt8(ascii: "=") }
      return text.endsLine(after)
    }
    if text[end + 1] == UInt8(ascii: "(") || text.has(" / ", at: end) {
      let year = text[end + 1] == UInt8(ascii: "(") ? end + 2 : end + 3
      return (text.has("19", at: year) || text.has("20", at: year)) && text[year + 4] == UInt8(ascii: "-")
        && text[year + 5].isDigit
    }
    let words: [StaticString] = [
      " has been released", " was released", " is released", " released on", " released in", " is the newest",
      " is the latest",
      " is the current version", " has been deprecated", " is deprecated",
    ]
    return words.contains { text.hasAnyCase($0, at: end) && !text[end + $0.utf8CodeUnitCount].isWordByte }
  }

  /// `x-10.2.3.4.jar`, `x-10.2.3.4.min.js`, `foo-10.2.3.4/lib`.
  private static func isFile(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let (start, end) = (range.lowerBound, range.upperBound)
    let isNamed = text[start - 1] == UInt8(ascii: "-") && text[start - 2].isAlphanumeric
    let isOfPackage =
      text[start - 1] == UInt8(ascii: "@") && text[start - 2].isAlphanumeric
      && text[text.start(before: start - 1, floor: max(0, start - 33)) { $0.isTokenByte } - 1]
        == UInt8(ascii: "/")
    guard isNamed || isOfPackage else { return false }
    switch text[end] {
    case UInt8(ascii: "."):
      let word = (end + 1)..<text.end(from: end + 1, limit: 8) { $0.isAlphanumeric }
      return archives.contains(text, word) || text.has("min.", at: end + 1)
    case UInt8(ascii: "/"):
      let word = (end + 1)..<text.end(from: end + 1, limit: 9) { $0.isAlphanumeric }
      return isOfPackage || text[word.upperBound] != UInt8(ascii: ".") && folders.contains(text, word)
    default: return false
    }
  }

  private static let folders = WordSet([
    "lib", "lib64", "bin", "src", "include", "share", "doc", "docs", "dist",
  ])

  /// `node_modules/x/10.2.3.4`, `lib/foo/10.2.3.4/x`.
  private static func isInFolderOfPackages(_ text: ByteView, _ start: Int) -> Bool {
    guard text[start - 1] == UInt8(ascii: "/") else { return false }
    let name = text.start(before: start - 1, floor: max(0, start - 49)) {
      $0.isTokenByte || $0 == UInt8(ascii: ".")
    }
    guard name < start - 1, text[name - 1] == UInt8(ascii: "/") else { return false }
    let folder = text.start(before: name - 1, floor: max(0, name - 17)) { $0.isAlphanumeric || $0 == 0x5F }
    return packages.contains(text, folder..<(name - 1))
  }

  private static let packages = WordSet([
    "node_modules", "lib", "lib64", "libs", "opt", "vendor", "gems", "packages", "pkg", "cellar", "modules",
    "plugins",
    "releases", "versions", "archive", "dist",
  ])

  /// The word before is one for a version where it is a key: `build#10.2.3.4`, `"driver": "10.2.3.4"`; or in any case.
  private static func isKeyed(_ text: ByteView, _ start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 32)
    guard var word = walk.next(), text[word.lowerBound].isLetter, start - word.upperBound <= 5 else {
      return false
    }
    let gap = word.upperBound..<start
    guard gap.allSatisfy({ isJoint(text[$0]) }) else { return false }
    let isKey = gap.contains {
      text[$0] == UInt8(ascii: ":") || text[$0] == UInt8(ascii: "=") || text[$0] == UInt8(ascii: "#")
    }
    let isNumbered = numberings.contains(text, word)
    if isNumbered, let owner = walk.next(), word.lowerBound - owner.upperBound <= 1 { word = owner }
    return versionNames.contains(text, word) || (isKey || isNumbered) && versionKeys.contains(text, word)
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    isBlank(byte) || isQuote(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=")
      || byte == UInt8(ascii: "#")
  }

  private static let numberings = WordSet(["number", "no", "nr", "id", "level"])
  private static let versionNames = WordSet([
    "bios", "fw", "beta", "alpha", "rc", "edition", "dss", "checkout", "buildnumber", "changelog",
  ])
  private static let versionKeys = WordSet([
    "build", "release", "current", "latest", "installed", "driver", "engine", "package", "dependency", "sdk",
    "runtime",
    "tag", "api", "plugin", "library", "software", "microcode", "bootloader", "uefi", "ec",
  ])

  /// `image: nginx:10.2.3.4`, `compile "a:b:10.2.3.4"`, `gem 'foo', '10.2.3.4'`.
  private static func isOfImage(_ text: ByteView, _ start: Int) -> Bool {
    let isTag = text[start - 1] == UInt8(ascii: ":") && text[start - 2].isAlphanumeric
    let isListed = isQuote(text[start - 1]) && text.has(", ", endingAt: start - 1) && isQuote(text[start - 4])
    guard isTag || isListed else { return false }
    var walk = WordWalk(text, before: start, reach: 80)
    for _ in 0..<6 {
      guard let word = walk.next() else { return false }
      if (isTag ? imageWords : listWords).contains(text, word) { return true }
    }
    return false
  }

  private static let imageWords = WordSet([
    "image", "images", "docker", "pull", "podman", "compile", "implementation", "testcompile", "runtimeonly",
    "compileonly", "testimplementation", "classpath", "api", "mvn", "gradle",
  ])
  private static let listWords = WordSet(["gem", "dependency"])

  // What is written of versions more often than of addresses with small numbers.

  /// `nginx:7.0.8.4`, `foo/7.0.8.4 bar/2.0`, `/x/7.0.8.4/`, `introduced by 7.0.8.4`.
  static func isSmallVersion(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    switch text[start - 1] {
    case UInt8(ascii: ":"):
      let name = text.start(before: start - 1, floor: max(0, start - 33)) { $0.isAlphanumeric }
      guard name < start - 1, text[name].isLetter else { return false }
      let word = text.start(before: start - 1, floor: name) { $0.isLetter }..<(start - 1)
      return !addressWords.contains(text, word) && !ends.contains(text, word) && !text.has("//", at: name - 2)
    case UInt8(ascii: "/"):
      let name = text.start(before: start - 1, floor: max(0, start - 49)) { $0.isTokenByte }
      // Java writes an address behind the name of its host, which has dots.
      return name < start - 1 && text[name].isLetter && text[name - 1] != UInt8(ascii: ".")
        && !addressWords.contains(text, name..<(start - 1))
    case UInt8(ascii: " "):
      let words: [StaticString] = [
        "introduced by ", "introduced in ", "fixed by ", "superseded by ", "replaced by ", "now at ",
        "pinned at ",
        "stays at ", "still at ", "currently at ", "sql server ",
      ]
      return words.contains { text.hasAnyCase($0, endingAt: start) }
    default: return false
    }
  }

  /// Words that are joined to addresses and are none for themselves.
  private static let ends = WordSet([
    "from", "to", "by", "http", "https", "tcp", "udp", "ssh", "at", "via", "ffff",
  ])
}
