/// How a value under a structural key has to look to be structure. A key alone proves nothing: whoever sets an attribute or
/// a tag can write anything under it.
enum StructuralShape: UInt8, Sendable, Hashable {
  /// A number of things, or a JSON object of such numbers: `17`, `{"input_tokens": 17}`.
  case count = 1
  /// Any number.
  case number
  /// A name, an id or a version: `gpt-4o-2024-08-06`, `1.26.0`, `"CHAT_MODEL"`.
  case name

  /// No longer value is structure.
  private static let maximumLength = 256
  private static let maximumDigits = 12

  /// Whether the text has the shape. It takes one pass over the bytes.
  func fits(_ text: ByteView) -> Bool {
    guard text.count <= Self.maximumLength else { return false }
    return switch self {
    case .count: Self.isNumber(text, maximumDigits: Self.maximumDigits) || Self.isCounts(text)
    case .number: Self.isNumber(text, maximumDigits: 24)
    case .name: Self.isName(text)
    }
  }

  /// Replaces what redaction has made longer than anybody expects of structure: MLflow's database takes 500 characters of a
  /// span's type.
  static func bound(_ output: inout [UInt8], redactedFrom text: ByteView) {
    guard output.count > max(maximumLength, text.count) else { return }
    let isQuoted = text[0] == UInt8(ascii: "\"") && text[text.count - 1] == UInt8(ascii: "\"")
    output = Array((isQuoted ? "\"<REDACTED>\"" : "<REDACTED>").utf8)
  }

  /// - Parameter maximumDigits: Before the point.
  private static func isNumber(_ text: ByteView, maximumDigits: Int) -> Bool {
    var (digits, isFraction) = (0, false)
    for index in 0..<text.count {
      switch text[index] {
      case UInt8(ascii: "-") where index == 0: break
      case UInt8(ascii: ".") where !isFraction && digits > 0: isFraction = true
      case let byte where byte.isDigit: digits += isFraction ? 0 : 1
      default: return false
      }
    }
    return digits > 0 && digits <= maximumDigits
  }

  /// Words in quotes, each with a number behind it.
  private static func isCounts(_ text: ByteView) -> Bool {
    guard text[0] == UInt8(ascii: "{"), text[text.count - 1] == UInt8(ascii: "}") else { return false }
    var (digits, isFraction, isQuoted) = (0, false, false)
    for index in 1..<(text.count - 1) {
      let byte = text[index]
      if isQuoted {
        guard byte.isAlphanumeric && !byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "\"")
        else { return false }
        isQuoted = byte != UInt8(ascii: "\"")
        // A text for a value has no colon behind it.
        if !isQuoted, text[index + 1] != UInt8(ascii: ":") { return false }
        continue
      }
      switch byte {
      case let byte where byte.isDigit:
        digits += isFraction ? 0 : 1
        guard digits <= maximumDigits else { return false }
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: ","): (digits, isFraction) = (0, false)
      case UInt8(ascii: ":"), UInt8(ascii: " "): break
      default: return false
      }
    }
    return !isQuoted
  }

  /// Parts of letters and digits, none as long as a secret, with marks between them; in quotes, or without.
  private static func isName(_ text: ByteView) -> Bool {
    var (start, end) = (0, text.count)
    if end > 1, text[0] == UInt8(ascii: "\""), text[end - 1] == UInt8(ascii: "\"") {
      (start, end) = (1, end - 1)
    }
    var (part, partDigits, digits, hasLetter, isHexadecimal) = (0, 0, 0, false, true)
    for index in start..<end {
      let byte = text[index]
      if byte.isAlphanumeric {
        part += 1
        if byte.isDigit { partDigits += 1 } else { hasLetter = true }
        isHexadecimal = isHexadecimal && (byte.isDigit || (0x61...0x66).contains(byte))
        guard part <= 16 || isHexadecimal && part <= 64 || partDigits == 0 && part <= 32 else { return false }
      } else {
        guard isMark(byte), partDigits < part || part <= maximumDigits else { return false }
        digits += partDigits
        if byte != UInt8(ascii: "."), digits > 0, !hasLetter { return false }
        (part, partDigits, isHexadecimal) = (0, 0, true)
      }
    }
    guard partDigits < part || part <= maximumDigits else { return false }
    return hasLetter || digits + partDigits <= maximumDigits
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"): true
    default: false
    }
  }
}
