import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// `POST /analyze` over HTTP. Time limits are the caller's.
final class PresidioTransport: AnalyzerTransport {
  private let endpoint: String
  private let maximumAnswerBytes: Int
  private let client: HTTPClient
  private let isShutDown = Latch()

  /// - Throws: ``ExporterConfigurationError`` for a URL that cannot be one.
  init(configuration: PresidioConfiguration) throws(ExporterConfigurationError) {
    endpoint = try Self.endpoint(of: configuration)
    maximumAnswerBytes = configuration.maximumAnswerBytes
    var client = HTTPClient.Configuration()
    client.redirectConfiguration = .disallow
    client.decompression = .disabled
    client.connectionPool.retryConnectionEstablishment = false
    client.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.maximumConcurrentRequests
    client.tracing.tracer = nil
    self.client = HTTPClient(configuration: client)
  }

  deinit { shutdown() }

  static func endpoint(of configuration: PresidioConfiguration) throws(ExporterConfigurationError) -> String {
    var base = try EndpointURL.checked(configuration.url)
    guard !base.contains("?"), !base.contains("#") else {
      throw ExporterConfigurationError(property: "endpoint", reason: "it must end with its path")
    }
    while base.hasSuffix("/") { base.removeLast() }
    return base + "/analyze"
  }

  func shutdown() {
    if isShutDown.open() { client.shutdown { _ in } }
  }

  func send(_ body: ByteBuffer) async throws(AnalyzerFailure) -> [UInt8] {
    var request = HTTPClientRequest(url: endpoint)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(body)
    let response: HTTPClientResponse
    do {
      response = try await client.execute(request, deadline: .distantFuture)
    } catch {
      throw .unreachable
    }
    do {
      let answer = try await response.body.collect(upTo: maximumAnswerBytes)
      switch response.status.code {
      case 200: return Array(answer.readableBytesView)
      case 429, 502, 503, 504: throw AnalyzerFailure.unavailable
      default: throw AnalyzerFailure.refused
      }
    } catch let failure as AnalyzerFailure {
      throw failure
    } catch is NIOTooManyBytesError {
      throw .malformed
    } catch {
      throw .unreachable
    }
  }
}
