/// Strings as JSON writes them.
enum JSONText {
  /// With quotes, and with escapes where JSON demands them.
  static func append(_ text: String, to json: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, to: &json) }
  }

  /// The same for a text in UTF-8.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    var start = 0
    while start < text.count {
      let end = JSONScan.endOfPlainText(in: text, from: start)
      json.append(contentsOf: text[start..<end])
      if end < text.count { appendEscape(of: text[end], to: &json) }
      start = end + 1
    }
    json.append(UInt8(ascii: "\""))
  }

  private static func appendEscape(of byte: UInt8, to json: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\n"): json += "\\n".utf8
    case UInt8(ascii: "\r"): json += "\\r".utf8
    case UInt8(ascii: "\t"): json += "\\t".utf8
    case 0..<0x20: json += "\\u00".utf8 + [Hexadecimal.digit(byte >> 4), Hexadecimal.digit(byte & 15)]
    default: json += [UInt8(ascii: "\\"), byte]
    }
  }
}
