import JSON

/// The text of a JSON string, decoded.
struct JSONStringText {
  /// UTF-8; what is no scalar, a lone surrogate say, is U+FFFD.
  private(set) var bytes: [UInt8] = []
  /// Where each byte of the text begins in the string, and the end; nil where nothing was escaped.
  private(set) var places: [Int]?

  /// - Parameter content: What stands between the quotes, with valid escapes or not, see ``JSONEscape``.
  init(content: UnsafeBufferPointer<UInt8>) {
    let backslash = UInt8(ascii: "\\")
    bytes.reserveCapacity(content.count)
    guard var index = content.firstIndex(of: backslash) else {
      bytes.append(contentsOf: content)
      return
    }
    bytes.append(contentsOf: content[..<index])
    var places = Array(0..<index)
    while index < content.count {
      let (start, first) = (index, bytes.count)
      if content[index] == backslash {
        let escape = JSONEscape(in: content, at: index)
        escape.append(to: &bytes)
        index += escape.length
      } else {
        bytes.append(content[index])
        index += 1
      }
      places.append(contentsOf: repeatElement(start, count: bytes.count - first))
    }
    places.append(index)
    self.places = places
  }
}
