package import Logging

/// What is known about a failure besides its code, for people who read the log. What comes from a server has been
/// redacted; everything else is from closed sets or from settings.
public struct FailureDetail: Sendable, Hashable {
  /// Why there was no answer.
  public var cause: ConnectionFailure?
  /// The server's own code, as MLflow's `RESOURCE_DOES_NOT_EXIST`.
  package var errorCode: RedactedText?
  /// The status of the token URL's answer, if there is no access token.
  package var tokenStatus: Int?
  /// How a call of gRPC has ended.
  package var grpcStatus: GRPCStatusCode?
  /// The server's message, redacted.
  package var message: RedactedText?
  /// The number of MLflow's experiment that the request was for.
  public var experiment: String?
  /// The configured name of an experiment that was looked up.
  public var experimentName: String?
  /// What can be done about it: one of a fixed set of texts.
  public var advice: String?

  package init() {}

  /// The metadata of a log line, without unknown members.
  package var metadata: Logger.Metadata { members.mapValues { "\($0)" } }

  /// What is known, by the names that it has in logs.
  package var members: [String: String] {
    let members: [(String, String?)] = [
      ("reason", cause?.rawValue), ("token_status", tokenStatus.map { "\($0)" }),
      ("grpc_status", grpcStatus?.name), ("error_code", errorCode?.description),
      ("message", message?.description),
      ("experiment", experiment), ("experiment_name", experimentName), ("advice", advice),
    ]
    return Dictionary(
      members.compactMap { name, value in value.map { (name, $0) } },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
