/// The letters and digits of a number without what joins them, letters as capitals. At most 32 of them.
///
/// A value without memory of its own, for there is one for each candidate.
struct CompactNumber: Sendable {
  static let capacity = 32

  private var bytes = SIMD32<UInt8>(repeating: 0)
  private(set) var count = 0

  init() {}

  /// Makes a number from a text, for tests and tables. Bytes that are neither letters nor digits are left out.
  init(_ text: String) {
    for byte in text.utf8 where byte.isAlphanumeric { append(byte) }
  }

  /// Adds a letter or digit. What does not fit is dropped.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard count < Self.capacity else { return }
    bytes[count] = byte.isLowercase ? byte & 0xDF : byte
    count += 1
  }

  /// The character at `index`, from 0 on.
  @inline(__always)
  subscript(index: Int) -> UInt8 { bytes[index] }

  /// The value of the digit at `index`; meaningless for a letter.
  @inline(__always)
  func digit(_ index: Int) -> Int { bytes[index].digitValue }

  /// 0 to 9 for digits, 10 to 35 for letters: what most checks take letters for.
  @inline(__always)
  func value36(_ index: Int) -> Int {
    bytes[index].isDigit ? bytes[index].digitValue : Int(bytes[index]) - 0x41 + 10
  }

  /// The digits of a range as one number; letters in it count as digits do not, so there must be none.
  func number(_ range: Range<Int>) -> Int {
    var number = 0
    for index in range { number = number * 10 + digit(index) }
    return number
  }

  /// Whether all of a range are digits.
  func isDigits(_ range: Range<Int>) -> Bool {
    for index in range where !bytes[index].isDigit { return false }
    return true
  }

  /// Whether all are the same character.
  var isUniform: Bool {
    for index in 0..<count where bytes[index] != bytes[0] { return false }
    return true
  }

  /// Whether it begins with `text`, which is capitals and digits.
  func has(_ text: StaticString, at index: Int = 0) -> Bool {
    guard index + text.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }
}
