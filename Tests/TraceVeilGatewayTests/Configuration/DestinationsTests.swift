import OTLP
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Several destinations a signal, by variables and in a file.
struct DestinationsTests {
  private static let two = [
    "TRACEVEIL_DESTINATIONS": "ml,Phoenix-1",
    "TRACEVEIL_DESTINATION_ML_KIND": "mlflow",
    "TRACEVEIL_DESTINATION_ML_MLFLOW_TRACKING_URI": "http://mlflow.example:5000",
    "TRACEVEIL_DESTINATION_PHOENIX_1_ENDPOINT": "http://phoenix.example:6006",
    "TRACEVEIL_DESTINATION_PHOENIX_1_HEADERS": "api-key=hush-hush",
    "TRACEVEIL_DESTINATION_PHOENIX_1_LOGS_TIMEOUT": "7000",
  ]

  private func read(_ variables: [String: String]) throws -> GatewayConfiguration {
    try GatewayConfiguration(Environment(variables))
  }

  private func error(_ more: [String: String], _ base: [String: String] = two) -> ConfigurationError? {
    do {
      _ = try read(base.merging(more) { _, new in new })
      return nil
    } catch {
      return error as? ConfigurationError
    }
  }

  @Test func noDestinationHasTheFolderOfDropInMode() {
    let own = ["TRACEVEIL_DESTINATION_DROP_IN_ENDPOINT": "http://phoenix.example:6006"]
    let error = error(["TRACEVEIL_DESTINATIONS": "Drop-In"], own)
    #expect(error?.key == "TRACEVEIL_DESTINATIONS" && error?.reason.contains("drop-in is taken") == true)
  }

  @Test func eachSignalGoesToThoseThatTakeIt() throws {
    let configuration = try read(Self.two)
    let names = Signal.allCases.map { signal in
      configuration.routes[signal].destination.each.map { $0.name?.text ?? "" }
    }
    #expect(names == [["ml", "phoenix-1"], ["phoenix-1"], ["phoenix-1"]])
    let endpoints = configuration.routes[.traces].destination.each.map(\.destination.shownEndpoint)
    #expect(endpoints.last == "http://phoenix.example:6006/v1/traces")
    let timeouts = Signal.allCases.map {
      configuration.routes[$0].destination.each.last?.destination.transport?.timeout
    }
    #expect(timeouts == [.seconds(10), .seconds(7), .seconds(10)])
    #expect(configuration.warnings.isEmpty)
    let printed = configuration.printed()
    #expect(printed.contains(#"TRACEVEIL_DESTINATION_PHOENIX_1_HEADERS: "api-key=***""#))
    #expect(printed.contains(#"TRACEVEIL_DELIVERED_BY: "any""#))
    #expect(!printed.contains("hush-hush"))
  }

  @Test(
    "What a file says twice is an error",
    arguments: [
      "TRACEVEIL_DESTINATIONS: [{name: a, endpoint: 'http://x', ENDPOINT: 'http://y'}]",
      "TRACEVEIL_DESTINATIONS: [{name: a, endpoint: 'http://x'}]\nTRACEVEIL_DESTINATION_A_ENDPOINT: http://y",
      "TRACEVEIL_DESTINATION_A_ENDPOINT: http://y\nTRACEVEIL_DESTINATIONS: [{name: a, endpoint: 'http://x'}]",
    ]
  )
  func twice(text: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationFile.environment(parsing: text, path: "f")
    }
    #expect(error?.key == "TRACEVEIL_DESTINATION_A_ENDPOINT")
  }

  @Test func eachHasAShareOfTheBudget() throws {
    let parties = try read(Self.two).budgetParties
    #expect(
      parties.contains(.destination("ml", .traces)) && parties.contains(.destination("phoenix-1", .logs))
    )
    #expect(parties.contains(.signal(.traces)) && !parties.contains(.destination("ml", .logs)))
  }

  @Test(
    "What would have no effect is an error that names its variable",
    arguments: [
      ["TRACEVEIL_DESTINATION_OTHER_ENDPOINT": "http://a"],
      ["TRACEVEIL_DESTINATION_ML_ENDPOINT": "http://a"],
      ["TRACEVEIL_DESTINATION_ML_LOGS_TIMEOUT": "1"],
      ["TRACEVEIL_DESTINATION_PHOENIX_1_ENDPONT": "http://a"],
      ["TRACEVEIL_DESTINATION_PHOENIX_1_KIND": "zipkin"],
      ["TRACEVEIL_DESTINATION_ML_SIGNALS": "logs"],
      ["TRACEVEIL_DESTINATION_PHOENIX_1_TIMEOUT": "soon"],
      ["TRACEVEIL_DESTINATION_PHOENIX_1_RETRY_MAX": "soon"],
      ["TRACEVEIL_DESTINATIONS": "a b"], ["TRACEVEIL_DESTINATIONS": "a,A"],
      ["TRACEVEIL_EXPORTER_OTLP_ENDPOINT": "http://a"], ["TRACEVEIL_MLFLOW_TRACKING_URI": "http://a"],
      ["TRACEVEIL_DELIVERED_BY": "most"], ["OTEL_TRACES_EXPORTER": "console"],
    ]
  )
  func mistakes(_ one: [String: String]) {
    #expect(error(one)?.key == one.keys.first)
  }

  @Test("A setting of another kind says which kind it is for")
  func kind() {
    let key = "TRACEVEIL_DESTINATION_PHOENIX_1_MLFLOW_TRACKING_URI"
    #expect(error([key: "http://a"])?.key == key)
    #expect(
      error([key: "http://a"])?.reason.contains("set TRACEVEIL_DESTINATION_PHOENIX_1_KIND=mlflow") == true
    )
  }

  @Test func aDestinationNeedsAnEndpoint() {
    #expect(error(["TRACEVEIL_DESTINATIONS": "a"], [:])?.key == "TRACEVEIL_DESTINATION_A_ENDPOINT")
    let mlflow = ["TRACEVEIL_DESTINATIONS": "a", "TRACEVEIL_DESTINATION_A_KIND": "mlflow"]
    #expect(error([:], mlflow)?.key == "TRACEVEIL_DESTINATION_A_MLFLOW_TRACKING_URI")
    #expect(
      error(["TRACEVEIL_DESTINATION_A_ENDPOINT": "http://a"], [:])?.key == "TRACEVEIL_DESTINATION_A_ENDPOINT"
    )
    #expect(error(["TRACEVEIL_DELIVERED_BY": "all"], [:])?.key == "TRACEVEIL_DELIVERED_BY")
  }

  @Test("A destination that is the gateway itself is refused by its own name")
  func loop() {
    let own = error(["TRACEVEIL_DESTINATION_PHOENIX_1_ENDPOINT": "http://127.0.0.1:4318"])
    #expect(own?.key == "TRACEVEIL_DESTINATION_PHOENIX_1_ENDPOINT")
    #expect(own?.reason.contains("this gateway itself") == true)
  }

  @Test("Nothing of a single destination's settings is taken over; what all share can be a destination's own")
  func settings() throws {
    let configuration = try read(
      Self.two.merging([
        "OTEL_EXPORTER_OTLP_HEADERS": "authorization=x", "MLFLOW_TRACKING_TOKEN": "y",
        "TRACEVEIL_MAX_CONCURRENT_EXPORTS": "3", "TRACEVEIL_DESTINATION_ML_MAX_CONCURRENT_EXPORTS": "1",
      ]) { _, new in new }
    )
    let each = configuration.routes[.traces].destination.each.compactMap(\.destination.transport)
    #expect(each.map(\.maximumConcurrentExports) == [1, 3])
    #expect(each.map { $0.headers.map(\.name) } == [[], ["api-key"]])
    #expect(each.map(\.settingsPrefix) == ["TRACEVEIL_DESTINATION_ML_", "TRACEVEIL_DESTINATION_PHOENIX_1_"])
    if case .mlflow(let destination) = configuration.routes[.traces].destination.each[0].destination {
      #expect(destination.credentials == nil)
    }
  }

  @Test("Of two names of which one begins the other, the longer one has what fits both")
  func prefixes() throws {
    let configuration = try read([
      "TRACEVEIL_DESTINATIONS": "a,a_b", "TRACEVEIL_DESTINATION_A_ENDPOINT": "http://one",
      "TRACEVEIL_DESTINATION_A_B_ENDPOINT": "http://two",
    ])
    let endpoints = configuration.routes[.logs].destination.each.compactMap(\.destination.shownEndpoint)
    #expect(endpoints == ["http://one/v1/logs", "http://two/v1/logs"])
  }

  @Test func aFileHasAList() throws {
    let text = """
      TRACEVEIL_DELIVERED_BY: all
      TRACEVEIL_DESTINATIONS:
        - name: ml
          kind: mlflow
          mlflow_tracking_uri: http://mlflow.example:5000
        - name: other
          endpoint: ${HOST}
          signals: [traces, metrics]
          headers: {api-key: "a,b = c"}
      """
    let environment = try ConfigurationFile.environment(
      parsing: text,
      path: "f",
      variables: ["HOST": "http://other.example"]
    )
    let configuration = try GatewayConfiguration(environment)
    let each = configuration.routes[.traces].destination.each
    #expect(each.map { $0.name?.text } == ["ml", "other"])
    #expect(each.last?.destination.transport?.headers.map(\.value) == ["a,b = c"])
    #expect(configuration.routes[.logs].destination.each.isEmpty)
    guard case .several(_, let copying) = configuration.routes[.traces].destination, copying.rule == .all
    else {
      Issue.record("the rule is another")
      return
    }
  }

  @Test(arguments: ["- kind: otlp", "- {name: a b}", "- [a]", "- {name: a, endpoint: {b: c}}"])
  func filesThatAreWrong(_ list: String) {
    #expect(throws: ConfigurationError.self) {
      try ConfigurationFile.environment(parsing: "TRACEVEIL_DESTINATIONS:\n  \(list)\n", path: "f")
    }
  }

  private static let routed = [
    "TRACEVEIL_DESTINATIONS": "a,b", "TRACEVEIL_ROUTE_BY": "header:X-Scope-OrgID",
    "TRACEVEIL_DESTINATION_A_ENDPOINT": "http://a", "TRACEVEIL_DESTINATION_A_ROUTES": "blue, green",
    "TRACEVEIL_DESTINATION_B_ENDPOINT": "http://b", "TRACEVEIL_DESTINATION_B_ROUTES": "green",
    "TRACEVEIL_DEFAULT_DESTINATIONS": "B",
  ]

  @Test func routes() throws {
    for (key, shown) in [
      ("header:X-Scope-OrgID", "header:x-scope-orgid"), ("SERVICE", "service"),
      ("attribute:a.b", "attribute:a.b"),
    ] {
      let configuration = try read(Self.routed.merging(["TRACEVEIL_ROUTE_BY": key]) { _, new in new })
      guard case .several(_, let copying) = configuration.routes[.logs].destination else { continue }
      #expect(copying.routing != nil)
      #expect(configuration.printed().contains("TRACEVEIL_ROUTE_BY: \"\(shown)\""))
    }
  }

  @Test(
    "A route that could lead nowhere is an error",
    arguments: [
      ("TRACEVEIL_DEFAULT_DESTINATIONS", "", "TRACEVEIL_ROUTE_BY"),
      ("TRACEVEIL_DEFAULT_DESTINATIONS", "c", "TRACEVEIL_DEFAULT_DESTINATIONS"),
      ("TRACEVEIL_ROUTE_BY", "", "TRACEVEIL_DESTINATION_A_ROUTES"),
      ("TRACEVEIL_ROUTE_BY", "header:x-other", "TRACEVEIL_ROUTE_BY"),
      ("TRACEVEIL_ROUTE_BY", "header:authorization", "TRACEVEIL_ROUTE_BY"),
      ("TRACEVEIL_ROUTE_BY", "moon", "TRACEVEIL_ROUTE_BY"),
    ]
  )
  func routesThatAreWrong(_ name: String, _ value: String, _ key: String) {
    #expect(error([name: value], Self.routed)?.key == key)
  }
}
