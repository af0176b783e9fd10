import OTLP
import Testing

@testable import TraceVeil

@Suite("OTLP exporter settings")
struct OTLPExporterConfigurationTests {
  private func read(
    _ variables: [String: String],
    signal: Signal = .traces
  ) throws -> (configuration: OTLPExporterConfiguration, reader: ConfigurationReader) {
    var reader = ConfigurationReader(Environment(variables))
    let configuration = try OTLPExporterConfiguration(signal: signal, reading: &reader)
    return (configuration, reader)
  }

  private func error(_ variables: [String: String]) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) { try read(variables) }
  }

  @Test("Defaults: the specification's, but gzip")
  func defaults() throws {
    let (configuration, reader) = try read([:], signal: .logs)
    #expect(configuration.endpoint == "http://localhost:4318/v1/logs")
    #expect(configuration.timeout == .seconds(10))
    #expect(configuration.compression == .gzip(level: 1))
    #expect(configuration.headers.isEmpty)
    #expect(configuration.retry == RetryPolicy())
    #expect(configuration.maximumConcurrentExports == 4)
    #expect(reader.warnings.isEmpty)
  }

  @Test(
    "Endpoint: own before standard, signal before general; only the general one is a base",
    arguments: [
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://a/p"], "http://a/p/v1/traces"),
      (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://b"], "http://b/"),
      (
        ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://a", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://b/x"],
        "http://b/x"
      ),
      (
        [
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://b/x", "TRACEVEIL_EXPORTER_OTLP_ENDPOINT": "http://c/",
        ],
        "http://c/v1/traces"
      ),
      (
        [
          "TRACEVEIL_EXPORTER_OTLP_ENDPOINT": "http://c",
          "TRACEVEIL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://d/y/",
        ], "https://d/y/"
      ),
      (["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://l"], "http://localhost:4318/v1/traces"),
    ]
  )
  func endpoints(variables: [String: String], expected: String) throws {
    #expect(try read(variables).configuration.endpoint == expected)
  }

  @Test("An endpoint that is no URL is an error even in a standard variable, and is not repeated")
  func invalidEndpoint() {
    let error = error(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://user:s3cret@host"])
    #expect(error?.key == "OTEL_EXPORTER_OTLP_ENDPOINT")
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test("Whether a signal has a destination", arguments: Signal.allCases)
  func hasEndpoint(signal: Signal) {
    let environment = Environment(["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://a"])
    #expect(OTLPExporterConfiguration.hasEndpoint(for: signal, in: environment) == (signal == .traces))
    let general = Environment(["TRACEVEIL_EXPORTER_OTLP_ENDPOINT": "http://a"])
    #expect(OTLPExporterConfiguration.hasEndpoint(for: signal, in: general))
  }

  @Test(
    "Protocols, of which unknown ones are warned about",
    arguments: [
      ("grpc", OTLPExporterConfiguration.WireProtocol.grpc, 0), ("HTTP/JSON", .httpJSON, 0),
      ("http/protobuf", .httpProtobuf, 0), ("carrier", .httpProtobuf, 1),
    ]
  )
  func protocols(
    name: String,
    expected: OTLPExporterConfiguration.WireProtocol,
    warnings: Int
  ) throws {
    let (configuration, reader) = try read(["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": name])
    #expect(configuration.wireProtocol == expected)
    #expect(reader.warnings.count == warnings)
  }

  @Test(
    "Compression",
    arguments: [
      ("gzip", "6", Compression.gzip(level: 6)), ("NONE", "6", .none), ("zstd", "", .zstd(level: 1)),
      ("Zstd", "19", .zstd(level: 19)), ("brotli", "", .gzip(level: 1)),
    ]
  )
  func compression(name: String, level: String, expected: Compression) throws {
    let variables = ["OTEL_EXPORTER_OTLP_COMPRESSION": name, "TRACEVEIL_COMPRESSION_LEVEL": level]
    #expect(try read(variables).configuration.compression == expected)
  }

  @Test(
    "Levels end where those of the library end",
    arguments: [("gzip", "10"), ("zstd", "20"), ("zstd", "0")]
  )
  func compressionLevels(name: String, level: String) {
    let variables = ["OTEL_EXPORTER_OTLP_COMPRESSION": name, "TRACEVEIL_COMPRESSION_LEVEL": level]
    #expect(error(variables)?.key == "TRACEVEIL_COMPRESSION_LEVEL")
  }

  @Test("A timeout of 0 is none; the signal's headers replace the general ones")
  func timeoutAndHeaders() throws {
    let configuration = try read([
      "OTEL_EXPORTER_OTLP_TIMEOUT": "3000", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT": "0",
      "OTEL_EXPORTER_OTLP_HEADERS": "a=1,b=2", "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "c=3",
    ]).configuration
    #expect(configuration.timeout == .zero)
    #expect(configuration.headers.map(\.name) == ["c"])
  }

  @Test("Half a client identity is an error", arguments: ["CLIENT_KEY", "CLIENT_CERTIFICATE"])
  func partialIdentity(option: String) throws {
    #expect(error(["OTEL_EXPORTER_OTLP_\(option)": "/f"])?.key == "OTEL_EXPORTER_OTLP_\(option)")
    let whole = try read([
      "OTEL_EXPORTER_OTLP_CLIENT_KEY": "/k", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE": "/c",
      "OTEL_EXPORTER_OTLP_CERTIFICATE": "/ca",
    ]).configuration
    #expect(whole.clientKeyFile == "/k")
    #expect(whole.clientCertificateFile == "/c")
    #expect(whole.certificateFile == "/ca")
  }

  @Test("Retry times are milliseconds, and the first wait fits the largest")
  func retry() throws {
    let policy = try read([
      "TRACEVEIL_RETRY_INITIAL": "10", "TRACEVEIL_RETRY_MAX": "20", "TRACEVEIL_RETRY_MAX_ELAPSED": "0",
    ]).configuration.retry
    #expect(policy.initialBackoff == .milliseconds(10))
    #expect(policy.maximumBackoff == .milliseconds(20))
    #expect(policy.maximumElapsed == .zero)
    #expect(error(["TRACEVEIL_RETRY_INITIAL": "40000"])?.key == "TRACEVEIL_RETRY_INITIAL")
    #expect(error(["TRACEVEIL_RETRY_INITIAL": "0"])?.key == "TRACEVEIL_RETRY_INITIAL")
  }

  @Test("Statuses at which requests are cut are added to the usual ones")
  func cutStatuses() throws {
    let usual = OTLPExporterConfiguration.defaultCutStatuses
    #expect(try read([:]).configuration.cutStatuses == usual)
    let key = "TRACEVEIL_EXPORTER_OTLP_CUT_STATUSES"
    #expect(try read([key: "406, 500"]).configuration.cutStatuses == usual.union([406, 500]))
    for text in ["200", "503", "429", "4OO", "600", "406,,x"] { #expect(error([key: text])?.key == key) }
  }

  @Test("What is printed of an exporter holds no secret")
  func settings() throws {
    let reader = try read([
      "OTEL_EXPORTER_OTLP_ENDPOINT": "https://h/p?key=s3cret", "OTEL_EXPORTER_OTLP_HEADERS": "k=s3cret",
    ]).reader
    #expect(reader.settings.allSatisfy { !$0.value.contains("s3cret") })
    let shown = reader.settings.first { $0.key == "OTEL_EXPORTER_OTLP_ENDPOINT" }
    #expect(shown?.value == "https://h/p")
  }

  @Test(
    "Exporter names",
    arguments: [("otlp", ExporterSelection.otlp), ("Console", .console), ("none", .none)]
  )
  func selection(text: String, expected: ExporterSelection) throws {
    var reader = ConfigurationReader(Environment(["OTEL_LOGS_EXPORTER": text]))
    #expect(try reader.exporter(of: .logs) == expected)
    #expect(try reader.exporter(of: .traces) == nil)
  }
}
