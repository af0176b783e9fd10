import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import TraceVeil

/// The MLflow server behind the proxy. Passes on what it is given: follows no redirect, inflates nothing, and sends
/// nothing twice.
final class MLflowUpstream: Sendable {
  private let client: HTTPClient

  /// - Parameter silence: How long the server may send nothing, be it before or in its answer.
  init(tls: TLSConfiguration = .makeClientConfiguration(), silence: TimeAmount = .minutes(10)) {
    var configuration = HTTPClient.Configuration()
    configuration.tlsConfiguration = tls
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.tracing.tracer = nil
    configuration.timeout = .init(connect: .seconds(10), read: silence)
    configuration.connectionPool.retryConnectionEstablishment = false
    // MLflow's server closes idle connections after 5 s; a request sent into such a close would be lost.
    configuration.connectionPool.idleTimeout = .seconds(3)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    client = HTTPClient(configuration: configuration)
  }

  deinit {
    client.shutdown { _ in }
  }

  /// - Returns: When the head of the answer is there.
  func send(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
    try await client.execute(request, deadline: .distantFuture)
  }

  /// Whether it was time that ran out.
  static func isTimeout(_ error: any Error) -> Bool {
    switch error as? HTTPClientError {
    case .readTimeout, .writeTimeout, .deadlineExceeded, .connectTimeout: true
    default: false
    }
  }
}
