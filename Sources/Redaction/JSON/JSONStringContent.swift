/// Undoes the escapes of what stands between the quotation marks of a JSON string.
enum JSONStringContent {
  /// Half of a surrogate pair becomes U+FFFD; an escape that JSON does not know stands for its character.
  static func append(_ content: ByteView, to output: inout [UInt8]) {
    var at = 0
    while at < content.count {
      guard content[at] == UInt8(ascii: "\\") else {
        output.append(content[at])
        at += 1
        continue
      }
      at += 2
      switch content[at - 1] {
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "f"): output.append(0x0c)
      case UInt8(ascii: "n"): output.append(0x0a)
      case UInt8(ascii: "r"): output.append(0x0d)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "u"): at = appendScalar(content, at, to: &output)
      case let byte: output.append(byte)
      }
    }
  }

  /// Appends what the hexadecimal digits at `start` stand for, and answers what is behind them.
  private static func appendScalar(_ content: ByteView, _ start: Int, to output: inout [UInt8]) -> Int {
    guard let first = unit(content, start) else {
      output.append(UInt8(ascii: "u"))
      return start
    }
    if first & 0xfc00 == 0xd800, content.has("\\u", at: start + 4), let second = unit(content, start + 6),
      second & 0xfc00 == 0xdc00
    {
      append(0x10000 + (first & 0x3ff) << 10 + second & 0x3ff, to: &output)
      return start + 10
    }
    append(first, to: &output)
    return start + 4
  }

  private static func append(_ value: UInt32, to output: inout [UInt8]) {
    output.append(
      contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    )
  }

  private static func unit(_ content: ByteView, _ start: Int) -> UInt32? {
    var value: UInt32 = 0
    for index in start..<start + 4 {
      guard let digit = Character(Unicode.Scalar(content[index])).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
