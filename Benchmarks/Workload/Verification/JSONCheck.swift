/// Tells whether bytes are one JSON document, as RFC 8259 has it.
public enum JSONCheck {
  /// Documents nested deeper than this are refused.
  public static let maximumDepth = 200

  public static func isValid(_ bytes: Span<UInt8>, in range: Range<Int>) -> Bool {
    var parser = Parser(position: range.lowerBound, end: range.upperBound)
    return parser.value(bytes, depth: 0) && parser.isAtEnd(bytes)
  }

  public static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return isValid(bytes.span, in: 0..<bytes.count)
  }
}

/// A recursive-descent parser that keeps nothing of what it reads.
private struct Parser {
  var position: Int
  let end: Int

  mutating func isAtEnd(_ bytes: Span<UInt8>) -> Bool {
    peek(bytes) == nil
  }

  mutating func value(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard depth < JSONCheck.maximumDepth, let first = peek(bytes) else { return false }
    switch first {
    case UInt8(ascii: "\""): return string(bytes)
    case UInt8(ascii: "{"): return members(bytes, until: UInt8(ascii: "}"), named: true, depth: depth)
    case UInt8(ascii: "["): return members(bytes, until: UInt8(ascii: "]"), named: false, depth: depth)
    case UInt8(ascii: "t"): return literal(bytes, "true")
    case UInt8(ascii: "f"): return literal(bytes, "false")
    case UInt8(ascii: "n"): return literal(bytes, "null")
    default: return number(bytes)
    }
  }

  /// The first byte that is no white space, which is not consumed.
  private mutating func peek(_ bytes: Span<UInt8>) -> UInt8? {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case let byte: return byte
      }
    }
    return nil
  }

  private mutating func members(_ bytes: Span<UInt8>, until close: UInt8, named: Bool, depth: Int) -> Bool {
    position += 1
    if peek(bytes) == close {
      position += 1
      return true
    }
    while true {
      if named {
        guard peek(bytes) == UInt8(ascii: "\""), string(bytes), peek(bytes) == UInt8(ascii: ":") else {
          return false
        }
        position += 1
      }
      guard value(bytes, depth: depth + 1), let next = peek(bytes) else { return false }
      position += 1
      if next == close { return true }
      guard next == UInt8(ascii: ",") else { return false }
    }
  }

  private mutating func string(_ bytes: Span<UInt8>) -> Bool {
    position += 1
    while position < end {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard escape(bytes) else { return false }
      case 0..<0x20: return false
      default: break
      }
    }
    return false
  }

  private mutating func escape(_ bytes: Span<UInt8>) -> Bool {
    guard position < end else { return false }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "u"):
      guard end - position >= 4 else { return false }
      for offset in 0..<4 where Unicode.Scalar(bytes[position + offset]).properties.isASCIIHexDigit == false {
        return false
      }
      position += 4
      return true
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    default:
      return false
    }
  }

  private mutating func literal(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
    guard end - position >= text.utf8CodeUnitCount else { return false }
    for offset in 0..<text.utf8CodeUnitCount where bytes[position + offset] != text.utf8Start[offset] {
      return false
    }
    position += text.utf8CodeUnitCount
    return true
  }

  private mutating func number(_ bytes: Span<UInt8>) -> Bool {
    if position < end, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let leadsWithZero = position < end && bytes[position] == UInt8(ascii: "0")
    let whole = digits(bytes)
    guard whole > 0, !(leadsWithZero && whole > 1) else { return false }
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard digits(bytes) > 0 else { return false }
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      guard digits(bytes) > 0 else { return false }
    }
    return true
  }

  private mutating func digits(_ bytes: Span<UInt8>) -> Int {
    let start = position
    while position < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
      position += 1
    }
    return position - start
  }
}
