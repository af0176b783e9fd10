import HTTPServer
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import TraceVeil

@testable import TraceVeilGateway

/// A whole gateway on ports of its own, in this process.
struct RunningGateway {
  let gateway: Gateway
  let listeners: Gateway.Listeners
  let console: Lines
  let log: Lines
  private let group: ServiceGroup

  /// Runs a gateway with `variables` for as long as `body` does.
  /// - Returns: How it ended, after `body` or after a shutdown that `body` began.
  @discardableResult
  static func with(
    _ variables: [String: String] = [:],
    _ body: (RunningGateway) async throws -> Void
  ) async throws -> Gateway.Ending {
    let ports = [
      "TRACEVEIL_HTTP_LISTEN": "127.0.0.1:0", "TRACEVEIL_GRPC_LISTEN": "none",
      "TRACEVEIL_ADMIN_LISTEN": "127.0.0.1:0",
    ]
    let configuration = try GatewayConfiguration(Environment(ports.merging(variables) { $1 }))
    let console = Lines()
    let log = Lines()
    let logger = Logger(label: "test") { _ in LogLineHandler(level: .info) { log.add($0) } }
    let gateway = try Gateway(configuration, logger: logger) { console.add($0) }
    let listeners = try await gateway.bind()
    let drain = GatewayDrain(gateway: gateway, listeners: listeners)
    let group = gateway.serviceGroup(drain, signals: [])
    async let ending = gateway.run(group, drain)
    let running = RunningGateway(
      gateway: gateway,
      listeners: listeners,
      console: console,
      log: log,
      group: group
    )
    do {
      try await body(running)
    } catch {
      await running.beginShutdown()
      _ = try await ending
      throw error
    }
    await running.beginShutdown()
    return try await ending
  }

  func beginShutdown() async { await group.triggerGracefulShutdown() }

  func connect() async throws -> RawConnection {
    try await RawConnection.open(port: listeners.http?.address?.port ?? 0)
  }

  func admin(_ path: String, _ method: String = "GET") async throws -> RawResponse? {
    let connection = try await RawConnection.open(port: listeners.admin?.address?.port ?? 0)
    let response = await connection.request(method, path)
    await connection.close()
    return response
  }

  /// Returns once `/readyz` answers so.
  func becomes(ready status: Int) async throws {
    while try await admin("/readyz")?.status != status {
      try Task.checkCancellation()
      await Task.yield()
    }
  }
}

/// Lines that something wrote.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }
  var text: String { all.joined() }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
