import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Names of settings")
struct SettingNamesTests {
  private func error(_ variables: [String: String]) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) { try GatewayConfiguration(Environment(variables)) }
  }

  @Test(
    "A misspelt name ends the start, and the nearest one is named",
    arguments: [
      ("TRACEVEIL_PROCESSOR", "TRACEVEIL_PROCESSORS"), ("TRACEVEIL_OEPRATOR", "TRACEVEIL_OPERATOR"),
      ("TRACEVEIL_POLICIES", "TRACEVEIL_POLICY"), ("TRACEVEIL_UPSTREAM", "TRACEVEIL_MLFLOW_UPSTREAM"),
      ("TRACEVEIL_MLFLOW_UPSTREAM_URL", "TRACEVEIL_MLFLOW_UPSTREAM"),
      ("TRACEVEIL_LOG_LEVEL", "OTEL_LOG_LEVEL"), ("TRACEVEIL_HTTP_PORT", "TRACEVEIL_HTTP_LISTEN"),
      ("TRACEVEIL_BSP_SCHEDULE_DELAY", "OTEL_BSP_SCHEDULE_DELAY"),
      ("TRACEVIL_OPERATOR", "TRACEVEIL_OPERATOR"), ("TRACE_VEIL_ENTITIES", "TRACEVEIL_ENTITIES"),
      ("traceveil_entities", "TRACEVEIL_ENTITIES"),
      ("TRACEVEIL_EXPORTER_OTLP_ENDPIONT", "TRACEVEIL_EXPORTER_OTLP_ENDPOINT"),
    ]
  )
  func misspelt(name: String, meant: String) {
    let error = error([name: "1"])
    #expect(error?.key == name)
    #expect(error?.reason == "there is no such setting; did you mean \(meant)?")
  }

  @Test(
    "A setting of a destination too, before what the destination lacks without it",
    arguments: [
      ("TRACEVEIL_DESTINATION_X_ENDPONT", "TRACEVEIL_DESTINATION_X_ENDPOINT"),
      ("TRACEVEIL_DESTINATION_X_TRACE_ENDPOINT", "TRACEVEIL_DESTINATION_X_TRACES_ENDPOINT"),
      ("TRACEVEIL_DESTINATION_X_LOGS_HEADRS", "TRACEVEIL_DESTINATION_X_LOGS_HEADERS"),
      ("TRACEVEIL_DESTINATION_X_MLFLOW_TRACKING_URL", "TRACEVEIL_DESTINATION_X_MLFLOW_TRACKING_URI"),
      ("TRACEVEIL_DESTINATION_X_RETRY_INITAL", "TRACEVEIL_DESTINATION_X_RETRY_INITIAL"),
      ("TRACEVEIL_DESTINATION_X_KNID", "TRACEVEIL_DESTINATION_X_KIND"),
      ("TRACEVEIL_DESTINATION_PHOENX_ENDPOINT", "TRACEVEIL_DESTINATION_PHOENIX_ENDPOINT"),
      ("TRACEVEIL_DESTINATIN_PHOENIX_HEADERS", "TRACEVEIL_DESTINATION_PHOENIX_HEADERS"),
      ("TRACEVIL_DESTINATION_X_TIMEOUT", "TRACEVEIL_DESTINATION_X_TIMEOUT"),
      ("traceveil_destination_x_routes", "TRACEVEIL_DESTINATION_X_ROUTES"),
    ]
  )
  func misspeltOfDestination(name: String, meant: String) {
    let error = error(["TRACEVEIL_DESTINATIONS": "x, phoenix", name: "1"])
    #expect(error?.key == name)
    #expect(error?.reason.hasSuffix("; did you mean \(meant)?") == true)
  }

  @Test("Every setting has a meaning, and so has every one of a destination")
  func meanings() {
    // Names in small letters stand for those in capitals.
    for name in SettingNames.known where !UnavailableSettings.contains(name) && name == name.uppercased() {
      #expect(SettingMeanings.of(name) != nil, "\(name)")
    }
    for ending in DestinationKeys.endings {
      #expect(SettingMeanings.ofDestination(ending) != nil, "\(ending)")
    }
    #expect(SettingMeanings.of("TRACEVEIL_NONE") == nil)
  }

  @Test("Standard variables that are not read are named")
  func ignored() throws {
    let variables = ["OTEL_PROPAGATORS": "b3", "OTEL_TRACES_SAMPLER": "always_off", "OTEL_SERVICE_NAME": "a"]
    let configuration = try GatewayConfiguration(Environment(variables))
    #expect(configuration.ignoredVariables == ["OTEL_PROPAGATORS", "OTEL_TRACES_SAMPLER"])
  }

  @Test("What is near to nothing is refused all the same, and so is a name in the file")
  func unknown() throws {
    #expect(error(["TRACEVEIL_FOO": "1"])?.reason == "there is no such setting")
    let file = try ConfigurationFile.environment(parsing: "OTEL_BSP_SCHEDULE_DELY: 1\n", path: "t.yaml")
    let refused = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(file) }
    #expect(refused?.source == .file(path: "t.yaml", line: 1))
    #expect(refused?.reason.contains("did you mean OTEL_BSP_SCHEDULE_DELAY?") == true)
  }

  @Test("What a name lacks that depends on the misspelt one is not complained about first")
  func order() {
    let variables = ["TRACEVEIL_MLFLOW_UPSTRAEM": "http://h", "TRACEVEIL_MLFLOW_UPSTREAM_TOKEN": "t"]
    #expect(error(variables)?.key == "TRACEVEIL_MLFLOW_UPSTRAEM")
  }

  @Test("Kubernetes' variables, those of the tests and those of others are none of ours")
  func others() throws {
    let configuration = try GatewayConfiguration(
      Environment([
        "TRACEVEIL_SERVICE_HOST": "10.0.0.1", "TRACEVEIL_PORT": "tcp://10.0.0.1:4318",
        "TRACEVEIL_PORT_4318_TCP": "tcp://10.0.0.1:4318", "TRACEVEIL_PORT_4318_TCP_ADDR": "10.0.0.1",
        "TRACEVEIL_SERVICE_PORT_OTLP": "4318", "TRACEVEIL_HTTP_SERVICE_PORT": "4318",
        "TRACEVEIL_HTTP_PORT": "tcp://10.0.0.1:4318", "TRACEVEIL_BINARY": "b", "TERM": "x", "OTHER": "x",
        "OTEL_PYTHON_LOG_LEVEL": "x", "OTEL_METRIC_EXPORT_INTERVAL": "1",
      ])
    )
    #expect(configuration.warnings.isEmpty)
  }

  @Test("A standard name that is nearly one the gateway reads is warned about")
  func standard() throws {
    let configuration = try GatewayConfiguration(Environment(["OTEL_EXPORTER_OTLP_ENDPONT": "http://c"]))
    #expect(configuration.warnings.map(\.key) == ["OTEL_EXPORTER_OTLP_ENDPONT"])
    #expect(
      configuration.warnings.first?.message.contains("did you mean OTEL_EXPORTER_OTLP_ENDPOINT?") == true
    )
  }

  @Test(
    "What only a later version has is named as that",
    arguments: [
      "TRACEVEIL_NER_MODEL"
    ]
  )
  func unavailable(name: String) {
    let error = error([name: "x"])
    #expect(error?.key == name)
    #expect(error?.reason.contains("not available in this version") == true)
  }

  @Test("To ask for what is done anyway is no mistake")
  func harmless() throws {
    let variables = [
      "TRACEVEIL_ACK": "memory",
      "TRACEVEIL_QUEUE_WHEN_FULL": "refuse",
    ]
    #expect(try GatewayConfiguration(Environment(variables)).warnings.isEmpty)
  }

  @Test("The filter refuses them as well, and takes the gateway's")
  func filter() throws {
    let error = #expect(throws: ConfigurationError.self) {
      try CommandSettings(["TRACEVEIL_OPERATR": "hash"], policyFile: nil, for: .text)
    }
    #expect(error?.key == "TRACEVEIL_OPERATR")
    _ = try CommandSettings(
      ["TRACEVEIL_HTTP_LISTEN": "none", "TRACEVEIL_GRPC_LISTEN": "none"],
      policyFile: nil,
      for: .text
    )
  }

  @Test(
    "Letters put in, left out, changed and swapped count one each",
    arguments: [
      ("abc", "abc", 0), ("abc", "abxc", 1), ("abc", "ac", 1), ("abc", "axc", 1), ("abc", "acb", 1),
      ("", "ab", 2),
    ]
  )
  func distance(one: String, other: String, expected: Int) {
    #expect(NearestName.distance(Array(one.utf8), Array(other.utf8), limit: 3) == expected)
    #expect(NearestName.distance(Array(other.utf8), Array(one.utf8), limit: 3) == expected)
    #expect(NearestName.distance(Array(one.utf8), Array(other.utf8), limit: expected - 1) == nil)
  }
}
