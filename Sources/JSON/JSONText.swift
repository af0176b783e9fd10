/// Strings as JSON writes them.
package enum JSONText {
  /// Appends a text with quotes, and with escapes where JSON demands them.
  package static func append(_ text: String, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    append(content: text, to: &json)
    json.append(UInt8(ascii: "\""))
  }

  /// Appends a text in UTF-8.
  package static func append(_ text: UnsafeBufferPointer<UInt8>, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    append(content: text, to: &json)
    json.append(UInt8(ascii: "\""))
  }

  /// Appends the content of a JSON string, without the quotes.
  package static func append(content text: String, to json: inout [UInt8]) {
    var text = text
    text.withUTF8 { append(content: $0, to: &json) }
  }

  /// Appends the content of a text in UTF-8.
  package static func append(content text: UnsafeBufferPointer<UInt8>, to json: inout [UInt8]) {
    var start = 0
    while start < text.count {
      let end = JSONScan.endOfPlainText(in: text, from: start)
      json.append(contentsOf: text[start..<end])
      if end < text.count { appendEscape(of: text[end], to: &json) }
      start = end + 1
    }
  }

  /// The content of a JSON string for a text in UTF-8, without the quotes.
  package static func content(of text: [UInt8]) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { append(content: $0, to: &json) }
    return json
  }

  private static func appendEscape(of byte: UInt8, to json: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\n"): json += "\\n".utf8
    case UInt8(ascii: "\r"): json += "\\r".utf8
    case UInt8(ascii: "\t"): json += "\\t".utf8
    case 0..<0x20:
      json += "\\u00".utf8
      Hexadecimal.append([byte], to: &json)
    default: json += [UInt8(ascii: "\\"), byte]
    }
  }
}
