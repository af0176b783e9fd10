/// The numbers of stand-ins that are keys of one map: `<EMAIL_ADDRESS_2>`, `[REDACTED_2]`, `***_2`.
///
/// A number stands behind the name of a stand-in, otherwise in front of the bracket that closes the text, otherwise at
/// its end. It is short enough not to be taken for a value.
enum StandInNumber {
  /// More keys than this no map of ours has, and no recognizer finds so few digits.
  static let maximumDigits = 7

  /// The text with a number in it.
  static func numbered(_ text: [UInt8], at offset: Int, _ number: Int) -> [UInt8] {
    Array(text[..<offset]) + Array("_\(number)".utf8) + text[offset...]
  }

  /// Where a number belongs in a stand-in, which may be escaped for JSON.
  static func offset(in standIn: Span<UInt8>) -> Int {
    var start = standIn.count
    while start > 0 {
      start -= 1
      guard standIn[start] == UInt8(ascii: "<") else { continue }
      if let parts = StandIn.parts(in: standIn, from: start) { return parts.name.upperBound }
      break
    }
    return offsetAtEnd(of: standIn)
  }

  /// Where a number goes: before a closing bracket and the quotation marks behind it, or at the end.
  static func offsetAtEnd(of text: Span<UInt8>) -> Int {
    var end = text.count
    while end > 0, text[end - 1] == UInt8(ascii: "\"") || text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    guard end > 0 else { return text.count }
    switch text[end - 1] {
    case UInt8(ascii: ">"), UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): return end - 1
    default: return end
    }
  }

  /// The end of a name without its number, for a name with one.
  static func endOfUnnumbered(_ name: Span<UInt8>) -> Int? {
    var start = name.count
    while start > 0, ASCII.decimalDigit(name[start - 1]) != nil { start -= 1 }
    let digits = name.count - start
    guard digits > 0, digits <= maximumDigits, start > 1, name[start - 1] == UInt8(ascii: "_"),
      name[start] != UInt8(ascii: "0"), digits > 1 || name[start] != UInt8(ascii: "1")
    else { return nil }
    return start - 1
  }
}
