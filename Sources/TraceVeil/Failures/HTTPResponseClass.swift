/// What the status of an OTLP/HTTP answer means for the request (OTLP specification, "OTLP/HTTP Response").
enum HTTPResponseClass: Sendable, Hashable {
  case success
  /// The client should send the request again.
  case retryable
  /// A redirection, which is not followed: a redirected POST becomes an empty GET, whose success would look like
  /// delivery.
  case redirection
  /// Repeating cannot help.
  case failure

  init(status: Int) {
    self =
      switch status {
      case 200..<300: .success
      case 429, 502, 503, 504: .retryable
      case 300..<400: .redirection
      default: .failure
      }
  }
}
