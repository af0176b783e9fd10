import NIOHTTP1
import Testing

@testable import traceveil_cli

@Suite("Routes of MLflow")
struct RouteTableTests {
  private func decide(_ method: String, _ path: String) throws -> MLflowRouteTable.Decision {
    MLflowRouteTable.decide(HTTPMethod(rawValue: method), try #require(RequestTarget(path)))
  }

  @Test(
    "What is about traces is redacted, under any static prefix, in either case, with a slash at its end",
    arguments: [
      ("POST", "/v1/traces", MLflowBodyForm.otlp), ("POST", "/mlf/v1/traces", .otlp),
      ("POST", "/V1/TRACES/", .otlp), ("POST", "/v1/tr%61ces?x=1", .otlp),
      ("POST", "/api/3.0/mlflow/traces", .startTrace),
      ("POST", "/a/b/ajax-api/3.0/mlflow/traces", .startTrace),
      ("POST", "/api/2.0/mlflow/traces", .json), ("PATCH", "/api/2.0/mlflow/traces/tr-1", .json),
      ("PATCH", "/api/2.0/mlflow/traces/tr-1/tags", .json),
      ("PATCH", "/api/3.0/mlflow/traces/tr-1/tags", .json),
      ("POST", "/api/3.0/mlflow/traces/tr-1/assessments", .json),
      ("PATCH", "/api/3.0/mlflow/traces/tr-1/assessments/a-1", .json),
      ("POST", "/api/3.0/mlflow/datasets/d-1/records", .json), ("POST", "/api/3.0/mlflow/issues", .json),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/1/traces/tr-1/artifacts/traces.json", .traceData),
      (
        "PUT", "/ajax-api/2.0/mlflow-artifacts/artifacts/traces/1/traces/tr-1/artifacts/Traces.JSON",
        .traceData
      ),
    ]
  )
  func redacted(method: String, path: String, form: MLflowBodyForm) throws {
    #expect(try decide(method, path).treatment == .redact(form))
  }

  @Test(
    "What may be about traces and is not known is refused",
    arguments: [
      ("PUT", "/v1/traces"), ("POST", "/v1/traces/more"), ("POST", "/v1/logs"), ("POST", "/v1/metrics"),
      ("POST", "/api/4.0/mlflow/traces"), ("PUT", "/api/3.0/mlflow/traces"),
      ("POST", "/api/3.0/mlflow/traces/tr-1/feedback"), ("POST", "/api/3.0/mlflow/spans"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/1/traces/tr-1/artifacts/traces.pb"),
      ("POST", "/api/2.0/mlflow-artifacts/mpu/create/1/traces/tr-1/artifacts"),
      ("POST", "/api/2.0/mlflow-artifacts/mpu/complete/1/traces/tr-1/artifacts/attachments"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/traces.json"),
      ("POST", "/gateway/chat/mlflow/invocations"), ("POST", "/mlf/gateway/openai/v1/responses"),
      ("TRACE", "/"), ("PROPFIND", "/x"), ("CONNECT", "/x"),
    ]
  )
  func refused(method: String, path: String) throws {
    #expect(try decide(method, path).treatment == .refuse)
  }

  @Test(
    "A write whose path can be read in two ways is refused, a read of it passes",
    arguments: [
      "/api//3.0/mlflow/runs/create", "/api/./3.0/mlflow/runs/create", "/x/../api", "/api/%2e%2e/x", "/a%2fb",
      "/a%5cb", "/a\\b", "/a%00b", "/a%2561", "/a%zz", "/a%4", "/a%ff", "//",
    ]
  )
  func ambiguous(path: String) throws {
    #expect(try decide("POST", path).treatment == .refuse)
    #expect(try decide("GET", path).treatment == .pass)
  }

  @Test(
    "Everything else passes",
    arguments: [
      ("GET", "/"), ("HEAD", "/version"), ("OPTIONS", "/api/3.0/mlflow/traces"), ("GET", "/v1/traces"),
      ("POST", "/api/2.0/mlflow/runs/log-batch"), ("POST", "/graphql"),
      ("POST", "/api/3.0/mlflow/traces/search"),
      ("POST", "/api/3.0/mlflow/gateway/endpoints/create"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/1/abc/artifacts/trace_model/attachments/100%25.bin"),
      ("POST", "/api/2.0/mlflow-artifacts/mpu/create/1/abc/artifacts"),
      ("DELETE", "/api/3.0/mlflow/traces/tr-1/tags"),
    ]
  )
  func passed(method: String, path: String) throws {
    #expect(try decide(method, path).treatment == .pass)
  }

  @Test("Attachments are treated as such")
  func attachment() throws {
    let path = "/api/2.0/mlflow-artifacts/artifacts/1/traces/tr-1/artifacts/attachments/0a"
    #expect(try decide("PUT", path) == .init(routeClass: .attachment, treatment: .attachment))
    #expect(try decide("PUT", path + "/more").treatment == .refuse)
  }

  @Test(
    "No target but a path in visible ASCII",
    arguments: ["", "*", "http://h/v1/traces", "/a b", "/é", "/a#b"]
  )
  func noTarget(text: String) {
    #expect(RequestTarget(text) == nil)
  }
}
