/// The encoding of a JSON document. MLflow's parser, which is Python's, tells it by the first bytes: a byte order mark, or
/// where the zeros are of the first characters, of which two are ASCII.
enum JSONEncoding: Hashable {
  case utf8
  case utf16(isBigEndian: Bool)
  case utf32(isBigEndian: Bool)

  /// - Returns: How many bytes of a mark there are.
  static func detect(_ bytes: some Collection<UInt8>) -> (encoding: JSONEncoding, mark: Int) {
    var iterator = bytes.makeIterator()
    // Nearly every document begins like this.
    if let first = iterator.next(), let second = iterator.next(), (1..<0x80).contains(first), second != 0 {
      return (.utf8, 0)
    }
    let head = Array(bytes.prefix(4))
    let marks: [([UInt8], JSONEncoding)] = [
      ([0, 0, 0xFE, 0xFF], .utf32(isBigEndian: true)), ([0xFF, 0xFE, 0, 0], .utf32(isBigEndian: false)),
      ([0xFE, 0xFF], .utf16(isBigEndian: true)), ([0xFF, 0xFE], .utf16(isBigEndian: false)),
      ([0xEF, 0xBB, 0xBF], .utf8),
    ]
    for (mark, encoding) in marks where head.starts(with: mark) { return (encoding, mark.count) }
    let isZero = head.map { $0 == 0 }
    guard isZero.count == 4 || isZero.count == 2, isZero[0] || isZero[1] else { return (.utf8, 0) }
    // Two zeros together are of no character in UTF-16.
    let isWide = isZero.count == 4 && (isZero[0] ? isZero[1] : isZero[2] && isZero[3])
    return (isWide ? .utf32(isBigEndian: isZero[0]) : .utf16(isBigEndian: isZero[0]), 0)
  }

  /// A document in UTF-8, without a mark. Half of a surrogate pair is written as what it would be if it were a
  /// character, which is no UTF-8.
  static func utf8(_ bytes: [UInt8]) throws(JSONParser.Failure) -> [UInt8] {
    let (encoding, mark) = detect(bytes)
    return try utf8(bytes, as: encoding, behind: mark)
  }

  /// - Parameter mark: How many bytes of a mark there are.
  static func utf8(
    _ bytes: [UInt8],
    as encoding: JSONEncoding,
    behind mark: Int
  ) throws(JSONParser.Failure) -> [UInt8] {
    switch encoding {
    case .utf8: return mark == 0 ? bytes : Array(bytes.dropFirst(mark))
    case .utf16(let isBigEndian):
      let units = try units(bytes[mark...], of: 2, isBigEndian)
      return joined(units)
    case .utf32(let isBigEndian):
      let units = try units(bytes[mark...], of: 4, isBigEndian)
      guard units.allSatisfy({ $0 <= 0x10FFFF }) else { throw .malformed }
      return units.reduce(into: []) { append($1, to: &$0) }
    }
  }

  private static func units(
    _ bytes: ArraySlice<UInt8>,
    of size: Int,
    _ isBigEndian: Bool
  ) throws(JSONParser.Failure) -> [UInt32] {
    guard bytes.count.isMultiple(of: size) else { throw .malformed }
    return stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
      (0..<size).reduce(0) { unit, place in
        unit << 8 | UInt32(bytes[isBigEndian ? start + place : start + size - 1 - place])
      }
    }
  }

  private static func joined(_ units: [UInt32]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(units.count)
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      if unit >> 10 == 0x36, index < units.count, units[index] >> 10 == 0x37 {
        append(0x10000 + (unit & 0x3FF) << 10 + units[index] & 0x3FF, to: &text)
        index += 1
      } else {
        append(unit, to: &text)
      }
    }
    return text
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    func byte(_ head: UInt32, _ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: head | scalar >> shift & (head == 0x80 ? 0x3F : 0xFF))
    }
    switch scalar {
    case 0..<0x80: text.append(UInt8(scalar))
    case 0x80..<0x800: text += [byte(0xC0, 6), byte(0x80, 0)]
    case 0x800..<0x10000: text += [byte(0xE0, 12), byte(0x80, 6), byte(0x80, 0)]
    default: text += [byte(0xF0, 18), byte(0x80, 12), byte(0x80, 6), byte(0x80, 0)]
    }
  }
}
