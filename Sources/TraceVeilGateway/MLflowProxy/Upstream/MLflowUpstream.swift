import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import TraceVeil

/// The MLflow server behind the proxy. Passes on what it is given: follows no redirect, inflates nothing, and sends
/// nothing twice.
final class MLflowUpstream: Sendable {
  private let client: HTTPClient

  /// - Parameters:
  ///   - proxy: On the way to the server.
  ///   - silence: How long the server may send nothing, be it before or in its answer.
  init(
    tls: TLSConfiguration = .makeClientConfiguration(),
    proxy: ProxyServer? = nil,
    silence: TimeAmount = .minutes(10)
  ) {
    var configuration = HTTPClient.Configuration()
    configuration.tlsConfiguration = tls
    configuration.proxy = proxy?.clientSetting
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

  /// Asks for something that is described in few words.
  /// - Returns: The body of an answer that is a success; nil without one.
  func read(_ request: HTTPClientRequest, within limit: TimeAmount = .seconds(10)) async -> ByteBuffer? {
    guard let response = try? await client.execute(request, timeout: limit),
      let body = try? await response.body.collect(upTo: 16 << 20), response.status == .ok
    else { return nil }
    return body
  }

  /// Asks the server whether it is there: `GET /health`, which needs no credentials and costs it nothing.
  func ask(_ headers: ProxyHeaders, within limit: TimeAmount = .seconds(5)) async -> UpstreamHealth.Outcome {
    var request = HTTPClientRequest(url: headers.upstreamOrigin + headers.upstreamPath + "/health")
    headers.add(headers.access, to: &request.headers)
    do {
      let response = try await client.execute(request, timeout: limit)
      // Read, so that the connection can be used again.
      _ = try? await response.body.collect(upTo: 64 << 10)
      return .status(Int(response.status.code))
    } catch {
      return .noAnswer(ConnectionFailure(error))
    }
  }
}
