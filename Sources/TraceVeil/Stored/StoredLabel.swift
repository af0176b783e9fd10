package import Redaction
package import Store

/// The headers that travel on with a request, as they stand in its record: names and values, each as its length in 32 bits,
/// little end first, and its UTF-8.
enum StoredLabel {
  static func bytes(of headers: ForwardedHeaders) -> [UInt8] {
    var bytes: [UInt8] = []
    for field in headers.fields {
      for text in [field.name, field.value] {
        withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: text.utf8)
      }
    }
    return bytes
  }

  /// Nil when the bytes are no such label.
  static func headers(of bytes: [UInt8]) -> ForwardedHeaders? {
    var rest = bytes[...]
    var texts: [String] = []
    while !rest.isEmpty {
      guard rest.count >= 4 else { return nil }
      let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard rest.count >= count, let text = String(validating: rest.prefix(count), as: UTF8.self) else {
        return nil
      }
      texts.append(text)
      rest = rest.dropFirst(count)
    }
    guard texts.count.isMultiple(of: 2) else { return nil }
    return ForwardedHeaders(stride(from: 0, to: texts.count, by: 2).map { (texts[$0], texts[$0 + 1]) })
  }
}

extension StorageKey: RecordCipher {}
