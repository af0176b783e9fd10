import NIOCore
import NIOPosix

/// The gateway under measurement: this executable, configured by nothing but its environment.
struct GatewayProcess: Sendable {
  let ports: GatewayPorts
  /// The port of the requested protocol.
  let port: Int
  let process: ChildProcess

  static func start(
    sinkPort: Int,
    wire: LoadProtocol,
    environment: [String: String],
    group: any EventLoopGroup
  ) async throws -> GatewayProcess {
    let output = ChildOutput()
    let process = try await ChildProcess(
      [Executable.path, "gateway"],
      environment: Self.environment(sinkPort: sinkPort, wire: wire, base: environment),
      group: group,
      output: output
    )
    let line = try await output.line(on: group.next()) { GatewayPorts($0) != nil }
    guard let ports = GatewayPorts(line), let port = wire == .grpc ? ports.grpc : ports.http else {
      throw ChildProcess.SpawnError(description: "the gateway did not name its ports")
    }
    return GatewayProcess(ports: ports, port: port, process: process)
  }

  /// The caller's settings stay as they are, so that a deployment can be sized as it will run. Only where it
  /// listens and where it sends is decided here: as to an MLflow server where the caller's go to one.
  static func environment(
    sinkPort: Int,
    wire: LoadProtocol = .httpProtobuf,
    base: [String: String]
  ) -> [String: String] {
    var variables = base.filter { name, _ in
      !["OTEL_EXPORTER_OTLP_", "TRACEVEIL_EXPORTER_", "TRACEVEIL_MLFLOW_"].contains { name.hasPrefix($0) }
        && ![
          "TRACEVEIL_AUTH_TOKENS_FILE", "TRACEVEIL_TLS_CERTIFICATE", "TRACEVEIL_TLS_KEY",
          "TRACEVEIL_TLS_CLIENT_CA", "OTEL_CONFIG_FILE",
        ]
        .contains(name)
    }
    variables["TRACEVEIL_HTTP_LISTEN"] = wire == .grpc ? "none" : "127.0.0.1:0"
    variables["TRACEVEIL_GRPC_LISTEN"] = wire == .grpc ? "127.0.0.1:0" : "none"
    variables["TRACEVEIL_ADMIN_LISTEN"] = "127.0.0.1:0"
    let sink = "http://127.0.0.1:\(sinkPort)"
    if base["TRACEVEIL_MLFLOW_TRACKING_URI"] != nil {
      variables["TRACEVEIL_MLFLOW_TRACKING_URI"] = sink
    } else {
      variables["OTEL_TRACES_EXPORTER"] = "otlp"
      variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink
      variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf"
    }
    variables["OTEL_EXPORTER_OTLP_COMPRESSION"] = base["OTEL_EXPORTER_OTLP_COMPRESSION"] ?? "gzip"
    return variables
  }

  /// CPU nanoseconds by stage; empty when the gateway does not account for them.
  func stages(group: any EventLoopGroup) async -> [String: UInt64] {
    struct Status: Decodable {
      var stages: [String: UInt64]?
    }
    guard let port = ports.admin else { return [:] }
    let body = try? await LoopbackHTTP(group: group, port: port).get("/status")
    let status = body.flatMap { try? JSONRecord.decode(Status.self, from: Array(buffer: $0)) }
    return status?.stages ?? [:]
  }
}
