package import Redaction
import Store

/// The forwarded headers of a request as they are stored in its record: names and values, each as its length in 32
/// bits, little-endian, and its UTF-8.
///
/// The label of a dead letter also has what is known about its refusal. These names begin with a colon, which no
/// header's name can.
enum StoredLabel {
  static func bytes(of headers: ForwardedHeaders, details: [String: String] = [:]) -> [UInt8] {
    var bytes: [UInt8] = []
    let details = details.sorted { $0.key < $1.key }.map { (":\($0.key)", $0.value) }
    for (name, value) in headers.fields.map({ ($0.name, $0.value) }) + details {
      for text in [name, value] {
        withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: text.utf8)
      }
    }
    return bytes
  }

  /// Nil when the bytes are no such label.
  static func headers(of bytes: ArraySlice<UInt8>) -> ForwardedHeaders? {
    pairs(of: bytes).map { pairs in ForwardedHeaders(pairs.filter { !$0.0.hasPrefix(":") }) }
  }

  /// What is known about a refusal.
  static func details(of bytes: ArraySlice<UInt8>) -> [String: String] {
    let details = (pairs(of: bytes) ?? []).filter { $0.0.hasPrefix(":") }
    return Dictionary(
      details.map { (String($0.0.dropFirst()), $0.1) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private static func pairs(of bytes: ArraySlice<UInt8>) -> [(String, String)]? {
    var rest = bytes
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
    return stride(from: 0, to: texts.count, by: 2).map { (texts[$0], texts[$0 + 1]) }
  }
}

extension StorageKey: RecordCipher {}
