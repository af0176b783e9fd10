/// What tells four numbers with dots between from an address: a version, an object identifier, the number of a section.
enum VersionContext {
  /// Whether an address may begin at `start`, by the byte before. Behind a word that is joined to it (`seen.10.20.30.40`,
  /// `peer_10.20.30.41`) only what is no version, unless the word is one for addresses.
  static func mayBegin(_ text: ByteView, _ start: Int, _ octets: UInt32) -> Bool {
    let before = text[start - 1]
    guard before == UInt8(ascii: ".") || before == 0x5F else { return !before.isWordByte }
    // `.5.218.5.5`: decimals of a drawing, unless dots stand before them.
    guard text[start - 2].isWordByte else { return before != 0x5F && text[start - 2] == UInt8(ascii: ".") }
    let run = text.start(before: start - 1, floor: max(0, start - 33)) { $0.isAlphanumeric }
    guard run < start - 1, text[run].isLetter, text[run - 1] != UInt8(ascii: ".") || !text[run - 2].isDigit
    else { return false }
    let word = run..<text.end(from: run, limit: start - run) { $0.isLetter }
    if addressWords.contains(text, word) { return true }
    guard text[start - 2].isLetter || before == 0x5F else { return false }
    return !isSmall(octets) && !versionWords.contains(text, word) && !libraries.contains(text, word)
      && !products.contains(text, word)
  }

  /// Whether what looks like an address is none, by the bytes right beside it and the words before it.
  static func isVersion(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    let (before, after) = (text[range.lowerBound - 1], text[range.upperBound])
    if before == UInt8(ascii: "@"), isOfLogin(text, range) { return false }
    // A port or a length of a prefix: nothing else is written so.
    if after == UInt8(ascii: ":") || after == UInt8(ascii: "/"), text[range.upperBound + 1].isDigit,
      !isProduct(text, range, octets)
    {
      return false
    }
    if before == UInt8(ascii: "~") || before == UInt8(ascii: "^") { return true }
    if after == UInt8(ascii: "~") || after == UInt8(ascii: "+") || after == UInt8(ascii: "^") { return true }
    if isProduct(text, range, octets) || isPackage(text, range, octets) { return true }
    if isStep(text, range, octets) || isLow(octets) && isPinned(text, range)
      || isSmall(octets) && isSmallVersion(text, range)
    {
      return true
    }
    switch words(text, before: range.lowerBound, octets) {
    case .address: return false
    case .version: return true
    case nil:
      return isIdentifier(octets) || isSection(text, range, octets)
        || isLow(octets) && isReleased(text, range)
        || isSmall(octets)
          && (isFollowedAsVersion(text, range)
            || !isMarked(text, range, octets) && !isSaidToBeOne(text, range, octets))
    }
  }

  /// `ssh root@8.8.8.8`, `otto@1.2.3.4:/tmp`: who logs in where, and no package.
  private static func isOfLogin(_ text: ByteView, _ range: Range<Int>) -> Bool {
    if text[range.upperBound] == UInt8(ascii: ":"),
      [UInt8(ascii: "/"), UInt8(ascii: "~"), UInt8(ascii: ".")].contains(text[range.upperBound + 1])
    {
      return true
    }
    let name = text.start(before: range.lowerBound - 1, floor: max(0, range.lowerBound - 33)) {
      $0.isTokenByte
    }
    if users.contains(text, name..<range.lowerBound - 1) { return true }
    var walk = WordWalk(text, before: name, reach: 64)
    for _ in 0..<6 {
      guard let word = walk.next() else { return false }
      if logins.contains(text, word) { return true }
    }
    return false
  }

  /// The second number of `openssl 1.1.1.23 -> 3.0.0.11`: a word stands before the first, which is no word for addresses,
  /// and both may be versions.
  private static func isStep(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    guard octets >> 24 <= 31, !IPv4Recognizer.isPrivate(octets), text[range.lowerBound - 1] == 0x20 else {
      return false
    }
    let arrow = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - 4)) { $0 == 0x20 }
    let joint: Int
    if text.has("->", at: arrow - 2) || text.has("=>", at: arrow - 2) {
      joint = arrow - 2
    } else if text.has("→", at: arrow - 3) || text.has("⇒", at: arrow - 3) {
      joint = arrow - 3
    } else {
      return false
    }
    let end = text.start(before: joint, floor: max(0, joint - 4)) { $0 == 0x20 }
    let start = text.start(before: end, floor: max(0, end - 16)) { $0.isDigit || $0 == UInt8(ascii: ".") }
    guard text[start].isDigit, (start..<end).contains(where: { text[$0] == UInt8(ascii: ".") }) else {
      return false
    }
    if let (last, first) = IPv4Recognizer.read(text, from: start), last == end {
      guard isSmall(first), isSmall(octets) else { return false }
    }
    var walk = WordWalk(text, before: start, reach: 40)
    guard let word = walk.next(), text[word.lowerBound].isLetter, start - word.upperBound <= 4 else {
      return false
    }
    return !addressWords.contains(text, word)
  }

  /// `Chrome/98.0.47.89`, `nginx/1.21.6.1`; but Java writes an address as `host/10.1.2.3`, and a path may hold one.
  private static func isProduct(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    guard text[range.lowerBound - 1] == UInt8(ascii: "/") else { return false }
    let end = range.lowerBound - 1
    let start = text.start(before: end, floor: max(0, end - 32)) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
    guard start < end, text[start - 1] != UInt8(ascii: "/"), text[end - 1].isAlphanumeric else {
      return false
    }
    if text.has(".0.0.0", at: range.upperBound - 6) { return true }
    guard !IPv4Recognizer.isPrivate(octets) else { return false }
    if products.contains(text, start..<end) { return true }
    // Names of machines have small letters; of products, the first is a capital and the rest is no number.
    return text[start].isUppercase && text[start + 1].isLowercase && octets >> 24 < 160
  }

  /// `libfoo-1.2.3.4`, `foo-1.2.3.4.tar.gz`, `1.2.3.4-1ubuntu2`, `1.2.3.4-beta`, `foo@1.2.3.4`, `foo==1.2.3.4`.
  private static func isPackage(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    guard !IPv4Recognizer.isPrivate(octets) else { return false }
    let (start, end) = (range.lowerBound, range.upperBound)
    let isSmall = octets >> 24 < 100
    if text[end] == UInt8(ascii: "-"), isSmall {
      // A range of addresses goes on with another one.
      if text[end + 1].isLetter { return true }
      let digits = text.end(from: end + 1, limit: 4) { $0.isDigit }
      let isAddress = text[digits] == UInt8(ascii: ".") && text[digits + 1].isDigit
      if digits > end + 1, !isAddress, octets & 255 < 100, octets >> 24 < 30 { return true }
    }
    if text[end] == UInt8(ascii: "."), text[end + 1].isLetter {
      let word = (end + 1)..<text.end(from: end + 1, limit: 8) { $0.isAlphanumeric }
      if archives.contains(text, word) { return true }
    }
    switch text[start - 1] {
    case UInt8(ascii: "-"):
      let name = text.start(before: start - 1, floor: max(0, start - 40)) { $0.isTokenByte }
      guard isSmall, text[start - 2].isAlphanumeric,
        (name..<(start - 1)).contains(where: { text[$0].isLetter })
      else {
        return false
      }
      return !addressWords.contains(text, lastWord(text, name..<(start - 1)))
    case UInt8(ascii: "="), UInt8(ascii: "@"):
      // Where the text begins with it, nothing is pinned.
      guard start >= 2 else { return false }
      let isPinned =
        text[start - 1] == UInt8(ascii: "@")
        || [UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "~")].contains(
          text[start - 2]
        )
      return isSmall && isPinned && text[start - 2] != UInt8(ascii: " ")
        && !addressWords.contains(text, lastWord(text, max(0, start - 24)..<(start - 2)))
    default: return false
    }
  }

  private static func lastWord(_ text: ByteView, _ range: Range<Int>) -> Range<Int> {
    text.start(before: range.upperBound, floor: range.lowerBound) { $0.isLetter }..<range.upperBound
  }

  private enum Verdict { case address, version }

  /// What the nearest of six words before says. Numbers count as one word, whatever dots they have.
  private static func words(_ text: ByteView, before start: Int, _ octets: UInt32) -> Verdict? {
    var walk = WordWalk(text, before: start, reach: 96)
    var place = 0
    var others = 0
    var last = start
    while place < 6, let word = walk.next() {
      let gap = word.upperBound..<last
      last = word.lowerBound
      guard place == 0 || !gap.contains(where: { text[$0] == UInt8(ascii: "\n") }) else { return nil }
      if text[word.lowerBound].isDigit {
        if gap.count != 1 || text[word.upperBound] != UInt8(ascii: ".") { place += 1 }
        continue
      }
      if addressWords.contains(text, word), !isMacro(text, word) { return .address }
      if place == 0, IPv4Recognizer.isPrivate(octets) {
        if places.contains(text, word) { return .address }
        if directions.contains(text, word), !isStepped(walk, behind: word, text) { return .address }
      }
      if place == 0, octets >> 24 <= 2, text.hasAnyCase("identifier", endingAt: word.upperBound) {
        return .version
      }
      if versionWords.contains(text, word) || isStandard(text, word) {
        if place == 0, isVariable(text, word, octets) { return .address }
        // "versions mirror at 203.0.113.9": no version begins so high.
        if place > 0, octets >> 24 >= 128 { continue }
        // `build agent 8.8.8.8`: what everybody knows to be an address is a version only right behind a word for one.
        if place > 0, isKnown(octets) { continue }
        // `DHCP release 8.8.8.8` gives an address back.
        if doubtful.contains(text, word), let other = walk.next(),
          text.hasAnyCase("dhcp", endingAt: other.upperBound)
        {
          return .address
        }
        return verdict(text, word, octets)
      }
      // Further words count only behind what joins them to the number: "upgraded V8 from 4.2.77.18 to ...".
      if farWords.contains(text, word), octets >> 24 < 100 {
        // The tenth version of a program, where it goes from one to the next.
        let isTenth =
          place > 0 && octets >> 24 == 10 && steps.contains(text, word) && octets & 0xFF80_8080 == 0x0A00_0000
        if isTenth || !IPv4Recognizer.isPrivate(octets) { return .version }
      }
      let isJoined = gap.count == 1 && text[gap.lowerBound] == UInt8(ascii: "-")
      if place >= 1, !isJoined, !joining.contains(text, word), word.count > 3 { others += 1 }
      guard others <= 1 else { return nil }
      place += 1
    }
    return nil
  }

  /// Servers of names that everybody knows.
  private static func isKnown(_ octets: UInt32) -> Bool {
    [0x0808_0808, 0x0808_0404, 0x0101_0101, 0x0100_0001, 0x0909_0909].contains(octets)
  }

  /// Whether one of the words before `from` or `to` says that one version takes the place of another, or the other one is
  /// there: `from 10.1.2.3 to 10.1.2.4`.
  private static func isStepped(_ walk: WordWalk, behind direction: Range<Int>, _ text: ByteView) -> Bool {
    var walk = walk
    for place in 0..<5 {
      guard let word = walk.next() else { return false }
      if place == 0, text.hasAnyCase("to", at: direction.lowerBound), text[word.lowerBound].isDigit {
        return true
      }
      if farWords.contains(text, word) || changes.contains(text, word) { return true }
    }
    return false
  }

  /// `.IP` of a manual's page, which begins a paragraph, and `Node.js`.
  private static func isMacro(_ text: ByteView, _ word: Range<Int>) -> Bool {
    if text.has(".js", at: word.upperBound) { return true }
    guard text[word.lowerBound - 1] == UInt8(ascii: "."), text.has("IP", at: word.lowerBound) else {
      return false
    }
    return word.lowerBound == 1 || text[word.lowerBound - 2] == UInt8(ascii: "\n")
  }

  /// `v=192.168.0.31`: a variable, where no version begins so. Behind the mark of a query `v=10.2.3.4` is one.
  private static func isVariable(_ text: ByteView, _ word: Range<Int>, _ octets: UInt32) -> Bool {
    guard word.count == 1, text[word.upperBound] == UInt8(ascii: "="), IPv4Recognizer.isPrivate(octets) else {
      return false
    }
    let before = text[word.lowerBound - 1]
    return octets >> 24 > 100 || before != UInt8(ascii: "?") && before != UInt8(ascii: "&")
  }

  /// `rfc4880`
  private static func isStandard(_ text: ByteView, _ word: Range<Int>) -> Bool {
    word.count > 3 && text.hasAnyCase("rfc", at: word.lowerBound) && text[word.lowerBound + 3].isDigit
  }

  /// "release" and "build" are of versions, but a lease of an address is released, too.
  private static func verdict(_ text: ByteView, _ word: Range<Int>, _ octets: UInt32) -> Verdict? {
    guard doubtful.contains(text, word) else { return .version }
    let isLarge = octets >> 24 >= 100 || IPv4Recognizer.isPrivate(octets)
    return isLarge ? .address : .version
  }

  /// Whether a version may begin so.
  private static func isLow(_ octets: UInt32) -> Bool { octets >> 24 < 128 }

  /// Whether it reads as a version more often than as an address: the first number is small, the others have two digits
  /// at most. Not those that people know by heart, `8.8.8.8` and `1.1.1.1`.
  private static func isSmall(_ octets: UInt32) -> Bool {
    let isRepeated = octets == (octets & 255) &* 0x0101_0101
    guard !isRepeated, octets != 0x0808_0404, octets != 0x0100_0001, !IPv4Recognizer.isPrivate(octets) else {
      return false
    }
    return octets >> 24 <= 31 && octets >> 16 & 255 < 100 && octets >> 8 & 255 < 100 && octets & 255 < 100
  }
}
