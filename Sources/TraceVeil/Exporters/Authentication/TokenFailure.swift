/// Why there is no access token. Nothing in it comes from the server's words but a code of a closed set.
enum TokenFailure: Error, Sendable, Equatable {
  /// OAuth 2's names of what is wrong (RFC 6749, section 5.2).
  enum Code: String, Sendable, CaseIterable {
    case invalidRequest = "invalid_request"
    case invalidClient = "invalid_client"
    case invalidGrant = "invalid_grant"
    case unauthorizedClient = "unauthorized_client"
    case unsupportedGrantType = "unsupported_grant_type"
    case invalidScope = "invalid_scope"
  }

  case unanswered(ConnectionFailure)
  case refused(status: Int, Code?, retryAfter: Duration?)
  /// A success that holds no bearer token.
  case unreadable(status: Int)
  case cancelled
  case shutDown
}

extension TokenFailure {
  /// The outcome of the attempt that needed the token. It can be retried.
  var outcome: AttemptOutcome {
    var detail = FailureDetail()
    detail.advice = advice
    switch self {
    case .cancelled: return .cancelled
    case .shutDown: return .failed(.shutDown)
    case .unanswered(let cause):
      detail.cause = cause
      return .retryable(.noToken, detail: detail)
    case .refused(let status, _, let retryAfter):
      detail.tokenStatus = status
      return .retryable(.noToken, retryAfter: retryAfter, detail: detail)
    case .unreadable(let status):
      detail.tokenStatus = status
      return .retryable(.noToken, detail: detail)
    }
  }

  private var advice: String? {
    let settings = "TRACEVEIL_EXPORTER_OTLP_OAUTH2"
    switch self {
    case .cancelled, .shutDown: return nil
    case .unanswered:
      return
        "the server of \(settings)_TOKEN_URL gives no answer: check the URL, and whether the server is up"
    case .unreadable:
      return "what answers at \(settings)_TOKEN_URL gives no bearer token: check the URL"
    case .refused(_, .invalidClient?, _):
      return
        "the client is not known: check \(settings)_CLIENT_ID, _CLIENT_SECRET_FILE and _AUTH_METHOD"
    case .refused(_, .unauthorizedClient?, _), .refused(_, .unsupportedGrantType?, _):
      return "the client may not use client credentials: allow it to at the server of \(settings)_TOKEN_URL"
    case .refused(_, .invalidScope?, _): return "check \(settings)_SCOPES"
    case .refused(_, .invalidRequest?, _), .refused(_, .invalidGrant?, _):
      return "the server wants other parameters: check \(settings)_PARAMS and _AUTH_METHOD"
    case .refused(let status, nil, _):
      return status == 401 || status == 403
        ? "check \(settings)_CLIENT_ID, _CLIENT_SECRET_FILE and _AUTH_METHOD" : "check \(settings)_TOKEN_URL"
    }
  }
}
