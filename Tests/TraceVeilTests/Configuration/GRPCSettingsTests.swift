import OTLP
import Testing

@testable import TraceVeil

@Suite("Settings of OTLP over gRPC")
struct GRPCSettingsTests {
  private static let grpc = ["OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"]

  private func read(
    _ variables: [String: String],
    signal: Signal = .traces
  ) throws -> (configuration: OTLPExporterConfiguration, reader: ConfigurationReader) {
    var reader = ConfigurationReader(Environment(Self.grpc.merging(variables) { $1 }))
    let configuration = try OTLPExporterConfiguration(signal: signal, reading: &reader)
    return (configuration, reader)
  }

  @Test(
    "A value of INSECURE that is none is told of, also where it has no effect",
    arguments: ["grpc", "http/protobuf"]
  )
  func insecureMistakes(name: String) throws {
    for endpoint in ["c", "http://c"] where name == "grpc" || endpoint.hasPrefix("http") {
      var variables = ["OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL": name]
      variables["OTEL_EXPORTER_OTLP_INSECURE"] = "maybe"
      var reader = ConfigurationReader(Environment(variables))
      _ = try OTLPExporterConfiguration(signal: .traces, reading: &reader)
      #expect(reader.warnings.contains { $0.key == "OTEL_EXPORTER_OTLP_INSECURE" })
      variables["TRACEVEIL_EXPORTER_OTLP_INSECURE"] = "maybe"
      var strict = ConfigurationReader(Environment(variables))
      #expect(throws: ConfigurationError.self) {
        try OTLPExporterConfiguration(signal: .traces, reading: &strict)
      }
    }
  }

  @Test(
    "A scheme says whether there is TLS, and INSECURE where there is none; no path is added",
    arguments: [
      ([:], "http://localhost:4317"),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c"], "http://c:4317"),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:443/"], "https://c:443"),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "c:1"], "https://c:1"),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "c", "OTEL_EXPORTER_OTLP_INSECURE": "true"], "http://c:4317"),
      (
        ["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c", "OTEL_EXPORTER_OTLP_INSECURE": "true"], "https://c:4317"
      ),
      (
        [
          "OTEL_EXPORTER_OTLP_ENDPOINT": "[::1]:5", "OTEL_EXPORTER_OTLP_TRACES_INSECURE": "true",
          "OTEL_EXPORTER_OTLP_INSECURE": "false",
        ], "http://[::1]:5"
      ),
      (
        ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:1", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "d:2"],
        "https://d:2"
      ),
      (
        ["TRACEVEIL_EXPORTER_OTLP_ENDPOINT": "http://t:1", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "d:2"],
        "http://t:1"
      ),
    ] as [([String: String], String)]
  )
  func endpoints(variables: [String: String], expected: String) throws {
    let (configuration, reader) = try read(variables)
    #expect(configuration.wireProtocol == .grpc)
    #expect(configuration.endpoint == expected)
    #expect(reader.warnings.isEmpty)
  }

  @Test("A path is warned about", arguments: ["http://c:1/v1/traces", "c:1/x?y"])
  func paths(endpoint: String) throws {
    let (configuration, reader) = try read(["OTEL_EXPORTER_OTLP_ENDPOINT": endpoint])
    #expect(configuration.endpoint.hasSuffix("://c:1"))
    #expect(reader.warnings.count == 1)
  }

  @Test(
    "What is no address is an error, and is not repeated",
    arguments: ["ftp://c", "user:s3cret@c:1", "http://c:99999", "unix:///run/x", "c:1:2"]
  )
  func invalid(endpoint: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try read(["OTEL_EXPORTER_OTLP_ENDPOINT": endpoint])
    }
    #expect(error?.key == "OTEL_EXPORTER_OTLP_ENDPOINT")
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test("Each signal may speak something else", arguments: Signal.allCases)
  func signals(signal: Signal) throws {
    let variables = [
      "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL": "GRPC",
      "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:1",
    ]
    let configuration = try read(variables, signal: signal).configuration
    #expect(configuration.endpoint == (signal == .logs ? "http://c:1" : "http://c:1/v1/\(signal.rawValue)"))
    #expect(configuration.wireProtocol == (signal == .logs ? .grpc : .httpProtobuf))
  }

  @Test("A proxy that would be gone round ends the start, unless NO_PROXY names the host")
  func proxy() throws {
    var variables = ["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:1", "https_proxy": "http://p:3128"]
    let error = #expect(throws: ConfigurationError.self) { try read(variables) }
    #expect(error?.key == "https_proxy")
    variables["NO_PROXY"] = "c"
    #expect(try read(variables).configuration.proxy == nil)
  }
}
