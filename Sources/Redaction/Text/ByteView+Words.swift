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

  /// Whether `text` ends at `end`.
  func has(_ text: StaticString, endingAt end: Int) -> Bool {
    has(text, at: end - text.utf8CodeUnitCount)
  }

  /// The same without regard to the case of ASCII letters; `text` must be lower case.
  func hasAnyCase(_ text: StaticString, endingAt end: Int) -> Bool {
    hasAnyCase(text, at: end - text.utf8CodeUnitCount)
  }

  /// Where the cluster of digits ends that `start` is in; see `Trigger.digits`. Eight bytes at a time.
  func endOfDigitCluster(_ start: Int) -> Int {
    var at = start
    while true {
      // Digits differ from `0` in the low half of a byte, and by less than ten.
      let word = word(at: at) ^ 0x3030_3030_3030_3030
      let others = (word | (word & 0x0F0F_0F0F_0F0F_0F0F) &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
      at += others == 0 ? 8 : others.trailingZeroBitCount / 8
      if others == 0 { continue }
      guard let next = nextInCluster(from: at) else { return at }
      at = next
    }
  }

  /// Starts of the groups of a cluster of digits at `start`: its first digit, and each digit behind a separator.
  ///
  /// A number may follow another one behind a single space, so a recognizer has to try each.
  func forEachGroup(at start: Int, _ body: (Int) -> Int?) -> Int {
    var at = start
    while self[at].isDigit {
      if let end = body(at) {
        at = end
      } else {
        at = end(from: at) { $0.isDigit }
      }
      guard let next = nextInCluster(from: at) else { return at }
      at = next
    }
    return at
  }

  /// Where a cluster of digits goes on behind its group that ends at `end`: behind a space, a hyphen or a dot, or two
  /// spaces.
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
