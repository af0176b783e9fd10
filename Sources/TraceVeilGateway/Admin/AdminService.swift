import HTTPServer
import NIOCore
import NIOHTTP1

/// `/livez`, `/readyz`, `/status` and `/metrics`. Nothing here takes a body or shows payload.
///
/// `/readyz` says why it is not.
///
/// Ready means listening and not shutting down, and in drop-in mode that the MLflow server behind it has been asked
/// and has answered. A full queue does not make the gateway unready: as a sidecar
/// it would take its application out of service for want of telemetry, and senders get 503 by themselves.
struct AdminService: HTTPService {
  let state: GatewayState
  /// Why requests would be in vain although the gateway runs; nil when nothing is wrong.
  let trouble: @Sendable () -> String?
  let snapshot: @Sendable () -> GatewaySnapshot
  /// Notes for operators while the gateway is ready, one a line.
  var notes: @Sendable () -> [String] = { [] }

  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
    guard head.method == .GET || head.method == .HEAD else {
      var answer = Self.text(.methodNotAllowed, "only GET is allowed here")
      answer.headers.append(("allow", "GET, HEAD"))
      return .answer(answer)
    }
    return .collect(AdminRequest(service: self, path: String(head.uri.prefix { $0 != "?" })))
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer {
    switch rejection {
    case .tooLarge, .overloaded: Self.text(.payloadTooLarge, "no body is expected here")
    case .tooSlow: Self.text(.requestTimeout, "too slow")
    case .malformed, .aborted: Self.text(.badRequest, "not valid HTTP/1.1")
    case .headTooLarge: Self.text(.requestHeaderFieldsTooLarge, "the header is too large")
    }
  }

  fileprivate func page(_ path: String) -> HTTPAnswer {
    switch path {
    case "/livez": return Self.text(.ok, "ok")
    case "/readyz":
      let phase = state.phase
      if phase == .ready, let trouble = trouble() { return Self.text(.serviceUnavailable, trouble) }
      if phase == .ready { return Self.text(.ok, ([phase.rawValue] + notes()).joined(separator: "\n")) }
      return Self.text(.serviceUnavailable, "\(phase.rawValue): \(phase.reason)")
    case "/status":
      return HTTPAnswer(
        status: .ok,
        contentType: "application/json",
        body: StatusDocument(snapshot()).encoded()
      )
    case "/metrics":
      return HTTPAnswer(
        status: .ok,
        contentType: PrometheusText.contentType,
        body: Array(snapshot().prometheusText().utf8)
      )
    default:
      return Self.text(.notFound, "there are /livez, /readyz, /status and /metrics")
    }
  }

  private static func text(_ status: HTTPResponseStatus, _ text: String) -> HTTPAnswer {
    HTTPAnswer(status: status, contentType: "text/plain; charset=utf-8", body: Array((text + "\n").utf8))
  }
}

/// A request for a page, which has no body.
private final class AdminRequest: CollectedRequest {
  private let service: AdminService
  private let path: String

  init(service: AdminService, path: String) {
    self.service = service
    self.path = path
  }

  func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation {
    bytes == 0 ? .granted : .refused
  }

  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
    eventLoop.makeSucceededFuture(service.page(path))
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer { service.answer(to: rejection) }
}
