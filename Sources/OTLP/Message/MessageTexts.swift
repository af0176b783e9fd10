internal import COTLP

/// Reading of the texts of messages.
enum MessageTexts {
  static func bytes(of text: TextPointer?) -> UnsafeBufferPointer<UInt8> {
    guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self),
      count: otlp_text_length(text)
    )
  }

  static func string(_ text: TextPointer?) -> String {
    String(decoding: bytes(of: text), as: UTF8.self)
  }

  /// Whether a text is the bytes of `other`.
  static func isEqual(_ text: TextPointer?, _ other: String) -> Bool {
    bytes(of: text).elementsEqual(other.utf8)
  }
}
