import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("OTEL_CONFIG_FILE")
struct DeclarativeFileTests {
  private func read(_ text: String, _ variables: [String: String] = [:]) throws -> [String: String] {
    let file = try DeclarativeFile(
      parsing: "file_format: \"1.0\"\n" + text,
      path: "t.yaml",
      variables: variables
    )
    return Dictionary(uniqueKeysWithValues: file.environment.keys.map { ($0, file.environment[$0] ?? "") })
  }

  /// What it says of traces alone.
  private func exporter(_ text: String, _ variables: [String: String] = [:]) throws -> [String: String] {
    let head = "tracer_provider:\n  processors:\n    - batch:\n        exporter:\n          "
    return try read(head + text + "\n", variables).filter { $0.key.contains("_TRACES_") }
  }

  private func error(_ text: String) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) {
      try DeclarativeFile(parsing: text, path: "t.yaml", variables: ["A": "a", "N": "5"])
    }
  }

  @Test("All that there is")
  func everything() throws {
    let values = try read(
      """
      log_level: warn2
      tracer_provider:
        processors:
          - batch:
              schedule_delay: ${DELAY:-100}
              export_timeout: 0
              max_queue_size: ${SIZE}
              max_export_batch_size: 16
              exporter:
                otlp_http:
                  endpoint: ${BACKEND}/v1/traces
                  compression: gzip
                  timeout: 5000
                  tls: {ca_file: /ca, cert_file: /c, key_file: /k}
                  headers: [{name: X-Key, value: "a,b=c ${SECRET}"}]
                  headers_list: x-key=old,other=1
      logger_provider:
        processors: [{batch: {schedule_delay: 7, exporter: {console: }}}]
      meter_provider:
        readers: [{periodic: {exporter: {otlp_grpc: {endpoint: "http://m:4317"}}}}]
      """,
      ["BACKEND": "http://b:4318", "SECRET": "s ü"]
    )
    #expect(
      values == [
        "OTEL_LOG_LEVEL": "warn", "OTEL_TRACES_EXPORTER": "otlp", "OTEL_LOGS_EXPORTER": "console",
        "OTEL_METRICS_EXPORTER": "otlp", "OTEL_BSP_SCHEDULE_DELAY": "100", "OTEL_BSP_EXPORT_TIMEOUT": "0",
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "16", "OTEL_BLRP_SCHEDULE_DELAY": "7",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://b:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf",
        "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION": "gzip", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT": "5000",
        "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE": "/ca", "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE": "/c",
        "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY": "/k",
        "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "X-Key=a%2Cb%3Dc%20s%20%C3%BC,other=1",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://m:4317", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL": "grpc",
      ]
    )
  }

  @Test("Signals without a provider are not served")
  func providers() throws {
    let none = ["OTEL_TRACES_EXPORTER", "OTEL_LOGS_EXPORTER", "OTEL_METRICS_EXPORTER"]
    #expect(try read("") == Dictionary(uniqueKeysWithValues: none.map { ($0, "none") }))
  }

  @Test("The format's own defaults of an endpoint, and a reference to nothing")
  func defaults() throws {
    for text in ["otlp_http:", "{otlp_http: {endpoint: }}", "otlp_http:\n            endpoint: ${NOBODY}"] {
      let endpoint = try exporter(text)["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]
      #expect(endpoint == "http://localhost:4318/v1/traces", "\(text)")
    }
    #expect(
      try exporter("{otlp_http: {encoding: json}}")["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] == "http/json"
    )
    let headers = "{otlp_http: {headers: [{name: a, value: null}, {name: b, value: \"${NOBODY}\"}]}}"
    #expect(try exporter(headers)["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] == "b=", "null leaves a header out")
    #expect(try exporter("&x {console: }") == ["OTEL_TRACES_EXPORTER": "console"])
    let grpc = try exporter(
      "otlp_grpc:\n            endpoint: m:1\n            tls:\n              insecure: ${YES}",
      ["YES": "True"]
    )
    #expect(grpc["OTEL_EXPORTER_OTLP_TRACES_INSECURE"] == "true")
    let hex = try exporter("otlp_http:\n            timeout: ${HEX_VALUE}", ["HEX_VALUE": "0xdeadbeef"])
    #expect(hex["OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"] == "3735928559")
  }

  @Test("An alias stands for its node")
  func aliases() throws {
    let values = try read(
      """
      logger_provider: {processors: [{batch: {exporter: &e {otlp_http: {endpoint: "http://b/x"}}}}]}
      tracer_provider: {processors: [{batch: {exporter: *e}}]}
      """
    )
    #expect(values["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] == "http://b/x")
    #expect(values["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"] == "http://b/x")
  }

  @Test("What is about an application's SDK is a warning, each")
  func warnings() throws {
    let file = try DeclarativeFile(
      parsing: """
        file_format: "1.0"
        disabled: true
        resource: {attributes_list: a=b}
        propagator: {composite: [{baggage: }]}
        instrumentation/development: {}
        tracer_provider: {sampler: {always_on: }, limits: {}, processors: [{simple: {exporter: {console: }}}]}
        meter_provider: {exemplar_filter: x, readers: [{periodic: {interval: 1, exporter: {console: }}}]}
        logger_provider:
          processors:
            - batch:
                max_queue_size: ${NOBODY}
                exporter: {console: }
        sampler: ${A:-x}
        """,
      path: "t.yaml"
    )
    #expect(
      file.warnings.map(\.key) == [
        "disabled", "resource", "propagator", "instrumentation/development", "tracer_provider.sampler",
        "tracer_provider.limits", "tracer_provider.processors[0].simple", "meter_provider.exemplar_filter",
        "meter_provider.readers[0].periodic.interval", "logger_provider.processors[0].batch.max_queue_size",
        "sampler",
      ]
    )
    #expect(file.references == ["A", "NOBODY"])
    let sizes = try DeclarativeFile(
      parsing: """
        file_format: "1.0"
        tracer_provider:
          processors:
            - batch: {exporter: {otlp_http: {max_request_size: 0, max_response_size: 1}}}
        """,
      path: "t.yaml"
    )
    #expect(
      sizes.warnings.map { $0.key.split(separator: ".").last } == ["max_request_size", "max_response_size"]
    )
    let later = try DeclarativeFile(parsing: "file_format: 1.2", path: "t.yaml")
    #expect(later.warnings.map(\.key) == ["file_format"])
    #expect(file.warnings.first?.source == .file(path: "t.yaml", line: 2))
  }

  @Test(
    "Mistakes are named with their line, and nothing of them is repeated",
    arguments: [
      ("", "OTEL_CONFIG_FILE", 1), ("file_format: [", "OTEL_CONFIG_FILE", 2), ("[]", "OTEL_CONFIG_FILE", 1),
      ("log_level: info", "file_format", 1), ("file_format: \"0.4\"", "file_format", 1),
      ("file_format: \"1.0\"\nlog_level: loud", "log_level", 2),
      ("file_format: \"1.0-rc.1\"", "file_format", 1), ("file_format: \"2.0\"", "file_format", 1),
      ("file_format: \"1.0\"\nresource: [{a: \"${A:?s3cret}\"}]", "resource", 2),
      ("file_format: \"1.0\"\ndisabled: \"true\"", "disabled", 2),
      ("file_format: \"1.0\"\ntracer_provider:", "tracer_provider", 2),
      ("file_format: \"1.0\"\nmeter_provider: {views: []}", "meter_provider", 2),
      ("file_format: \"1.0\"\ntracer_provider: s3cret", "tracer_provider", 2),
      ("file_format: \"1.0\"\ntracer_provider: {processors: []}", "tracer_provider.processors", 2),
      (
        "file_format: \"1.0\"\ntracer_provider:\n  processors: [{batch: }, {batch: }]",
        "tracer_provider.processors", 3
      ),
      (
        "file_format: \"1.0\"\ntracer_provider: {processors: [{mine: }]}",
        "tracer_provider.processors[0].mine", 2
      ),
      ("file_format: \"1.0\"\nmeter_provider: {readers: [{pull: }]}", "meter_provider.readers[0].pull", 2),
      (
        "file_format: \"1.0\"\ntracer_provider: {processors: [{batch: {schedule_delay: -1}}]}",
        "tracer_provider.processors[0].batch.schedule_delay", 2
      ),
      (
        "file_format: \"1.0\"\ntracer_provider: {processors: [{batch: {schedule_delay: \"${N}\"}}]}",
        "tracer_provider.processors[0].batch.schedule_delay", 2
      ),
      (
        "file_format: \"1.0\"\ntracer_provider: {processors: [{batch: {schedule_delay: 5}}]}",
        "tracer_provider.processors[0].batch", 2
      ),
      (
        "file_format: \"1.0\"\nmeter_provider: {readers: [{periodic: {interval: 5}}]}",
        "meter_provider.readers[0].periodic", 2
      ),
    ]
  )
  func mistakes(text: String, key: String, line: Int) {
    let found = error(text)
    #expect(found?.key == key)
    #expect(found?.source == .file(path: "t.yaml", line: line))
    #expect(found?.description.contains("s3cret") == false)
  }

  @Test(
    "Mistakes of an exporter, which would send elsewhere or without what was asked for",
    arguments: [
      ("zipkin: ", "zipkin"), ("otlp_file/development: ", "otlp_file/development"),
      ("console: {a: 1}", "console.a"),
      ("otlp_http: {endpoint: \"\"}", "otlp_http.endpoint"),
      ("otlp_http: {endpoint: \"${1A}\"}", "otlp_http.endpoint"),
      ("otlp_http: {compression: s3cret}", "otlp_http.compression"),
      ("otlp_http: {encoding: s3cret}", "otlp_http.encoding"),
      ("otlp_http: {tls: {insecure: true}}", "otlp_http.tls.insecure"),
      ("otlp_http: {tls: {ca_file: s3cret}}", "otlp_http.tls.ca_file"),
      ("otlp_grpc: {tls: {insecure: \"true\"}}", "otlp_grpc.tls.insecure"),
      ("otlp_grpc: {encoding: json}", "otlp_grpc.encoding"),
      ("otlp_http: {max_request_size: -1}", "otlp_http.max_request_size"),
      ("otlp_http: {temporality_preference: delta}", "otlp_http.temporality_preference"),
      ("otlp_http: {headers: }", "otlp_http.headers"),
      ("otlp_http: {headers: [{name: a}]}", "otlp_http.headers[0]"),
      ("otlp_http: {headers: [{name: \"a b\", value: s3cret}]}", "otlp_http.headers[0]"),
      ("otlp_http: {headers: [{name: a, value: \"s3cret\\n\"}]}", "otlp_http.headers[0]"),
      ("otlp_http: {headers: [{name: a, values: s3cret}]}", "otlp_http.headers[0].values"),
      ("otlp_http: {headers_list: \"a=b,s3cret\"}", "otlp_http.headers_list"),
    ]
  )
  func exporterMistakes(text: String, key: String) {
    let found = error(
      "file_format: \"1.0\"\ntracer_provider: {processors: [{batch: {exporter: {\(text)}}}]}"
    )
    #expect(found?.key == "tracer_provider.processors[0].batch.exporter.\(key)")
    #expect(found?.source == .file(path: "t.yaml", line: 2))
    #expect(found?.description.contains("s3cret") == false)
  }

  @Test("No other OTEL_* variable counts; our own do")
  func precedence() throws {
    let files = TemporaryDirectory()
    let path = files.file(
      "otel.yaml",
      """
      file_format: "1.0"
      log_level: ${OTEL_LOG_LEVEL}
      tracer_provider: {processors: [{batch: {exporter: {otlp_http: {endpoint: "http://b/t"}}}}]}
      """
    )
    let variables = [
      "OTEL_CONFIG_FILE": path, "OTEL_LOGS_EXPORTER": "console",
      "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://a/t",
      "OTEL_LOG_LEVEL": "warn", "OTEL_SERVICE_NAME": "an application's",
      "TRACEVEIL_WORKERS": "3",
    ]
    let (settings, warnings) = try DeclarativeFile.applied(to: Environment(variables), variables: variables)
    #expect(
      warnings.map(\.key) == [
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_LOGS_EXPORTER", "OTEL_SERVICE_NAME",
      ]
    )
    #expect(warnings.allSatisfy { $0.source == .environment })
    #expect(settings["OTEL_LOG_LEVEL"] == "warn")
    #expect(settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] == "http://b/t")
    #expect(settings["OTEL_LOGS_EXPORTER"] == "none")
    #expect(settings["TRACEVEIL_WORKERS"] == "3")
    let configuration = try GatewayConfiguration(settings)
    guard case .otlp(let exporter) = configuration.routes[.traces].destination else {
      Issue.record("no destination")
      return
    }
    #expect(exporter.endpoint == "http://b/t")
    // What is printed is a file of --config, which means the same.
    let printed = try ConfigurationFile.environment(parsing: configuration.printed(), path: "p.yaml")
    #expect(printed["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] == "http://b/t")
    #expect(printed[DeclarativeFile.key] == nil)
  }

  @Test("The former name is not read, and that is said")
  func former() throws {
    let settings = Environment(["OTEL_EXPERIMENTAL_CONFIG_FILE": "/x.yaml", "OTEL_LOG_LEVEL": "warn"])
    let (same, warnings) = try DeclarativeFile.applied(to: settings, variables: [:])
    #expect(warnings.map(\.key) == ["OTEL_EXPERIMENTAL_CONFIG_FILE"])
    #expect(same["OTEL_LOG_LEVEL"] == "warn")
  }

  @Test("A file that cannot be read, has another name, or contradicts --config")
  func files() throws {
    for path in ["/nonexistent.yaml", "/etc/passwd"] {
      let error = #expect(throws: ConfigurationError.self) {
        try DeclarativeFile.applied(to: Environment(["OTEL_CONFIG_FILE": path]), variables: [:])
      }
      #expect(error?.key == "OTEL_CONFIG_FILE")
    }
    let other = try ConfigurationFile.environment(parsing: "OTEL_LOG_LEVEL: info", path: "c.yaml")
    let error = #expect(throws: ConfigurationError.self) {
      try DeclarativeFile.applied(
        to: Environment(["OTEL_CONFIG_FILE": "/x.yaml"]).over(other),
        variables: [:]
      )
    }
    #expect(error?.key == "OTEL_LOG_LEVEL")
  }
}
