import FoundationEssentials
import HTTPServer
import Logging
import OTLP
import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Gateway settings")
struct GatewayConfigurationTests {
  private func read(_ variables: [String: String] = [:]) throws -> GatewayConfiguration {
    try GatewayConfiguration(Environment(variables))
  }

  private func error(_ variables: [String: String]) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) { try read(variables) }
  }

  private func exporters(_ configuration: GatewayConfiguration) -> [String] {
    Signal.allCases.map { configuration.routes[$0].destination.exporterName }
  }

  @Test("Defaults are the contract's")
  func defaults() throws {
    let configuration = try read()
    #expect(configuration.httpListen?.description == "127.0.0.1:4318")
    #expect(configuration.adminListen?.description == "127.0.0.1:13133")
    #expect(configuration.queueBytes == 67_108_864)
    #expect(configuration.maximumRequestBytes == 67_108_864)
    #expect(configuration.redaction?.recognizerSets == [.pii, .secrets])
    #expect(configuration.redaction?.defaultOperator == .replace(.entityName))
    #expect(configuration.shutdownTimeout == .seconds(8))
    #expect(Signal.allCases.allSatisfy { configuration.routes[$0].maximumQueuedItems == nil })
    #expect(
      configuration.forwardedHeaders
        == ["x-mlflow-experiment-id", "x-mlflow-run-id", "x-mlflow-workspace", "x-scope-orgid"]
    )
    for signal in Signal.allCases {
      let pipeline = configuration.routes[signal].pipeline
      #expect(pipeline.scheduleDelay == .milliseconds(200))
      #expect(pipeline.maximumBatchItems == 2048)
      #expect(pipeline.exportTimeout == .zero)
      #expect(pipeline.shutdownTimeout == .seconds(8))
    }
    #expect(configuration.warnings.isEmpty)
  }

  @Test("An MLflow server is not given more at a time than it can store")
  func mlflowBatches() throws {
    let endpoint = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:5000"]
    let headers = ["OTEL_EXPORTER_OTLP_HEADERS": "X-MLflow-Experiment-Id=1"]
    let size = ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "100"]
    for (variables, items) in [
      (endpoint, 2048), (endpoint.merging(headers) { $1 }, 512),
      (["TRACEVEIL_MLFLOW_TRACKING_URI": "http://localhost:5000"], 1536),
      (endpoint.merging(headers) { $1 }.merging(size) { $1 }, 100),
    ] {
      let configuration = try GatewayConfiguration(Environment(variables))
      #expect(configuration.routes[.traces].pipeline.maximumBatchItems == items, "\(variables)")
      let isPrepared = !configuration.preparation(.traces).isEmpty
      #expect((configuration.receiverPolicy(nil).screenedKeys != nil) == isPrepared)
    }
  }

  @Test(
    "Destinations",
    arguments: [
      ([:], ["console", "console", "console"]),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c"], ["otlp_http", "otlp_http", "otlp_http"]),
      (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c"], ["otlp_http", "none", "none"]),
      (["TRACEVEIL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://c"], ["none", "otlp_http", "none"]),
      (
        ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_LOGS_EXPORTER": "none"],
        ["otlp_http", "none", "otlp_http"]
      ),
      (
        ["OTEL_TRACES_EXPORTER": "console", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c"],
        ["console", "otlp_http", "otlp_http"]
      ),
      (["OTEL_METRICS_EXPORTER": "none"], ["console", "console", "none"]),
    ] as [([String: String], [String])]
  )
  func destinations(variables: [String: String], expected: [String]) throws {
    #expect(try exporters(read(variables)) == expected)
  }

  @Test(
    "An endpoint that is the gateway itself is found at start",
    arguments: [
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318/x"],
      ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://[::1]:4318/v1/traces"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:13133"],
      ["OTEL_TRACES_EXPORTER": "otlp"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:99", "TRACEVEIL_HTTP_LISTEN": "0.0.0.0:99"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://h.example", "TRACEVEIL_HTTP_LISTEN": "h.example:80"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://LOCALHOST.:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://0:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://0.0.0.0:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://[::]:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.1:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://2130706433:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://0177.0.0.1:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://0x7f.0.0.1:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://[::ffff:127.0.0.1]:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://[0:0:0:0:0:0:0:1]:4318"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://a.localhost:99", "TRACEVEIL_HTTP_LISTEN": "[::]:99"],
      [
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://\(ProcessInfo.processInfo.hostName):99",
        "TRACEVEIL_HTTP_LISTEN": "0.0.0.0:99",
      ],
      [
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:5001",
        "TRACEVEIL_MLFLOW_UPSTREAM": "http://127.0.0.1:5000",
      ],
      ["TRACEVEIL_MLFLOW_UPSTREAM": "http://127.1:5001"],
      ["TRACEVEIL_MLFLOW_UPSTREAM": "http://127.1:4318"],
    ]
  )
  func loops(variables: [String: String]) {
    #expect(error(variables)?.reason.contains("this gateway itself") == true)
  }

  @Test(
    "Others are not",
    arguments: [
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4319"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://10.0.0.1:4318"],
      [
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318",
        "TRACEVEIL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318",
      ],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "TRACEVEIL_HTTP_LISTEN": "127.0.0.1:0"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "TRACEVEIL_HTTP_LISTEN": "none"],
    ]
  )
  func noLoops(variables: [String: String]) throws {
    _ = try read(variables)
  }

  @Test(
    "Invalid values of own variables",
    arguments: [
      ("TRACEVEIL_HTTP_LISTEN", "4318"), ("TRACEVEIL_HTTP_LISTEN", "h:70000"),
      ("TRACEVEIL_ADMIN_LISTEN", ":1"),
      ("TRACEVEIL_ADMIN_LISTEN", "::1:4"), ("TRACEVEIL_PROCESSORS", "pi"),
      ("TRACEVEIL_PROCESSORS", "none,pii"), ("TRACEVEIL_PROCESSORS", "none,presidio"),
      ("TRACEVEIL_PROCESSORS", "pii,presidio"), ("TRACEVEIL_PRESIDIO_ON_FAILURE", "pass"),
      ("TRACEVEIL_PRESIDIO_TIMEOUT", "0"), ("TRACEVEIL_PRESIDIO_TIMEOUT", "2s"),
      ("TRACEVEIL_PROCESSORS", ","), ("TRACEVEIL_ENTITIES", "EMAIL"), ("TRACEVEIL_ENTITIES", "-NAME"),
      ("TRACEVEIL_OPERATOR", "delete"), ("TRACEVEIL_WORKERS", "0"), ("TRACEVEIL_QUEUE_BYTES", "64MB"),
      ("TRACEVEIL_MAX_REQUEST_BYTES", "-1"), ("TRACEVEIL_COMPRESSION_LEVEL", "10"),
      ("TRACEVEIL_MAX_CONCURRENT_EXPORTS", "0"), ("TRACEVEIL_RETRY_MAX", "soon"),
      ("TRACEVEIL_FORWARD_HEADERS", "authorization"), ("TRACEVEIL_FORWARD_HEADERS", "content-length"),
      ("TRACEVEIL_FORWARD_HEADERS", "host"), ("TRACEVEIL_FORWARD_HEADERS", "a b"),
      ("TRACEVEIL_FORWARD_AUTHORIZATION", "yes"), ("TRACEVEIL_TLS_CERTIFICATE", "/c"),
      ("TRACEVEIL_TLS_KEY", "/k"),
      ("TRACEVEIL_TLS_CLIENT_CA", "/ca"), ("TRACEVEIL_SHUTDOWN_TIMEOUT", "0"), ("TRACEVEIL_OPERATOR", "hash"),
      ("TRACEVEIL_OPERATOR", "encrypt"), ("TRACEVEIL_KEY_FILE", "/nonexistent"),
      ("TRACEVEIL_MAX_CONNECTIONS", "0"),
    ]
  )
  func invalid(key: String, value: String) {
    #expect(error([key: value])?.key == key)
  }

  @Test("none must be written out, and is warned about at every start")
  func noProcessors() throws {
    let configuration = try read(["TRACEVEIL_PROCESSORS": "None"])
    #expect(configuration.redaction == nil)
    #expect(configuration.warnings.contains { $0.message.contains("NOTHING IS REDACTED") })
    #expect(configuration.processorNames.isEmpty)
    #expect(try read(["TRACEVEIL_PROCESSORS": " "]).redaction != nil, "empty is unset")
  }

  @Test("OTEL_SDK_DISABLED does not switch anything off")
  func sdkDisabled() throws {
    let configuration = try read(["OTEL_SDK_DISABLED": "true"])
    #expect(configuration.redaction != nil)
    #expect(configuration.warnings.map(\.key) == ["OTEL_SDK_DISABLED"])
  }

  @Test("Entities: a choice, all but some, some beside all")
  func entities() throws {
    #expect(
      try read(["TRACEVEIL_ENTITIES": "EMAIL_ADDRESS, us_ssn"]).redaction?.entities == [
        .emailAddress, .usSocialSecurityNumber,
      ]
    )
    let without = try #require(try read(["TRACEVEIL_ENTITIES": "-EMAIL_ADDRESS"]).redaction)
    #expect(without.entities == nil)
    #expect(try !Redactor(policy: without).entities.contains(.emailAddress))
    #expect(try Redactor(policy: without).entities.contains(.creditCard))
    let more = try #require(try read(["TRACEVEIL_ENTITIES": "all,UUID,-CREDIT_CARD"]).redaction)
    let entities = try Redactor(policy: more).entities
    #expect(entities.contains(.uuid) && entities.contains(.emailAddress) && !entities.contains(.creditCard))
    #expect(error(["TRACEVEIL_PROCESSORS": "secrets", "TRACEVEIL_ENTITIES": "EMAIL_ADDRESS"]) != nil)
    #expect(error(["TRACEVEIL_ENTITIES": "EMAIL_ADDRESS,-EMAIL_ADDRESS"]) != nil)
  }

  @Test("A country stands for its entities, in either direction")
  func countries() throws {
    let german = try #require(try read(["TRACEVEIL_ENTITIES": "country:de"]).redaction)
    #expect(german.entities == Country.germany.entities && german.namedEntities == german.entities)
    #expect(try Set(Redactor(policy: german).entities) == Country.germany.entities)
    let more = try #require(try read(["TRACEVEIL_ENTITIES": "all, Country:GB, -country:us"]).redaction)
    let entities = try Set(Redactor(policy: more).entities)
    #expect(entities.isSuperset(of: Country.unitedKingdom.entities) && entities.contains(.emailAddress))
    #expect(entities.isDisjoint(with: Country.unitedStates.entities))
    #expect(more.namedEntities == Country.unitedKingdom.entities)
    let unknown = try #require(error(["TRACEVEIL_ENTITIES": "country:xx"]))
    #expect(unknown.key == "TRACEVEIL_ENTITIES" && unknown.reason.contains("known are au, br, ca, de, es"))
    #expect(error(["TRACEVEIL_PROCESSORS": "secrets", "TRACEVEIL_ENTITIES": "country:de"]) != nil)
  }

  @Test("Operators and their key")
  func operators() throws {
    let files = TemporaryDirectory()
    let key = files.file("key", String(repeating: "0123456789abcdef", count: 4) + "\n")
    #expect(
      try read(["TRACEVEIL_OPERATOR": "Mask"]).redaction?.defaultOperator == .mask(keepFirst: 0, keepLast: 0)
    )
    #expect(
      try read(["TRACEVEIL_REPLACEMENT": "[REDACTED]"]).redaction?.defaultOperator
        == .replace(ReplacementTemplate("[REDACTED]"))
    )
    let hashing = try read(["TRACEVEIL_OPERATOR": "hash", "TRACEVEIL_KEY_FILE": key])
    #expect(hashing.redaction?.defaultOperator == .hash)
    #expect(hashing.redaction?.key != nil)
    #expect(try hashing.makePlan() != nil)
    let short = files.file("short", "s3cret")
    let error = error(["TRACEVEIL_KEY_FILE": short])
    #expect(error?.key == "TRACEVEIL_KEY_FILE" && error?.description.contains("s3cret") == false)
    let keeping = try read(["TRACEVEIL_OPERATOR": "keep", "TRACEVEIL_REPLACEMENT": "x"])
    #expect(keeping.warnings.map(\.key) == ["TRACEVEIL_REPLACEMENT", "TRACEVEIL_OPERATOR"])
  }

  @Test("Batching: the standard variables, those of log records before those of spans")
  func batching() throws {
    let configuration = try read([
      "OTEL_BSP_SCHEDULE_DELAY": "70", "OTEL_BLRP_SCHEDULE_DELAY": "90", "OTEL_BSP_EXPORT_TIMEOUT": "1000",
      "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "100", "OTEL_BLRP_MAX_QUEUE_SIZE": "50", "TRACEVEIL_WORKERS": "3",
    ])
    #expect(configuration.routes[.traces].pipeline.scheduleDelay == .milliseconds(70))
    #expect(configuration.routes[.logs].pipeline.scheduleDelay == .milliseconds(90))
    #expect(configuration.routes[.metrics].pipeline.exportTimeout == .seconds(1))
    #expect(Signal.allCases.map { configuration.routes[$0].maximumQueuedItems } == [nil, 50, nil])
    #expect(configuration.routes[.logs].pipeline.maximumBatchItems == 50)
    #expect(configuration.routes[.traces].pipeline.maximumBatchItems == 100)
    #expect(configuration.workers == 3)
    #expect(configuration.warnings.map(\.key) == ["OTEL_BLRP_MAX_QUEUE_SIZE"])
    #expect(
      try read(["OTEL_BSP_SCHEDULE_DELAY": "-1"]).routes[.traces].pipeline.scheduleDelay == .milliseconds(200)
    )
  }

  @Test("What a crash prints: symbols where nothing is said, and before settings are checked")
  func crashReport() throws {
    #expect(try read([:]).crashReport == .symbols)
    #expect(try read(["TRACEVEIL_BACKTRACE": "Full"]).crashReport == .full)
    #expect(error(["TRACEVEIL_BACKTRACE": "all"])?.key == "TRACEVEIL_BACKTRACE")
    #expect(CrashReport(Environment(["TRACEVEIL_BACKTRACE": "none"])) == .none)
    #expect(CrashReport(Environment(["TRACEVEIL_BACKTRACE": "all"])) == .symbols)
  }

  @Test("Headers that travel on")
  func forwardedHeaders() throws {
    #expect(try read(["TRACEVEIL_FORWARD_HEADERS": "X-A, x-a,X-B"]).forwardedHeaders == ["x-a", "x-b"])
    #expect(try read(["TRACEVEIL_FORWARD_HEADERS": "none"]).forwardedHeaders == [])
    let configuration = try read([
      "TRACEVEIL_FORWARD_HEADERS": "x-a", "TRACEVEIL_FORWARD_AUTHORIZATION": "true",
      "TRACEVEIL_AUTH_TOKENS_FILE": "/t",
    ])
    #expect(configuration.forwardedHeaders == ["x-a", "authorization"])
    #expect(configuration.warnings.map(\.key) == ["TRACEVEIL_FORWARD_AUTHORIZATION"])
  }

  @Test("A base URL that ends in a signal's path is warned about: the path would be there twice")
  func doubledPath() throws {
    let doubled = try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/v1/traces"])
    #expect(
      doubled.warnings.contains {
        $0.key == "OTEL_EXPORTER_OTLP_ENDPOINT" && $0.message.contains("take that off")
      }
    )
    #expect(try read(["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c:4318/v1/traces"]).warnings.isEmpty)
  }

  @Test("Open ports are warned about")
  func exposure() throws {
    let open = try read(["TRACEVEIL_HTTP_LISTEN": "0.0.0.0:4318", "TRACEVEIL_ADMIN_LISTEN": "[::]:13133"])
    #expect(open.warnings.map(\.key) == ["TRACEVEIL_HTTP_LISTEN", "TRACEVEIL_ADMIN_LISTEN"])
    let guarded = try read(["TRACEVEIL_HTTP_LISTEN": "0.0.0.0:4318", "TRACEVEIL_AUTH_TOKENS_FILE": "/t"])
    #expect(guarded.warnings.isEmpty)
  }

  @Test("A request limit above the queue's is lowered to it, and said")
  func requestLimit() throws {
    let configuration = try read(["TRACEVEIL_QUEUE_BYTES": "1000"])
    #expect(configuration.receiverPolicy(nil).maximumRequestBytes == 1000)
    #expect(configuration.warnings.map(\.key) == ["TRACEVEIL_MAX_REQUEST_BYTES"])
  }

  @Test("Files that cannot be used are configuration errors that quote nothing")
  func files() throws {
    let files = TemporaryDirectory()
    let rubbish = files.file("rubbish", "s3cret")
    let empty = files.file("empty", "# none\n")
    for (variables, key) in [
      (["TRACEVEIL_AUTH_TOKENS_FILE": "/nonexistent"], "TRACEVEIL_AUTH_TOKENS_FILE"),
      (["TRACEVEIL_AUTH_TOKENS_FILE": empty], "TRACEVEIL_AUTH_TOKENS_FILE"),
      (["TRACEVEIL_TLS_CERTIFICATE": rubbish, "TRACEVEIL_TLS_KEY": rubbish], "TRACEVEIL_TLS_CERTIFICATE"),
      (
        ["OTEL_EXPORTER_OTLP_ENDPOINT": "https://h", "OTEL_EXPORTER_OTLP_CERTIFICATE": rubbish],
        "OTEL_EXPORTER_OTLP_CERTIFICATE"
      ),
    ] {
      let configuration = try read(variables)
      let error = #expect(throws: ConfigurationError.self) {
        try Gateway(configuration, logger: .init(label: "test"), console: { _ in })
      }
      #expect(error?.key == key)
      #expect(error?.description.contains("s3cret") == false)
    }
  }
}
