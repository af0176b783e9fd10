import JSON

/// The first segment of a JSON Web Token: base64url of a JSON object that names its algorithm (RFC 7515,
/// section 4.1.1).
enum JWTHeader {
  /// Characters of a header that is still looked at. Headers with an embedded certificate chain reach some
  /// kilobytes.
  static let maximumLength = 8192

  /// Whether the segment decodes to a JSON object whose member `alg` is a string.
  ///
  /// Linear, allocates nothing on the heap. A member written with escapes (`"\u0061lg"`) does not count.
  static func isValid(_ segment: Span<UInt8>) -> Bool {
    guard segment.count <= maximumLength, let count = Base64.byteCount(ofDigits: segment.count), count > 2
    else {
      return false
    }
    return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { bytes in
      guard let written = Base64.decode(segment, into: bytes) else { return false }
      let header = UnsafeRawBufferPointer(rebasing: bytes[0..<written])
      return header.withMemoryRebound(to: UInt8.self) { JSONProbe.isObject($0.span, withString: "alg") }
    }
  }
}
