/// The bytes of a request that somebody else owns, and that stay as they are for as long as this value lives.
package protocol RequestBytes: Sendable {
  /// Calls `body` with all bytes, which are in one piece. They are the same at every call.
  func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result
}

extension Array: RequestBytes where Element == UInt8 {
  package func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result { try body(span) }
}
