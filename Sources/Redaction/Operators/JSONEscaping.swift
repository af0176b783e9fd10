/// Text as it stands between the quotes of a JSON string (RFC 8259, section 7).
enum JSONEscaping {
  static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case UInt8(ascii: "\n"):
        output.append(contentsOf: "\\n".utf8)
      case UInt8(ascii: "\r"):
        output.append(contentsOf: "\\r".utf8)
      case UInt8(ascii: "\t"):
        output.append(contentsOf: "\\t".utf8)
      case 0x00..<0x20:
        output.append(contentsOf: byte < 0x10 ? "\\u000".utf8 : "\\u001".utf8)
        output.append(contentsOf: String(byte & 15, radix: 16).utf8)
      default:
        output.append(byte)
      }
    }
  }
}
