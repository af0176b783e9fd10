import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("TRACEVEIL_MLFLOW_*")
struct MLflowSettingsTests {
  private let uri = "TRACEVEIL_MLFLOW_TRACKING_URI"

  private func destination(_ variables: [String: String] = [:]) throws -> MLflowDestination? {
    let configuration = try GatewayConfiguration(
      Environment([uri: "http://mlflow:5000/mlf"].merging(variables) { $1 })
    )
    guard case .mlflow(let destination) = configuration.routes[.traces].destination else { return nil }
    return destination
  }

  @Test("The server takes the traces, and nothing else is served")
  func tracesOnly() throws {
    let configuration = try GatewayConfiguration(Environment([uri: "http://mlflow:5000/"]))
    guard case .mlflow(let destination) = configuration.routes[.traces].destination else {
      Issue.record("traces go elsewhere")
      return
    }
    #expect(destination.trackingURI == "http://mlflow:5000/")
    #expect(destination.experiment == .id("0") && destination.credentials == nil)
    #expect(destination.transport.maximumConcurrentExports == 2)
    guard case .notServed = configuration.routes[.logs].destination else {
      Issue.record("logs are served")
      return
    }
    #expect(configuration.routes[.traces].destination.exporterName == "mlflow")
    #expect(configuration.routes[.traces].destination.shownEndpoint == "http://mlflow:5000/")
  }

  @Test(
    "MLflow's own credentials win over files that may be another server's; a server of metrics gets none of them"
  )
  func credentialsOfOthers() throws {
    let files = TemporaryDirectory()
    let variables = [
      "TRACEVEIL_EXPORTER_OTLP_TOKEN_FILE": files.file("token", "t"),
      "TRACEVEIL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://logs:4318",
      "TRACEVEIL_TELEMETRY_ENDPOINT": "http://metrics:4318", "TRACEVEIL_TELEMETRY_HEADERS": "a=b",
    ]
    let own = ["TRACEVEIL_MLFLOW_TRACKING_TOKEN": "own"]
    #expect(try destination(variables)?.transport.credentials.token != nil)
    #expect(try destination(variables.merging(own) { $1 })?.transport.credentials.isEmpty == true)
    let environment = Environment(variables.merging([uri: "http://mlflow:5000"]) { $1 })
    let telemetry = try #require(try GatewayConfiguration(environment).telemetry)
    #expect(telemetry.exporter.credentials.isEmpty && telemetry.exporter.headers.map(\.name) == ["a"])
  }

  @Test("Everything can be set")
  func everything() throws {
    let destination = try destination([
      "TRACEVEIL_MLFLOW_EXPERIMENT_NAME": "shop", "TRACEVEIL_MLFLOW_CREATE_EXPERIMENT": "true",
      "TRACEVEIL_MLFLOW_WORKSPACE": "w", "TRACEVEIL_MLFLOW_RUN_ID": "r",
      "TRACEVEIL_MAX_CONCURRENT_EXPORTS": "3", "OTEL_EXPORTER_OTLP_HEADERS": "a=b",
      "MLFLOW_TRACKING_USERNAME": "u", "MLFLOW_TRACKING_PASSWORD": "p", "MLFLOW_TRACKING_TOKEN": "t",
    ])
    #expect(destination?.experiment == .name("shop", creates: true))
    #expect(destination?.workspace == "w" && destination?.runID == "r")
    #expect(destination?.credentials == .basic(username: "u", password: "p"))
    #expect(destination?.transport.maximumConcurrentExports == 3)
    #expect(destination?.transport.headers.map(\.name) == ["a"])
  }

  @Test("TraceVeil's own names of credentials win")
  func ownCredentials() throws {
    let variables = ["MLFLOW_TRACKING_TOKEN": "theirs", "TRACEVEIL_MLFLOW_TRACKING_TOKEN": "ours"]
    #expect(try destination(variables)?.credentials == .token("ours"))
    let basic = ["MLFLOW_TRACKING_USERNAME": "u", "MLFLOW_TRACKING_PASSWORD": "theirs"]
    #expect(try destination(variables.merging(basic) { $1 })?.credentials == .token("ours"))
    let own = ["TRACEVEIL_MLFLOW_TRACKING_TOKEN": "t", "TRACEVEIL_MLFLOW_TRACKING_USERNAME": "u"]
    let error = #expect(throws: ConfigurationError.self) { try destination(own) }
    #expect(error?.key == "TRACEVEIL_MLFLOW_TRACKING_TOKEN")
    #expect(error?.reason.contains("TRACEVEIL_MLFLOW_TRACKING_USERNAME") == true)
  }

  @Test("A secret may stand in a file, which comes before the names of MLflow's clients")
  func credentialsInFiles() throws {
    let files = TemporaryDirectory()
    let variables = [
      "TRACEVEIL_MLFLOW_TRACKING_USERNAME": "u", "MLFLOW_TRACKING_PASSWORD": "theirs",
      "TRACEVEIL_MLFLOW_TRACKING_PASSWORD_FILE": files.file("password", "ours\n"),
    ]
    #expect(try destination(variables)?.credentials == .basic(username: "u", password: "ours"))
    let token = ["TRACEVEIL_MLFLOW_TRACKING_TOKEN_FILE": files.file("token", "t")]
    #expect(try destination(token)?.credentials == .token("t"))
    let empty = ["TRACEVEIL_MLFLOW_TRACKING_TOKEN_FILE": files.file("empty", "\n")]
    let error = #expect(throws: ConfigurationError.self) { try destination(empty) }
    #expect(error?.key == "TRACEVEIL_MLFLOW_TRACKING_TOKEN_FILE")
  }

  @Test(
    "What would lose traces without a word is refused",
    arguments: [
      (["TRACEVEIL_MLFLOW_EXPERIMENT_ID": "my-exp"], "TRACEVEIL_MLFLOW_EXPERIMENT_ID"),
      (["OTEL_EXPORTER_OTLP_HEADERS": "X-MLflow-Experiment-Id="], "OTEL_EXPORTER_OTLP_HEADERS"),
      (
        ["TRACEVEIL_MLFLOW_EXPERIMENT_ID": "1", "TRACEVEIL_MLFLOW_EXPERIMENT_NAME": "a"],
        "TRACEVEIL_MLFLOW_EXPERIMENT_NAME"
      ),
      (["TRACEVEIL_MLFLOW_CREATE_EXPERIMENT": "true"], "TRACEVEIL_MLFLOW_CREATE_EXPERIMENT"),
      (["TRACEVEIL_MLFLOW_TRACKING_PASSWORD": "p"], "TRACEVEIL_MLFLOW_TRACKING_PASSWORD"),
      (["TRACEVEIL_MLFLOW_WORKSPACE": "a\u{0a}b"], "TRACEVEIL_MLFLOW_WORKSPACE"),
      (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://b/v1/traces"], "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"),
      (["OTEL_EXPORTER_OTLP_HEADERS": "X-MLflow-Experiment-Id=abc"], "OTEL_EXPORTER_OTLP_HEADERS"),
    ]
  )
  func mistakes(variables: [String: String], key: String) {
    let error = #expect(throws: ConfigurationError.self) { try destination(variables) }
    #expect(error?.key == key)
  }

  @Test("Settings of a destination that is not set are a mistake")
  func unused() {
    let error = #expect(throws: ConfigurationError.self) {
      try GatewayConfiguration(Environment(["TRACEVEIL_MLFLOW_EXPERIMENT_ID": "1"]))
    }
    #expect(error?.key == "TRACEVEIL_MLFLOW_EXPERIMENT_ID")
  }

  @Test("The gateway itself is no destination")
  func loop() {
    let error = #expect(throws: ConfigurationError.self) {
      try destination([uri: "http://localhost:4318"])
    }
    #expect(error?.key == uri)
  }

  @Test("No credential is shown")
  func masked() throws {
    let configuration = try GatewayConfiguration(
      Environment([uri: "http://mlflow:5000", "TRACEVEIL_MLFLOW_TRACKING_TOKEN": "swordfish"])
    )
    #expect(!"\(configuration.settings)".contains("swordfish"))
    #expect(!"\(configuration.routes)".contains("swordfish"))
  }
}
