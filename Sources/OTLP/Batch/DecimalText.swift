/// Numbers as an editor sees them.
enum DecimalText {
  static func write(_ value: Int64, into text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    var rest = value.magnitude
    repeat {
      text.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    if value < 0 { text.append(UInt8(ascii: "-")) }
    text.reverse()
  }

  /// A whole number has no fraction and no exponent below 2^63: a card number that came as a double must
  /// look like one.
  static func write(_ value: Double, into text: inout [UInt8]) {
    if value.magnitude < 0x1p63 {
      let whole = Int64(value)
      if Double(whole) == value { return write(whole, into: &text) }
    }
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: value.description.utf8)
  }

  static func write(_ value: Bool, into text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: (value ? "true" : "false").utf8)
  }
}
