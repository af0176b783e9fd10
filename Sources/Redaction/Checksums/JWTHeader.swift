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
      return header.withMemoryRebound(to: UInt8.self, namesAlgorithm)
    }
  }

  /// Objects and arrays in each other that are still followed; beyond it the answer is no.
  private static let maximumDepth = 16

  private static func namesAlgorithm(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = JSONReader(text, maximumDepth: maximumDepth)
    do throws(JSONError) {
      var (isFirst, found) = (true, false)
      try reader.enterObject()
      while let name = try reader.nextMember(isFirst: &isFirst) {
        if name.bytes.elementsEqual("alg".utf8), try reader.nextKind() == .string { found = true }
        try reader.skipValue()
      }
      try reader.end()
      return found
    } catch {
      return false
    }
  }
}
