import NIOSSL

/// What a destination knows an exporter by: headers from files, an access token, or a signature. Safe on any thread.
final class ExportAuthentication: Sendable {
  private let files: ExportCredentials?
  private let tokens: AccessTokens?
  /// Nil where requests are not signed. A transport signs what it sends at the very last.
  let signer: RequestSigner?

  /// Reads the files, so it blocks.
  /// - Parameter tls: The TLS settings of the destination.
  init(
    _ configuration: OTLPExporterConfiguration,
    tls: @autoclosure () throws(ExporterConfigurationError) -> TLSConfiguration,
    clock: any PipelineClock
  ) throws(ExporterConfigurationError) {
    files = configuration.credentials.isEmpty ? nil : try ExportCredentials(configuration.credentials)
    if let client = configuration.oauth2 {
      tokens = try AccessTokens(
        client,
        tls: try tls(),
        attempt: configuration.timeout,
        connectionAge: configuration.maximumConnectionAge,
        clock: clock
      )
    } else {
      tokens = nil
    }
    if let signature = configuration.signature { signer = try RequestSigner(signature) } else { signer = nil }
  }

  /// The headers from the files, for descriptions of a request that is not sent.
  var headers: CredentialFiles.Headers { files?.headers ?? [] }

  /// Makes an attempt with the headers that it is to have, and another one with a new token where the server does not take
  /// the one that it was shown.
  ///
  /// - Parameters:
  ///   - isRefused: Whether an attempt has failed for want of a valid token: nothing was taken then.
  ///   - failed: What the attempt comes to that has no token.
  func attempt<Outcome>(
    isRefused: (Outcome) -> Bool,
    failed: (TokenFailure) -> Outcome,
    _ send: (CredentialFiles.Headers) async -> Outcome
  ) async -> Outcome {
    guard let tokens else { return await send(headers) }
    var isSecond = false
    while true {
      switch await tokens.current() {
      case .failure(let failure): return failed(failure)
      case .success(let token):
        let outcome = await send(headers + [("authorization", "Bearer \(token.value)")])
        guard isRefused(outcome) else { return outcome }
        tokens.refused(token)
        guard !isSecond else { return outcome }
        isSecond = true
      }
    }
  }

  /// Reads the files again, so it blocks. If one of them is invalid, nothing changes.
  /// - Parameter tls: The TLS settings of the destination; nil to keep the previous ones.
  func reload(tls: TLSConfiguration?) throws(ExporterConfigurationError) {
    let headers = try files?.read()
    let secret = try tokens?.read()
    let keys = try signer?.read()
    if let headers { files?.use(headers) }
    if let secret { tokens?.use(secret: secret, tls: tls) }
    if let keys { signer?.use(keys) }
  }

  /// - Parameter completion: Called once all connections are closed.
  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    if let tokens { tokens.shutDown(completion) } else { completion() }
  }
}

extension ExportAuthentication {
  /// An attempt to export.
  func attempt(_ send: (CredentialFiles.Headers) async -> AttemptOutcome) async -> AttemptOutcome {
    await attempt(isRefused: \.isUnauthenticated, failed: \.outcome, send)
  }
}

extension AttemptOutcome {
  /// The status of HTTP, or what stands for gRPC's.
  fileprivate var isUnauthenticated: Bool {
    switch self {
    case .failed(_, httpStatus: 401, _), .retryable(_, httpStatus: 401, _, _): true
    case .failed, .retryable, .delivered, .cancelled: false
    }
  }
}
