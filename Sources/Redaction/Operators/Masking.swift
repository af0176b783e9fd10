/// The `mask` operator.
enum Masking {
  /// Appends `*` for each Unicode scalar of `value` but the first and last ones kept.
  ///
  /// When there are no more scalars than would be kept, all are masked: a short value must not pass whole.
  static func append(_ value: Span<UInt8>, keepFirst: Int, keepLast: Int, to output: inout [UInt8]) {
    let count = scalarCount(value)
    let masksAll = keepFirst >= count || keepLast >= count - keepFirst
    let kept = masksAll ? 0..<0 : 0..<keepFirst
    let keptEnd = masksAll ? count : count - keepLast
    var scalar = -1
    for index in value.indices {
      let begins = beginsScalar(value, at: index)
      if begins { scalar += 1 }
      if kept.contains(scalar) || scalar >= keptEnd {
        output.append(value[index])
      } else if begins {
        output.append(UInt8(ascii: "*"))
      }
    }
  }

  private static func scalarCount(_ value: Span<UInt8>) -> Int {
    var count = 0
    for index in value.indices where beginsScalar(value, at: index) { count += 1 }
    return count
  }

  /// Every byte but a continuation byte of UTF-8. The first byte always counts, so that malformed text is
  /// masked as well.
  private static func beginsScalar(_ value: Span<UInt8>, at index: Int) -> Bool {
    index == 0 || value[index] & 0xc0 != 0x80
  }
}
