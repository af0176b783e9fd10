import OTLP

/// Reads one JSON document into a value. Bounded by its nesting; the caller bounds the bytes.
struct JSONDocumentReader {
  private static let maximumDepth = 64

  private let text: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// - Parameter text: must outlive the reader.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  /// Whether nothing but white space is left.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return index == text.count
    }
  }

  /// The value here; nil where there is none.
  mutating func value(depth: Int) -> AttributeValue? {
    skipBlanks()
    guard index < text.count, depth < Self.maximumDepth else { return nil }
    switch text[index] {
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "{"): return object(depth: depth + 1)
    case UInt8(ascii: "["): return array(depth: depth + 1)
    default: return bareWord()
    }
  }

  private mutating func object(depth: Int) -> AttributeValue? {
    index += 1
    var members = Attributes()
    if take(UInt8(ascii: "}")) { return .map(members) }
    repeat {
      skipBlanks()
      guard let key = string(), take(UInt8(ascii: ":")), let value = value(depth: depth) else { return nil }
      members.append(key, value)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .map(members) : nil
  }

  private mutating func array(depth: Int) -> AttributeValue? {
    index += 1
    var elements: [AttributeValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      guard let value = value(depth: depth) else { return nil }
      elements.append(value)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .array(elements) : nil
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = index
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < text.count else { return nil }
    let content = UnsafeBufferPointer(rebasing: text[start..<index])
    index += 1
    return String(decoding: JSONStringText(content: content.span).bytes, as: UTF8.self)
  }

  private mutating func bareWord() -> AttributeValue? {
    let start = index
    while index < text.count, Self.isPartOfWord(text[index]) { index += 1 }
    let word = String(decoding: text[start..<index], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .empty
    case "NaN": return .double(.nan)
    case "Infinity": return .double(.infinity)
    case "-Infinity": return .double(-.infinity)
    default: return Self.number(word)
    }
  }

  private static func number(_ word: String) -> AttributeValue? {
    let digits = word.utf8.drop { $0 == UInt8(ascii: "-") }
    guard word.utf8.count - digits.count <= 1, let first = digits.first, isDigit(first) else { return nil }
    if first == UInt8(ascii: "0"), let second = digits.dropFirst().first, isDigit(second) { return nil }
    guard digits.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }) else { return nil }
    if let value = Int64(word) { return .int(value) }
    return Double(word).map { .double($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: isDigit(byte) || "+-.".utf8.contains(byte)
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard index < text.count, text[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < text.count {
      switch text[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }
}
