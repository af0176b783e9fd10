import NIOCore
import OTLP
import Testing

@testable import TraceVeil

/// What is advised, in whose terms.
@Suite struct FailureAdvisorTests {
  private func advice(
    _ server: FailureAdvisor.Server,
    _ status: Int,
    _ body: String = "",
    _ change: (inout FailureAdvisor.Request) -> Void = { _ in }
  ) -> String? {
    var request = FailureAdvisor.Request()
    request.signal = .traces
    change(&request)
    let answer = AnswerText(ByteBuffer(string: body), contentType: nil)
    return FailureAdvisor(server).advice(status, answer, request)
  }

  @Test(arguments: [
    (
      404, #"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No Experiment with id=9 exists"}"#,
      "no such experiment: set TRACEVEIL_MLFLOW_EXPERIMENT_ID"
    ),
    (
      404, #"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Workspace 'w' not found"}"#,
      "check TRACEVEIL_MLFLOW_WORKSPACE"
    ),
    (
      500, #"{"error_code":"FEATURE_DISABLED","message":"Workspace APIs are not available"}"#,
      "has no workspaces"
    ),
    (404, "<title>404 Not Found</title>", "another static prefix: check TRACEVEIL_MLFLOW_TRACKING_URI"),
    (
      422, #"{"detail":[{"loc":["header","x-mlflow-experiment-id"],"msg":"Field required"}]}"#,
      "name an experiment"
    ),
    (400, "Missing required header: X-Mlflow-Experiment-Id", "name an experiment"),
    (400, #"{"error_code":"I","message":"Invalid experiment ID 'a'."}"#, "named by its number"),
    (401, "You are not authenticated.", "set TRACEVEIL_MLFLOW_TRACKING_USERNAME and _PASSWORD"),
    (403, "Permission denied", "give their user the right"),
    (403, "Invalid Host header - possible DNS rebinding attack detected", "--allowed-hosts"),
    (501, #"{"detail":"REST OTLP span logging is not supported by FileStore"}"#, "--backend-store-uri"),
    (400, "The plain HTTP request was sent to HTTPS port", "use https://"),
    (400, #"{"detail":"Unsupported Content-Encoding: gzip"}"#, "OTEL_EXPORTER_OTLP_COMPRESSION=none"),
    (301, "", "is not followed"), (413, "", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"), (503, "", "is starting"),
    (
      503,
      "Endpoint /api/3.0/mlflow/workspaces disabled because the server is running without workspaces support",
      "its message says"
    ),
    (502, "", "a proxy in front"), (405, "", "no MLflow server"),
  ])
  func ofAnMLflowDestination(status: Int, body: String, expected: String) {
    #expect(advice(.mlflow, status, body)?.contains(expected) == true)
  }

  @Test func saysOfAnyServerOnlyWhatMayBeTrueOfIt() {
    #expect(advice(.otlp, 501)?.contains("MLflow") == false)
    #expect(
      advice(.otlp, 501, #"{"detail":"not supported by FileStore"}"#)?.contains("--backend-store-uri") == true
    )
    let exhausted = FailureAdvisor(.otlp).advice(
      .resourceExhausted,
      429,
      AnswerText(),
      FailureAdvisor.Request()
    )
    #expect(exhausted?.contains("only where it says when") == true, "without that it is not asked again")
  }

  @Test(arguments: [404, 405])
  func aServerThatTakesOtherRequestsIsTheRightOne(status: Int) {
    #expect(advice(.upstream, status, "<title>404 Not Found</title>")?.contains("no MLflow server") == true)
    let advice = advice(.upstream, status, "<title>404 Not Found</title>") { $0.othersSucceed = true }
    #expect(advice?.contains("its version of MLflow") == true && advice?.contains("UPSTREAM") == false)
  }

  @Test(arguments: [
    "Cannot attach trace(s) ['tr-1'] to review queue 'rq-1': they do not exist in experiment '15'.",
    "Review queue with name 'q' not found for experiment '15'.",
    "Label schema with name 's' not found for experiment '15'.",
    "Scorer with name 's' not found for experiment 15.", "No tag with name: k in experiment with id 15",
    "Role with name=r in workspace=w not found", "Trace with ID tr-1 is not found.",
  ])
  func whatIsMissingInAnExperimentIsNoMissingExperiment(message: String) {
    for server in [FailureAdvisor.Server.mlflow, .upstream, .otlp] {
      let answer = #"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"\#(message)"}"#
      #expect(advice(server, 404, answer) == nil)
    }
  }

  @Test(arguments: [
    "No Experiment with id=9 exists", "Could not find experiment with name 'a'",
    "Experiment '9' does not exist.",
    "Experiment with id '9' not found",
  ])
  func anExperimentThatIsMissingIsSaidToBe(message: String) {
    let answer = #"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"\#(message)"}"#
    #expect(advice(.upstream, 404, answer)?.contains("no such experiment") == true)
  }

  @Test func aPageOfAnotherSiteIsNoMatterOfCredentials() {
    let advice = advice(.upstream, 403, "Cross-origin request blocked")
    #expect(advice?.contains("--cors-allowed-origins") == true && advice?.contains("credentials") == false)
  }

  @Test func hasTheSettingsOfWhereItGoes() {
    let missing = #"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No Experiment with id=9 exists"}"#
    #expect(advice(.otlp, 404, missing)?.contains("OTEL_EXPORTER_OTLP_HEADERS") == true)
    #expect(advice(.upstream, 404, missing)?.contains("client's MLFLOW_EXPERIMENT_ID") == true)
    #expect(advice(.upstream, 401)?.contains("TRACEVEIL_MLFLOW_UPSTREAM_USERNAME") == true)
    #expect(
      FailureAdvisor(.upstream).advice(.untrusted)?.contains("TRACEVEIL_MLFLOW_UPSTREAM_CERTIFICATE") == true
    )
    #expect(FailureAdvisor(.otlp).advice(.untrusted)?.contains("OTEL_EXPORTER_OTLP_CERTIFICATE") == true)
  }

  @Test func hasTheSettingsOfOneOfSeveralDestinations() {
    let prefix = "TRACEVEIL_DESTINATION_A_"
    var (otlp, mlflow) = (FailureAdvisor(.otlp), FailureAdvisor(.mlflow))
    (otlp.settingsPrefix, mlflow.settingsPrefix) = (prefix, prefix)
    var request = FailureAdvisor.Request()
    request.signal = .logs
    let advice = [
      otlp.advice(.refused), otlp.advice(.untrusted), otlp.advice(.notHTTP), mlflow.advice(.refused),
      otlp.advice(401, AnswerText(), request), otlp.advice(404, AnswerText(), request),
      mlflow.advice(401, AnswerText(), request), otlp.advice(.notFound, 404, AnswerText(), request),
      otlp.advice(.unimplemented, 501, AnswerText(), request),
    ]
    for text in advice {
      #expect(text?.contains(prefix) == true)
      #expect(text?.contains("OTEL_") == false && text?.contains("TRACEVEIL_MLFLOW") == false)
    }
    #expect(mlflow.advice(.refused)?.contains("TRACEVEIL_DESTINATION_A_MLFLOW_TRACKING_URI") == true)
    #expect(otlp.advice(404, AnswerText(), request)?.contains("leave logs out of \(prefix)SIGNALS") == true)
  }

  @Test(arguments: [ConnectionFailure.nameNotResolved, .refused, .unreachable, .reset, .timedOut])
  func blamesTheProxyForWhatHappensOnTheWayToIt(cause: ConnectionFailure) {
    var advisor = FailureAdvisor(.otlp)
    advisor.hasProxy = true
    #expect(advisor.advice(cause)?.contains("the proxy") == true)
    #expect(advisor.advice(cause) != FailureAdvisor(.otlp).advice(cause))
    #expect(advisor.advice(.untrusted) == FailureAdvisor(.otlp).advice(.untrusted))
  }

  @Test func seesWhatWasSent() {
    #expect(advice(.otlp, 401) { $0.hasCredentials = true } == "the server does not accept the credentials")
    let doubled = advice(.otlp, 404) { $0.path = "http://h/v1/traces/v1/traces" }
    #expect(doubled?.contains("take /v1/traces off OTEL_EXPORTER_OTLP_ENDPOINT") == true)
    let behind = advice(.upstream, 404) { $0.path = "/v1/traces/v1/traces" }
    #expect(behind?.contains("off the endpoint of the client") == true)
    #expect(advice(.otlp, 404) { $0.signal = .logs }?.contains("OTEL_LOGS_EXPORTER=none") == true)
  }

  @Test func isSilentWhereMLflowMissesSomethingElse() {
    #expect(
      advice(.upstream, 404, #"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Run 'r' not found"}"#)
        == nil
    )
    #expect(advice(.mlflow, 500, #"{"error_code":"INTERNAL_ERROR","message":"x"}"#) == nil)
  }
}
