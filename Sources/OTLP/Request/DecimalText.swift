/// Numbers as an editor sees them.
enum DecimalText {
  /// Calls `body` with the text, which is gone afterwards.
  @inline(__always)
  static func with<Result>(
    _ value: Int64,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    // Written from the end: 19 digits and a sign at most.
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = value.magnitude
      repeat {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      return try body(UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// A whole number has no fraction and no exponent below 2^63: a card number that came as a double must
  /// look like one.
  static func with<Result>(
    _ value: Double,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    if value.magnitude < 0x1p63 {
      let whole = Int64(value)
      if Double(whole) == value { return try with(whole, body) }
    }
    return try Array(value.description.utf8).withUnsafeBufferPointer(body)
  }

  static func with<Result>(
    _ value: Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let text: StaticString = value ? "true" : "false"
    return try body(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
