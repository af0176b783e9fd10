/// The target of a request as the proxy understands it: the path in decoded segments.
///
/// What two programs could read differently (an encoded slash, `..`, an empty segment, an escape in an escape) is
/// ambiguous. A write to such a path is refused, because MLflow might find another route behind it than the proxy.
struct RequestTarget: Hashable, Sendable {
  /// As it came: path and query.
  let raw: String
  /// Decoded, in lower case: MLflow compares exactly, and what it would not accept may be matched too widely here.
  let segments: [String]
  let isAmbiguous: Bool

  /// Nil for what is no absolute path in the characters that a request line may have.
  init?(_ raw: String) {
    guard raw.hasPrefix("/"), raw.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") })
    else { return nil }
    self.raw = raw
    var parts = raw.prefix { $0 != "?" }.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    // A trailing slash makes no other route.
    if parts.last == "" { parts.removeLast() }
    var isAmbiguous = false
    segments = parts.map { part in
      guard let segment = Self.decode(part.utf8), !Self.isTreacherous(segment) else {
        isAmbiguous = true
        return part.lowercased()
      }
      return segment.lowercased()
    }
    self.isAmbiguous = isAmbiguous
  }

  /// The segments as one text, to search in.
  var path: String { "/" + segments.joined(separator: "/") }

  /// Nil for an escape that is none, or bytes that are no UTF-8.
  private static func decode(_ part: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = part[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
  }

  private static func isTreacherous(_ segment: String) -> Bool {
    if segment.isEmpty || segment == "." || segment == ".." { return true }
    let bytes = Array(segment.utf8)
    return bytes.indices.contains { index in
      switch bytes[index] {
      case 0..<0x20, 0x7F, UInt8(ascii: "/"), UInt8(ascii: "\\"): true
      case UInt8(ascii: "%"):
        index + 2 < bytes.count && digit(bytes[index + 1]) != nil && digit(bytes[index + 2]) != nil
      default: false
      }
    }
  }
}
