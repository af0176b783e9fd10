import AsyncHTTPClient
import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TraceVeil

/// The MLflow server behind the proxy. Passes on what it is given: follows no redirect, inflates nothing, and sends
/// nothing twice.
final class MLflowUpstream: Sendable {
  private static let group = MultiThreadedEventLoopGroup.singleton
  /// The most connections to the server, of all event loops. The server's own pools of threads and database
  /// connections are smaller.
  private static let connections = 64
  private static let connectionsOfLoop = max(4, connections / Array(group.makeIterator()).count)
  /// A client for each event loop, so that a request is sent, and its answer received, on the calling thread.
  private let clients: [ObjectIdentifier: HTTPClient]
  /// A client with connections of its own, so that hanging requests do not make a running server look unavailable.
  private let prober: HTTPClient

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
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connectionsOfLoop
    configuration.http1_1ConnectionDebugInitializer = { UpstreamConnection.prepare($0) }
    clients = Dictionary(
      uniqueKeysWithValues: Self.group.makeIterator().map {
        (ObjectIdentifier($0), HTTPClient(eventLoopGroupProvider: .shared($0), configuration: configuration))
      }
    )
    prober = HTTPClient(eventLoopGroupProvider: .shared(Self.group), configuration: configuration)
  }

  deinit {
    for client in clients.values { client.shutdown { _ in } }
    prober.shutdown { _ in }
  }

  /// The client of the caller's event loop, if it is on one.
  private var client: HTTPClient {
    guard let client = clients[ObjectIdentifier(Self.group.any())] else {
      preconditionFailure("an event loop that is not of its own group")
    }
    return client
  }

  /// Sends a request, and waits for the head of the answer. If the head tells that the answer is short, it waits for
  /// all of it.
  func send(_ request: UpstreamRequest, deadline: NIODeadline? = nil) async throws -> UpstreamResponse {
    switch request.body {
    case .stream(let parts, let length):
      return try await stream(request, parts, length, deadline: deadline ?? .distantFuture)
    case .bytes(let bytes)?: return try await send(request, .byteBuffer(bytes), by: client, deadline)
    case nil: return try await send(request, nil, by: client, deadline)
    }
  }

  private func send(
    _ request: UpstreamRequest,
    _ body: HTTPClient.Body?,
    by client: HTTPClient,
    _ deadline: NIODeadline?
  ) async throws -> UpstreamResponse {
    let receiver = UpstreamReceiver()
    let task = client.execute(
      request: try HTTPClient.Request(
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: body
      ),
      delegate: receiver,
      deadline: deadline
    )
    return try await withTaskCancellationHandler {
      let (head, body) = try await receiver.head()
      return UpstreamResponse(
        status: head.status,
        headers: head.headers,
        body: body.map { .whole($0) } ?? .arriving(UpstreamStream(receiver, task))
      )
    } onCancel: {
      task.cancel()
    }
  }

  /// The library tells its delegates of the end of an answer only when the body of the request has been sent. This
  /// answer may have reached its end before.
  private func stream(
    _ request: UpstreamRequest,
    _ parts: HTTPExchange,
    _ length: Int?,
    deadline: NIODeadline
  ) async throws -> UpstreamResponse {
    var streamed = HTTPClientRequest(url: request.url)
    streamed.method = request.method
    streamed.headers = request.headers
    streamed.body = .stream(parts, length: length.map { .known(Int64($0)) } ?? .unknown)
    let response = try await client.execute(streamed, deadline: deadline)
    return UpstreamResponse(
      status: response.status,
      headers: response.headers,
      body: .streamed(response.body)
    )
  }

  /// Asks for something that is described in few words.
  /// - Returns: The body of an answer that is a success; nil without one.
  func read(_ request: UpstreamRequest, within limit: TimeAmount = .seconds(10)) async -> ByteBuffer? {
    guard let response = try? await send(request, deadline: .now() + limit),
      let body = try? await response.body.collect(upTo: 16 << 20), response.status == .ok
    else { return nil }
    return body
  }

  /// Asks the server whether it is there: `GET /health`, which needs no credentials and costs it nothing.
  func ask(_ headers: ProxyHeaders, within limit: TimeAmount = .seconds(5)) async -> UpstreamHealth.Outcome {
    var request = UpstreamRequest(url: headers.upstreamOrigin + headers.upstreamPath + "/health")
    headers.add(headers.access, to: &request.headers)
    do {
      let response = try await send(request, nil, by: prober, .now() + limit)
      // Read, so that the connection can be used again.
      _ = try? await response.body.collect(upTo: 64 << 10)
      return .status(Int(response.status.code))
    } catch {
      return .noAnswer(ConnectionFailure(error))
    }
  }
}
