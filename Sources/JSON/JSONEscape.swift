/// What a backslash in a JSON string and what follows it stand for. Any text has a reading: an escape that JSON does not know
/// stands for its character, and half of a surrogate pair for U+FFFD.
package struct JSONEscape {
  package enum Meaning {
    case byte(UInt8)
    case scalar(Unicode.Scalar)
  }

  package let meaning: Meaning
  /// Bytes that it takes, the backslash among them.
  package let length: Int

  /// - Parameter index: Where the backslash is. A backslash at the end of the text stands for itself.
  package init(in text: UnsafeBufferPointer<UInt8>, at index: Int) {
    guard index + 1 < text.count else {
      (meaning, length) = (.byte(text[index]), 1)
      return
    }
    switch text[index + 1] {
    case UInt8(ascii: "n"): meaning = .byte(UInt8(ascii: "\n"))
    case UInt8(ascii: "r"): meaning = .byte(UInt8(ascii: "\r"))
    case UInt8(ascii: "t"): meaning = .byte(UInt8(ascii: "\t"))
    case UInt8(ascii: "b"): meaning = .byte(0x08)
    case UInt8(ascii: "f"): meaning = .byte(0x0C)
    case UInt8(ascii: "u"):
      guard let unit = Self.unit(in: text, at: index) else {
        (meaning, length) = (.byte(UInt8(ascii: "u")), 2)
        return
      }
      guard UTF16.isLeadSurrogate(unit), let second = Self.unit(in: text, at: index + 6),
        UTF16.isTrailSurrogate(second)
      else {
        (meaning, length) = (.scalar(Unicode.Scalar(unit) ?? "\u{FFFD}"), 6)
        return
      }
      let value = 0x10000 + UInt32(unit & 0x3FF) << 10 | UInt32(second & 0x3FF)
      (meaning, length) = (.scalar(Unicode.Scalar(value) ?? "\u{FFFD}"), 12)
      return
    case let other: meaning = .byte(other)
    }
    length = 2
  }

  /// Appends it in UTF-8.
  package func append(to text: inout [UInt8]) {
    switch meaning {
    case .byte(let byte): text.append(byte)
    case .scalar(let scalar): text.append(contentsOf: Self.bytes(of: scalar))
    }
  }

  static func bytes(of scalar: Unicode.Scalar) -> UTF8.EncodedScalar {
    UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
  }

  /// The UTF-16 code unit of `\uXXXX`; nil for anything else.
  private static func unit(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
    guard index + 6 <= text.count, text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for digit in text[index + 2..<index + 6] {
      guard let value = Hexadecimal.value(of: digit) else { return nil }
      unit = unit << 4 | UInt16(value)
    }
    return unit
  }
}

extension JSONText {
  /// Appends the text of a string.
  ///
  /// - Parameter content: What stands between the quotes, with valid escapes or not, see ``JSONEscape``.
  package static func append(decoded content: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
    var rest = 0
    while let backslash = content[rest...].firstIndex(of: UInt8(ascii: "\\")) {
      text.append(contentsOf: content[rest..<backslash])
      let escape = JSONEscape(in: content, at: backslash)
      escape.append(to: &text)
      rest = backslash + escape.length
    }
    text.append(contentsOf: content[rest...])
  }

  /// The text of a whole literal with its quotes; nil for anything else.
  package static func text(ofLiteral literal: String) -> String? {
    var literal = literal
    return literal.withUTF8 { bytes in
      let quote = UInt8(ascii: "\"")
      guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
      var text: [UInt8] = []
      append(decoded: UnsafeBufferPointer(rebasing: bytes[1..<bytes.count - 1]), to: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }
}
