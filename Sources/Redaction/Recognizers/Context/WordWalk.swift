/// The words in front of a place in a text, the nearest first.
///
/// Words end at anything but letters and digits, and where a small letter is followed by a capital: `customerSSN` and
/// `customer_ssn` hold `ssn`. A stand-in is no word, nor are those in its name.
struct WordWalk {
  private let text: ByteView
  private let first: Int
  private let floor: Int
  /// Where the word begins that was taken last.
  private(set) var at: Int

  /// - Parameter reach: How many bytes are looked at.
  init(_ text: ByteView, before end: Int, reach: Int = 128) {
    self.text = text
    first = end
    at = end
    floor = max(0, end - reach)
  }

  /// The next word, or nil. What stands between it and the one before is what lies between its end and `at`.
  mutating func next() -> Range<Int>? {
    let end = endOfNext()
    var start = end
    while start > floor {
      let word = text.word(at: start - 8)
      // Letters and digits up to a small one with a capital behind it, which may be the first byte of those before.
      var capitals = word.uppercaseLanes >> 8
      if start < end, text[start].isUppercase { capitals |= 1 << 63 }
      let stops = UInt64.others(than: word.alphanumericLanes) | word.lowercaseLanes & capitals
      start = max(floor, start - stops.lanesBehind)
      if stops == 0 { continue }
      guard start > floor, text[start - 1].isNonASCII,
        let letter = text.letterStart(before: start, floor: floor)
      else { break }
      start = letter
    }
    at = start
    return start < end ? start..<end : nil
  }

  /// Where the next word ends, or the floor.
  @inline(__always)
  private func endOfNext() -> Int {
    var end = at
    if end > floor, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
    while end > floor, !text[end - 1].isAlphanumeric {
      let word = text.word(at: end - 8)
      let stops = word.alphanumericLanes | word.beyondASCII | word.mayHold(UInt8(ascii: ">"))
      end -= stops.lanesBehind
      guard end > floor, stops != 0, !text[end - 1].isAlphanumeric else { continue }
      if text[end - 1].isNonASCII, text.letterStart(before: end, floor: floor) != nil { return end }
      let isMark = text[end - 1] == UInt8(ascii: ">") && end < first
      end = (isMark ? startOfStandIn(endingAt: end) : nil) ?? end - 1
    }
    return max(end, floor)
  }

  /// What was redacted earlier is no context: the name in `<PHONE_NUMBER>, 2065551234` says nothing of the number
  /// behind it. One that a value follows at once is not stepped over, for it may be the tag of an XML document.
  @inline(never)
  private func startOfStandIn(endingAt end: Int) -> Int? {
    guard text[end - 1] == UInt8(ascii: ">") else { return nil }
    let start =
      text.start(before: end - 1, floor: floor) { $0.isTokenByte || $0 == UInt8(ascii: ":") } - 1
    guard start >= floor, StandIn.parts(in: text.unsafeBytes.span, from: start)?.end == end else {
      return nil
    }
    return start
  }
}

extension ByteView {
  /// Where the letter or digit begins that ends at `end`; nil when something else does. Outside of ASCII, scripts
  /// that put spaces between words have letters; ideographs, punctuation and symbols separate words.
  func letterStart(before end: Int, floor: Int) -> Int? {
    guard end > floor else { return nil }
    let byte = self[end - 1]
    if byte.isAlphanumeric { return end - 1 }
    guard byte.isNonASCII else { return nil }
    let lead = start(before: end, floor: max(floor, end - 3)) { $0 & 0xC0 == 0x80 } - 1
    // Of the Latin-1 block the letters only, then all alphabets up to Georgian and its neighbours.
    return lead >= floor && 0xC3...0xE1 ~= self[lead] ? lead : nil
  }

  /// Whether a part holds `word`, in lower case, anywhere. The case of ASCII letters does not count.
  func holds(_ word: StaticString, in range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at + word.utf8CodeUnitCount <= range.upperBound {
      if hasAnyCase(word, at: at) { return true }
      at += 1
    }
    return false
  }
}
