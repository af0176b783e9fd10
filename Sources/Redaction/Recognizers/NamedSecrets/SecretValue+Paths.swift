// Paths, which stay, and keys that look like one.
extension SecretValue {
  /// The working directory is `PWD`, and files hold passwords.
  func isPath(_ text: ByteView) -> Bool {
    let first = text[range.lowerBound]
    let second = text[range.lowerBound + 1]
    if first == UInt8(ascii: "/") || first == UInt8(ascii: "~") || first == UInt8(ascii: ".") {
      guard
        second == UInt8(ascii: "/") || second == UInt8(ascii: ".") || second.isLetter
          || second == UInt8(ascii: "_")
          || range.count == 1
      else { return false }
      if first == UInt8(ascii: "/"), isBase64(text, atLeast: 22) { return false }
      // `~tilde9x`
      let isPlain = range.dropFirst().allSatisfy { text[$0].isAlphanumeric }
      return !isPlain || !text.endsInDigits(range)
    }
    return first.isLetter && second == UInt8(ascii: ":")
      && (text[range.lowerBound + 2] == UInt8(ascii: "\\") || text[range.lowerBound + 2] == UInt8(ascii: "/"))
  }

  /// A key in Base64: one in 64 begins with a slash. Capitals, small letters and digits take turns in it as at random, and
  /// it has few slashes: 0.64 of its neighbours are of different kinds on average, with a deviation of 0.1 for 16 bytes.
  func isBase64(_ text: ByteView, atLeast: Int) -> Bool {
    let bytes = text.start(before: range.upperBound, floor: max(range.lowerBound, range.upperBound - 2)) {
      $0 == UInt8(ascii: "=")
    }
    guard (atLeast...SecretValue.preview).contains(bytes - range.lowerBound) else { return false }
    var (uppercase, lowercase, digits, slashes, turns) = (0, 0, 0, 0, 0)
    var before = 0
    for index in range.lowerBound..<bytes {
      let kind: Int
      switch text[index] {
      case let byte where byte.isUppercase: (kind, uppercase) = (1, uppercase + 1)
      case let byte where byte.isLowercase: (kind, lowercase) = (2, lowercase + 1)
      case let byte where byte.isDigit: (kind, digits) = (3, digits + 1)
      case UInt8(ascii: "/"): (kind, slashes) = (4, slashes + 1)
      case UInt8(ascii: "+"): kind = 5
      default: return false
      }
      if kind != before { turns += 1 }
      before = kind
    }
    let count = bytes - range.lowerBound
    return uppercase > 2 && lowercase > 2 && digits > 0 && 16 * (slashes - 1) <= count
      && 100 * turns >= 45 * count
  }
}

extension ByteView {
  /// Whether two digits are in its last three characters, or one with a letter behind it.
  fileprivate func endsInDigits(_ range: Range<Int>) -> Bool {
    guard range.count >= 6 else { return false }
    let digits = range.suffix(4).filter { self[$0].isDigit }
    return digits.count >= 2 || (digits.count == 1 && !self[range.upperBound - 1].isDigit)
  }
}
