import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Paths of OTLP over HTTP")
struct ReceiverPathsTests {
  private static let paths = ReceiverPaths([
    .traces: ["/collect", "/a/b", "/v1/spans"], .logs: ["/collect/logs"],
  ])

  @Test(
    "What a target is for",
    arguments: [
      ("/v1/traces", .traces), ("/v1/logs", .logs), ("/v1/metrics", .metrics), ("/v1/traces/", .traces),
      ("/v1/traces?a=/b", .traces), ("/v1/traces/?", .traces), ("/api/public/otel/v1/traces", .traces),
      ("/api/public/otel/v1/logs/", .logs), ("/api/2.0/otel/v1/traces", .traces),
      ("http://host:4318/v1/traces", .traces), ("HTTPS://[::1]/v1/metrics/?x", .metrics),
      ("/collect", .traces),
      ("http://host/a/b", .traces), ("/a/b/", .traces), ("/v1/spans", .traces), ("/collect/logs", .logs),
      ("", nil), ("/", nil), ("*", nil), ("/v1", nil), ("/v1/", nil), ("/V1/traces", nil),
      ("/v1/traces//", nil),
      ("/v1//traces", nil), ("/a", nil), ("/a/b/c", nil), ("http://host", nil),
      ("http://host?/v1/traces", nil),
      ("ws://host/v1/traces", nil), ("://v1/traces", nil), ("/v1/traces#", nil), ("/%761/traces", nil),
      ("/x/http://host/v1/traces", nil),
    ] as [(String, Signal?)]
  )
  func targets(target: String, signal: Signal?) {
    #expect(Self.paths.signal(target) == signal)
  }

  @Test("Nothing but the standard ones and those of others without a setting")
  func defaults() {
    #expect(ReceiverPaths().signal("/collect") == nil)
    #expect(ReceiverPaths().signal("/api/public/otel/v1/metrics") == .metrics)
  }

  private func read(_ variables: [String: String]) throws -> ReceiverPaths {
    try GatewayConfiguration(Environment(variables)).httpPaths
  }

  @Test("Settings")
  func settings() throws {
    let paths = try read([
      "TRACEVEIL_HTTP_TRACES_PATHS": "/one, /two/", "TRACEVEIL_HTTP_METRICS_PATHS": "/m",
      "TRACEVEIL_HTTP_LOGS_PATHS": "/v1/logs",
    ])
    #expect(
      ["/one", "/two", "/two/", "/m", "/v1/logs"].map(paths.signal) == [
        .traces, .traces, .traces, .metrics, .logs,
      ]
    )
  }

  @Test(
    "Paths that cannot be",
    arguments: [
      "one", "/a?b", "/a#b", "/a b", "/é", "/v1/logs", "/api/public/otel/v1/metrics/", "/a,/a/", "http://h/a",
    ]
  )
  func refused(value: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(["TRACEVEIL_HTTP_TRACES_PATHS": value]) }
    #expect(error?.key == "TRACEVEIL_HTTP_TRACES_PATHS")
  }

  @Test("One path cannot be of two signals")
  func shared() {
    let variables = ["TRACEVEIL_HTTP_TRACES_PATHS": "/a", "TRACEVEIL_HTTP_LOGS_PATHS": "/a"]
    #expect(throws: ConfigurationError.self) { try read(variables) }
  }

  @Test("A slash at the end, a whole URL and Langfuse's path are taken", .timeLimit(.minutes(5)))
  func requests() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      let body = OTLPBytes.traces()
      for target in ["/v1/traces/", "http://elsewhere:1/v1/traces", "/api/public/otel/v1/traces"] {
        #expect(await connection.request("POST", target, headers: [protobuf], body: body)?.status == 200)
      }
      #expect(receiver.traces.requests.count == 3)
    }
  }
}
