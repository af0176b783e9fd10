internal import ProtobufWire

// When to come again, as a `google.rpc.Status` in the trailers of gRPC says it.
extension ExportResponse {
  /// The longest that is told of: a year.
  private static let longestDelay: UInt64 = 31_536_000

  /// The delay of a `RetryInfo` among the details of a status.
  ///
  /// - Returns: Nil where there is none, or the bytes are no status.
  package static func retryDelay(ofStatus status: Span<UInt8>) -> Duration? {
    guard status.count <= maximumResponseBytes else { return nil }
    return status.withUnsafeBufferPointer { bytes in
      var delay: Duration?
      try? fields(bytes) { (number, content, _) throws(WireError) in
        if number == 3, let content, let found = try retryInfo(content) { delay = found }
      }
      return delay
    }
  }

  /// The delay in a `google.protobuf.Any`.
  private static func retryInfo(_ any: UnsafeBufferPointer<UInt8>) throws(WireError) -> Duration? {
    var (isRetryInfo, value) = (false, UnsafeBufferPointer<UInt8>(start: nil, count: 0))
    try fields(any) { (number, content, _) throws(WireError) in
      if number == 1, let content {
        isRetryInfo = content.reversed().starts(with: "/google.rpc.RetryInfo".utf8.reversed())
      }
      if number == 2, let content { value = content }
    }
    guard isRetryInfo else { return nil }
    var delay = Duration.zero
    try fields(value) { (number, content, _) throws(WireError) in
      guard number == 1, let content else { return }
      try fields(content) { (number, _, value) throws(WireError) in
        // Negative ones are over.
        guard value <= UInt64(Int64.max) else { return }
        if number == 1 { delay += .seconds(Int64(min(value, longestDelay))) }
        if number == 2 { delay += .nanoseconds(Int64(min(value, 999_999_999))) }
      }
    }
    return delay
  }

  /// - Parameter field: Given its number, and what it holds: bytes, or a number.
  private static func fields(
    _ message: UnsafeBufferPointer<UInt8>,
    _ field: (UInt32, UnsafeBufferPointer<UInt8>?, UInt64) throws(WireError) -> Void
  ) throws(WireError) {
    guard let start = message.baseAddress else { return }
    var cursor = WireCursor(message, origin: start)
    while !cursor.isAtEnd {
      let (number, wireType) = try cursor.readTag()
      switch wireType {
      case WireCursor.WireType.lengthPrefixed: try field(number, try cursor.readBytes(), 0)
      case WireCursor.WireType.number: try field(number, nil, try cursor.readNumber())
      default: try cursor.skipField(wireType)
      }
    }
  }
}
