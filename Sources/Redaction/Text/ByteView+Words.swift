extension ByteView {
  /// Whether it is a short word or number, such as `true`, `GET` or `8080`, that no recognizer takes for anything:
  /// every match has a separator, more than six bytes, or five digits at least.
  var isPlainWord: Bool {
    guard count <= 6 else { return false }
    var digits = 0
    for index in 0..<count {
      guard self[index].isAlphanumeric else { return false }
      if self[index].isDigit { digits += 1 }
    }
    return digits < 5
  }

  /// Whether `byte` may be in `range`, or little further on.
  @inline(__always)
  func mayHold(_ byte: UInt8, in range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      if word(at: at).mayHold(byte) != 0 { return true }
      at += 8
    }
    return false
  }

  /// Whether `text` ends at `end`.
  func has(_ text: StaticString, endingAt end: Int) -> Bool {
    has(text, at: end - text.utf8CodeUnitCount)
  }

  /// Whether `text` ends there, ignoring the case of ASCII letters. `text` must be lower case.
  func hasAnyCase(_ text: StaticString, endingAt end: Int) -> Bool {
    hasAnyCase(text, at: end - text.utf8CodeUnitCount)
  }

  /// Where the digits end that begin at `start`, `limit` of them at most. Eight bytes at a time.
  @inline(__always)
  func endOfDigits(_ start: Int, limit: Int = .max) -> Int {
    var count = 0
    while true {
      let others = UInt64.others(than: word(at: start + count).digitLanes)
      count += others.lanesBefore
      if others != 0 || count >= limit { return start + min(count, limit) }
    }
  }

  /// Where the cluster of digits ends that `start` is in; see `Trigger.digits`.
  func endOfDigitCluster(_ start: Int) -> Int {
    var at = endOfDigits(start)
    while let next = nextInCluster(from: at) { at = endOfDigits(next) }
    return at
  }

  /// Starts of the groups of a cluster of digits at `start`: its first digit, and each digit behind a separator.
  ///
  /// A number may follow another one behind a single space, so a recognizer has to try each.
  @inline(__always)
  func forEachGroup(at start: Int, _ body: (Int) -> Int?) -> Int {
    var at = start
    while self[at].isDigit {
      at = body(at) ?? endOfDigits(at)
      guard let next = nextInCluster(from: at) else { return at }
      at = next
    }
    return at
  }

  /// Where a cluster of digits goes on behind its group that ends at `end`: behind a space, a hyphen or a dot, or two
  /// spaces.
  @inline(__always)
  func nextInCluster(from end: Int) -> Int? {
    let joint = self[end]
    guard joint == UInt8(ascii: " ") || joint == UInt8(ascii: "-") || joint == UInt8(ascii: ".") else {
      return nil
    }
    if self[end + 1].isDigit { return end + 1 }
    return joint == UInt8(ascii: " ") && self[end + 1] == joint && self[end + 2].isDigit ? end + 2 : nil
  }

  /// Whether the sign of a number stands before `start`: a hyphen that joins it to nothing.
  func isNegative(at start: Int) -> Bool {
    guard self[start - 1] == UInt8(ascii: "-") else { return false }
    switch self[start - 2] {
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "["),
      UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\t"), 0:
      return true
    default: return false
    }
  }
}
