import OTLP

/// Reads a ``JSONValue`` from bytes: what Python's parser takes, which is MLflow's. Of members with the same name
/// all are kept.
///
/// What is not UTF-8 in a text becomes U+FFFD, and a text takes the place of a value that is nested too deeply; both
/// are counted.
struct JSONParser {
  enum Failure: Error, Hashable {
    case malformed
    /// Made of more values than the proxy takes apart.
    case tooLarge
  }

  /// A value of 64 levels, and what it stands in.
  static let maximumDepth = JSONValue.maximumDepth + 16
  /// A value takes some 100 bytes, whatever it is.
  static let maximumValues = 1 << 20

  private let bytes: [UInt8]
  private var index = 0
  private var values = 0
  private var repairs = MLflowRepairs()

  static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
    var repairs = MLflowRepairs()
    return try parse(bytes, &repairs)
  }

  /// - Parameter repairs: Is added to.
  static func parse(_ bytes: [UInt8], _ repairs: inout MLflowRepairs) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.index == bytes.count else { throw .malformed }
    repairs.add(parser.repairs)
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    values += 1
    guard values <= Self.maximumValues else { throw .tooLarge }
    skipBlanks()
    guard index < bytes.count else { throw .malformed }
    switch bytes[index] {
    case UInt8(ascii: "\""):
      let (text, source) = try string()
      return source.map { .escaped(text, source: $0) } ?? .string(text)
    case UInt8(ascii: "{") where depth >= Self.maximumDepth,
      UInt8(ascii: "[") where depth >= Self.maximumDepth:
      return try deepValue()
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    default: return try word()
    }
  }

  private mutating func members(depth: Int) throws(Failure) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    index += 1
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipBlanks()
      let (name, source) = try string()
      guard take(UInt8(ascii: ":")) else { throw .malformed }
      members.append(.init(name, try value(depth: depth + 1), source: source))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw .malformed }
    return members
  }

  private mutating func elements(depth: Int) throws(Failure) -> [JSONValue] {
    var elements: [JSONValue] = []
    index += 1
    if take(UInt8(ascii: "]")) { return elements }
    repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw .malformed }
    return elements
  }

  /// Passes over an array or an object by its brackets. What else is wrong with it does not matter: it is not kept.
  private mutating func deepValue() throws(Failure) -> JSONValue {
    var open = 0
    repeat {
      guard index < bytes.count else { throw .malformed }
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
      case UInt8(ascii: "\""):
        _ = try string()
        continue
      default: break
      }
      index += 1
    } while open > 0
    repairs.count(.deepValue)
    return .string(DeepValue.standIn)
  }

  private mutating func word() throws(Failure) -> JSONValue {
    let start = index
    while index < bytes.count, Self.isOfWord(bytes[index]) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "NaN", "Infinity", "-Infinity": return .number(word)
    default:
      guard Self.isNumber(bytes[start..<index]) else { throw .malformed }
      return .number(word)
    }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, let last = word.last, (0x30...0x39).contains(last),
      first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
      word.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
    else { return false }
    return Double(String(decoding: word, as: UTF8.self)) != nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }
}

// Strings.
extension JSONParser {
  /// - Returns: The text, and what stands between its quotes where that is not how it would be written here.
  private mutating func string() throws(Failure) -> (text: String, source: [UInt8]?) {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw .malformed }
    index += 1
    let start = index
    var text: [UInt8] = []
    var hasEscapes = false
    while true {
      let plain = index
      while index < bytes.count, Self.isPlain(bytes[index]) { index += 1 }
      guard index < bytes.count else { throw .malformed }
      let byte = bytes[index]
      // Most texts have no escape.
      if byte == UInt8(ascii: "\""), !hasEscapes {
        index += 1
        return (decoded(bytes[start..<index - 1]), nil)
      }
      text += bytes[plain..<index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        return finish(decoded(text[...]), source: bytes[start..<index - 1])
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try escape(&text)
      // MLflow's own parser is as strict about control characters.
      default: throw .malformed
      }
    }
  }

  private func finish(_ text: String, source: ArraySlice<UInt8>) -> (String, source: [UInt8]?) {
    var written: [UInt8] = []
    written.reserveCapacity(source.count)
    JSONValue.write(content: text, to: &written)
    guard !written.elementsEqual(source) else { return (text, nil) }
    // Bytes that are no UTF-8 do not go on.
    return (text, String(validating: source, as: UTF8.self) == nil ? nil : Array(source))
  }

  private mutating func decoded(_ text: ArraySlice<UInt8>) -> String {
    if let valid = String(validating: text, as: UTF8.self) { return valid }
    repairs.count(.invalidText)
    return String(decoding: text, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape(_ text: inout [UInt8]) throws(Failure) {
    guard index < bytes.count else { throw .malformed }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      var units = [try unit()]
      if UTF16.isLeadSurrogate(units[0]), bytes[index...].starts(with: #"\u"#.utf8) {
        let before = index
        index += 2
        units.append(try unit())
        // Half a pair and something else: each for itself.
        if !UTF16.isTrailSurrogate(units[1]) {
          units.removeLast()
          index = before
        }
      }
      text += String(decoding: units, as: UTF16.self).utf8
    default: throw .malformed
    }
  }

  private mutating func unit() throws(Failure) -> UInt16 {
    guard index + 4 <= bytes.count else { throw .malformed }
    var unit: UInt16 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { throw .malformed }
      unit = unit << 4 | UInt16(digit)
    }
    index += 4
    return unit
  }
}
