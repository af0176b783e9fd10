// What the scanner looks for: the cheapest thing that every token of a form has.
extension TokenForm {
  /// Letters and digits in a row that are looked for anyway.
  static let longRun = 23
  /// Digits in a row that are looked for anyway.
  static let longNumber = 7

  var trigger: Trigger {
    if isFoundAsNumber { return .digits(atLeast: Self.longNumber) }
    guard case .text(let bytes) = parts[anchor], !isFoundAsRun else {
      return .alphanumerics(atLeast: Self.longRun)
    }
    let text = String(decoding: bytes.prefix(8), as: UTF8.self)
    return isLongWord && beginsAWord ? .prefix(text) : .literal(text)
  }

  /// Whether it begins with a fixed text too short for the scanner, or with none.
  var isFoundAsRun: Bool {
    guard case .text(let bytes) = parts[anchor] else { return true }
    return bytes.count < 3 && bytes.allSatisfy(\.isAlphanumeric)
  }

  /// How many letters and digits in a row it begins with, where it is found as a run.
  var lengthsOfRun: ClosedRange<Int> {
    var (lower, upper) = (0, 0)
    for part in parts[anchor...] {
      let lengths = part.isOfRun ? part.lengths : part.lengthOfRun...part.lengthOfRun
      lower += lengths.lowerBound
      upper += lengths.upperBound
      if !part.isOfRun { break }
    }
    return lower...upper
  }

  /// Whether as many bytes as a prefix needs belong to one word, however long each run is.
  private var isLongWord: Bool {
    var count = 0
    for part in parts[anchor...] {
      switch part {
      case .text(let bytes):
        let end = bytes.firstIndex { !TokenAlphabet.ofPrefixes.contains($0) }
        count += end ?? bytes.count
        if end != nil { return count >= Self.prefixedLength }
      case .run(let alphabet, let lengths):
        guard alphabet.isWithin(.ofPrefixes) else { return count >= Self.prefixedLength }
        count += lengths.lowerBound
      }
      if count >= Self.prefixedLength { return true }
    }
    return false
  }

  /// Whether no letter or digit stands before the anchor.
  private var beginsAWord: Bool {
    guard case .text(let bytes) = parts[anchor], bytes[0].isAlphanumeric, bytes.count > 2 else {
      return false
    }
    guard anchor > 0 else { return true }
    guard case .text(let before) = parts[anchor - 1], let last = before.last else { return false }
    return !last.isAlphanumeric
  }

  /// `CSCANNER_PREFIXED_LENGTH`.
  private static let prefixedLength = 23
}
