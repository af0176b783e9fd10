import HTTPServer
import NIOCore
import NIOHTTP1
import Workload

/// The sink's paths, on loopback.
struct SinkServer: HTTPService {
  /// How the sink tells its port; `bench` looks for it in the sink's output.
  static let startLine = "sink listening on 127.0.0.1:"

  let sink: Sink

  static func start(_ sink: Sink, port: Int, group: any EventLoopGroup) async throws -> HTTPListener {
    var limits = HTTPConnectionLimits(maximumBodyBytes: GzipInflater.limit)
    // How long the other side takes is what is being measured.
    limits.firstHeadTimeout = .hours(24)
    limits.idleTimeout = .hours(24)
    limits.arrivalWindow = .hours(24)
    limits.bodyTimeout = .hours(24)
    return try await HTTPListener(
      address: ListenAddress(host: "127.0.0.1", port: port),
      service: SinkServer(sink: sink),
      limits: limits,
      maximumConnections: .max,
      group: group
    )
  }

  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
    guard head.uri == "/v1/traces" else { return .answer(administer(head.uri)) }
    let fault = sink.drawFault()
    // The answer reaches nobody then.
    if fault == .resetBefore { SinkRequest.reset(channel) }
    return .collect(SinkRequest(head, fault, sink, on: channel))
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer { HTTPAnswer(status: .badRequest) }

  private func administer(_ uri: String) -> HTTPAnswer {
    let parts = uri.split(separator: "?", maxSplits: 1)
    switch parts.first {
    case "/summary":
      return HTTPAnswer(
        status: .ok,
        contentType: "application/json",
        body: JSONRecord.encode(sink.summary)
      )
    case "/received":
      return HTTPAnswer(status: .ok, contentType: "application/octet-stream", body: sink.bitmap)
    case "/stall":
      sink.stall(for: .seconds(parts.dropFirst().first.flatMap { Int64($0) } ?? 0))
      return HTTPAnswer(status: .ok)
    default:
      return HTTPAnswer(status: .notFound)
    }
  }
}
