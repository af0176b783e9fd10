/// How a call of gRPC ended. The numbers are the protocol's.
package enum GRPCStatusCode: Int, Sendable, Hashable, CaseIterable {
  case ok, cancelled, unknown, invalidArgument, deadlineExceeded, notFound, alreadyExists, permissionDenied
  case resourceExhausted, failedPrecondition, aborted, outOfRange, unimplemented, `internal`, unavailable
  case dataLoss, unauthenticated

  /// The name as the protocol spells it, for logs.
  package var name: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internal: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }

  /// Whether OTLP says to send the request again: of `RESOURCE_EXHAUSTED` only with a time to come again.
  func isRetryable(hasRetryInfo: Bool) -> Bool {
    switch self {
    case .cancelled, .deadlineExceeded, .aborted, .outOfRange, .unavailable, .dataLoss: true
    case .resourceExhausted: hasRetryInfo
    case .ok, .unknown, .invalidArgument, .notFound, .alreadyExists, .permissionDenied, .failedPrecondition,
      .unimplemented, .internal, .unauthenticated:
      false
    }
  }

  /// The status that a server of OTLP over HTTP has in its place: what refusals are counted and told apart by.
  var httpStatus: Int {
    switch self {
    case .ok: 200
    case .invalidArgument: 400
    case .unauthenticated: 401
    case .permissionDenied: 403
    case .notFound, .unimplemented: 404
    case .alreadyExists: 409
    case .failedPrecondition: 412
    case .resourceExhausted: 429
    case .unknown, .internal: 500
    case .cancelled, .deadlineExceeded, .aborted, .outOfRange, .unavailable, .dataLoss: 503
    }
  }
}
