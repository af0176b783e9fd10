import HTTPServer
import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Configuration file")
struct ConfigurationFileTests {
  private func parse(_ text: String) throws -> Environment {
    try ConfigurationFile.environment(parsing: text, path: "t.yaml")
  }

  @Test("Scalars of any kind are the text a variable would have")
  func scalars() throws {
    let environment = try parse(
      """
      # ours
      TRACEVEIL_WORKERS: 3
      TRACEVEIL_FORWARD_AUTHORIZATION: true
      TRACEVEIL_REPLACEMENT: '[REDACTED]'
      OTEL_EXPORTER_OTLP_ENDPOINT: http://c:4318
      TRACEVEIL_POLICY: ~
      TRACEVEIL_KEY_FILE: null
      TRACEVEIL_ENTITIES:
      """
    )
    #expect(environment["TRACEVEIL_WORKERS"] == "3")
    #expect(environment["TRACEVEIL_FORWARD_AUTHORIZATION"] == "true")
    #expect(environment["TRACEVEIL_REPLACEMENT"] == "[REDACTED]")
    #expect(environment["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://c:4318")
    #expect(environment.source(of: "TRACEVEIL_WORKERS") == .file(path: "t.yaml", line: 2))
    #expect(environment.keys.count == 4, "null is unset")
  }

  @Test("The environment wins, and an error names the file and the line")
  func precedence() throws {
    let file = try parse("TRACEVEIL_WORKERS: 3\nTRACEVEIL_QUEUE_BYTES: lots\n")
    let merged = Environment(["TRACEVEIL_WORKERS": "5"]).over(file)
    #expect(merged["TRACEVEIL_WORKERS"] == "5")
    let error = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(merged) }
    #expect(
      error?.description == "TRACEVEIL_QUEUE_BYTES (t.yaml:2): \"lots\" is not a whole number of at least 1"
    )
  }

  @Test("An unknown key of a file is an error")
  func unknownKey() throws {
    let environment = try parse("\nTRACEVEIL_PROCESSOR: none\n")
    let error = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(environment) }
    #expect(error?.key == "TRACEVEIL_PROCESSOR")
    #expect(error?.source == .file(path: "t.yaml", line: 2))
  }

  @Test(
    "What is not a flat mapping is an error that quotes nothing",
    arguments: [
      ("- s3cret\n", 1), ("A: [s3cret]\n", 1), ("A: 1\nB: {c: s3cret}\n", 2), ("A: 1\nA: s3cret\n", 1),
      ("A: 'x\n", 1), ("s3cret\n", 1), ("A: s3cret: b\n", 1), ("A: *s3cret\n", 1), ("\u{1}", 1),
      ("A: \"\\z s3cret\"\n", 1),
    ]
  )
  func invalid(text: String, line: Int) {
    let error = #expect(throws: ConfigurationError.self) { try parse(text) }
    #expect(error?.description.contains("s3cret") == false)
    guard case .file("t.yaml", let found) = error?.source else {
      Issue.record("the error names no line")
      return
    }
    #expect(found >= line && found <= line + 1)
  }

  @Test("An empty file sets nothing")
  func empty() throws {
    #expect(try parse("").keys.isEmpty)
    #expect(try parse("# nothing\n").keys.isEmpty)
  }

  @Test("A file that is not there, or is too large")
  func files() {
    #expect(throws: ConfigurationError.self) { try ConfigurationFile.environment(at: "/nonexistent") }
    let files = TemporaryDirectory()
    let large = files.file("large", String(repeating: "# x\n", count: 300_000))
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile.environment(at: large) }
    #expect(error?.reason.contains("larger than") == true)
  }

  @Test("What is printed can be read again, and holds no secret")
  func printing() throws {
    let variables = [
      "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/p?key=s3cret", "OTEL_EXPORTER_OTLP_HEADERS": "k=s3cret",
      "TRACEVEIL_REPLACEMENT": "\"quoted\" \\ ü", "TRACEVEIL_AUTH_TOKENS_FILE": "/tokens",
    ]
    let printed = try GatewayConfiguration(Environment(variables)).printed()
    #expect(!printed.contains("s3cret"))
    #expect(printed.contains("OTEL_EXPORTER_OTLP_HEADERS: \"k=***\"  # environment\n"))
    #expect(printed.contains("TRACEVEIL_QUEUE_BYTES: \"67108864\"  # default\n"))
    #expect(printed.contains("TRACEVEIL_HTTP_LISTEN: \"127.0.0.1:4318\"  # default\n"))
    let again = try GatewayConfiguration(parse(printed))
    #expect(again.queueBytes == 67_108_864)
    #expect(
      again.redaction?.defaultOperator
        == (try GatewayConfiguration(Environment(variables)).redaction?.defaultOperator)
    )
  }

  @Test(
    "Addresses",
    arguments: [
      ("127.0.0.1:4318", "127.0.0.1", 4318), ("[::1]:0", "::1", 0), ("localhost:65535", "localhost", 65535),
    ]
  )
  func addresses(text: String, host: String, port: Int) {
    let address = ListenAddress(text)
    #expect(address == ListenAddress(host: host, port: port))
    #expect(address?.description == text)
  }

  @Test("Sockets with a path")
  func unixAddresses() {
    #expect(ListenAddress("unix:/run/a b.sock") == .unix(path: "/run/a b.sock"))
    #expect(ListenAddress("unix:/run/a b.sock")?.description == "unix:/run/a b.sock")
    #expect(ListenAddress("unix:/run/a.sock")?.isLoopback == true)
    for text in [
      "unix:", "unix:a.sock", "unix:/run/", "unix:/" + String(repeating: "a", count: 103), "/run/a.sock",
    ] {
      #expect(ListenAddress(text) == nil)
    }
  }
}
