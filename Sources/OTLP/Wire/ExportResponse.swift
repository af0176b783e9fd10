/// The answer to an export request.
public enum ExportResponse {
  /// What a destination did not take.
  public struct PartialSuccess: Sendable, Hashable {
    public var rejectedItems: Int64
    public var errorMessage: String
    public init(rejectedItems: Int64, errorMessage: String) {
      self.rejectedItems = rejectedItems
      self.errorMessage = errorMessage
    }
  }

  /// Body of a 200. `partialSuccess` nil for all accepted.
  public static func encode(_ partialSuccess: PartialSuccess?, signal: Signal, as encoding: PayloadEncoding)
    -> [UInt8]
  { [] }

  /// `google.rpc.Status`: body of a 4xx or 5xx.
  public static func encodeStatus(code: Int32, message: String, as encoding: PayloadEncoding) -> [UInt8] {
    []
  }

  /// Nil when the body says that everything was accepted.
  public static func decodePartialSuccess(_ body: Span<UInt8>, signal: Signal, from encoding: PayloadEncoding)
    throws(DecodeError) -> PartialSuccess?
  { nil }

  /// The message of a `google.rpc.Status` body.
  public static func decodeStatusMessage(_ body: Span<UInt8>, from encoding: PayloadEncoding)
    throws(DecodeError) -> String
  { "" }
}
