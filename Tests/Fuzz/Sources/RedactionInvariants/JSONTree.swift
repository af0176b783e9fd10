/// A JSON text as RFC 8259 has it, strictly. Shares no code with what it is used to check.
public indirect enum JSONTree: Equatable {
  case null
  case bool(Bool)
  /// As it is written.
  case number([UInt8])
  /// Unescaped.
  case string([UInt8])
  case array([JSONTree])
  case object([Member])

  public struct Member: Equatable {
    public var key: [UInt8]
    public var value: JSONTree
  }

  /// Deeper texts are not parsed.
  public static let maximumDepth = 100

  /// Nil when the text is no JSON, or too deep.
  public init?(_ text: [UInt8]) {
    var parser = JSONTreeParser(text)
    guard let tree = parser.parse() else { return nil }
    self = tree
  }

  /// What a string holds that is JSON text itself: an object, an array or a string.
  public var nested: JSONTree? {
    guard case .string(let bytes) = self, let first = bytes.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
    else { return nil }
    return JSONTree(bytes)
  }
}

private struct JSONTreeParser {
  private let text: [UInt8]
  private var at = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  mutating func parse() -> JSONTree? {
    guard let tree = value(depth: 0) else { return nil }
    skipSpace()
    return at == text.count ? tree : nil
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    at + offset < text.count ? text[at + offset] : 0
  }

  private mutating func skipSpace() {
    while byte() == 0x20 || byte() == 0x0A || byte() == 0x0D || byte() == 0x09 { at += 1 }
  }

  private mutating func take(_ expected: UInt8) -> Bool {
    skipSpace()
    guard at < text.count, byte() == expected else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) -> JSONTree? {
    guard depth < JSONTree.maximumDepth else { return nil }
    skipSpace()
    switch byte() {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return literal("true", .bool(true))
    case UInt8(ascii: "f"): return literal("false", .bool(false))
    case UInt8(ascii: "n"): return literal("null", .null)
    default: return number()
    }
  }

  private mutating func literal(_ name: String, _ tree: JSONTree) -> JSONTree? {
    guard text[at...].starts(with: name.utf8) else { return nil }
    at += name.utf8.count
    return tree
  }

  private mutating func array(_ depth: Int) -> JSONTree? {
    at += 1
    var elements: [JSONTree] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      guard let element = value(depth: depth + 1) else { return nil }
      elements.append(element)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .array(elements) : nil
  }

  private mutating func object(_ depth: Int) -> JSONTree? {
    at += 1
    var members: [JSONTree.Member] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard byte() == UInt8(ascii: "\""), let key = string(), take(UInt8(ascii: ":")),
        let value = value(depth: depth + 1)
      else { return nil }
      members.append(JSONTree.Member(key: key, value: value))
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func digits() -> Bool {
    let start = at
    while byte() &- 0x30 < 10 { at += 1 }
    return at > start
  }

  private mutating func number() -> JSONTree? {
    let start = at
    if byte() == UInt8(ascii: "-") { at += 1 }
    if byte() == UInt8(ascii: "0") { at += 1 } else if !digits() { return nil }
    if byte() == UInt8(ascii: ".") {
      at += 1
      guard digits() else { return nil }
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      at += 1
      if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
      guard digits() else { return nil }
    }
    return .number(Array(text[start..<at]))
  }
}

extension JSONTreeParser {
  private mutating func string() -> [UInt8]? {
    at += 1
    var bytes: [UInt8] = []
    while at < text.count {
      let next = text[at]
      at += 1
      switch next {
      case UInt8(ascii: "\""): return bytes
      case UInt8(ascii: "\\"): guard escape(into: &bytes) else { return nil }
      case 0..<0x20: return nil
      default: bytes.append(next)
      }
    }
    return nil
  }

  private mutating func escape(into bytes: inout [UInt8]) -> Bool {
    let kind = byte()
    at += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(kind)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "u"):
      guard var scalar = codeUnit() else { return false }
      if 0xD800..<0xDC00 ~= scalar, byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "u") {
        let before = at
        at += 2
        guard let low = codeUnit() else { return false }
        if 0xDC00..<0xE000 ~= low {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        } else {
          at = before
        }
      }
      bytes += Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    default: return false
    }
    return true
  }

  private mutating func codeUnit() -> UInt32? {
    guard at + 4 <= text.count else { return nil }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(text[at])).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
