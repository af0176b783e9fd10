/// How an export ended, all attempts together.
public enum ExportResult: Sendable, Hashable {
  /// The destination took the request, but for `rejectedItems` of it.
  case success(rejectedItems: Int)
  /// Nothing of the request was taken, as far as can be known.
  case failure(ExportError)

  /// The destination took all of the request.
  public static var success: ExportResult { .success(rejectedItems: 0) }
}
