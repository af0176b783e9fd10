import NIOHTTP1
import Testing

@testable import TraceVeilGateway

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
      ("DELETE", "/api/2.0/mlflow/traces/tr-1/tags", .json),
      ("DELETE", "/ajax-api/3.0/mlflow/traces/tr-1/tags", .json),
      ("POST", "/api/3.0/mlflow/traces/tr-1/assessments", .json),
      ("PATCH", "/api/3.0/mlflow/traces/tr-1/assessments/a-1", .json),
      ("POST", "/api/3.0/mlflow/datasets/create", .named),
      ("POST", "/api/3.0/mlflow/datasets/d-1/records", .json), ("POST", "/api/3.0/mlflow/issues", .named),
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
    "What people write about traces is redacted, too",
    arguments: [
      ("POST", "label-schemas/create", MLflowBodyForm.named), ("PATCH", "label-schemas/update", .named),
      ("POST", "review-queues/create", .review), ("POST", "review-queues/get-or-create-user", .review),
      ("POST", "review-queues/update", .review), ("POST", "review-queues/items/set-status", .review),
      ("POST", "assistant/message", .json),
    ]
  )
  func review(method: String, path: String, form: MLflowBodyForm) throws {
    #expect(try decide(method, "/ajax-api/3.0/mlflow/" + path).treatment == .redact(form))
  }

  @Test(
    "Questions for what was redacted are asked as it is stored; others pass",
    arguments: [
      ("POST", "3.0/mlflow/traces/search", MLflowTreatment.redact(.search)),
      ("POST", "3.0/mlflow/traces/metrics", .redact(.search)),
      ("POST", "3.0/mlflow/datasets/search", .redact(.datasetSearch)),
      ("POST", "3.0/mlflow/issues/search", .redact(.issueSearch)),
      ("GET", "3.0/mlflow/datasets/search?filter_string=x", .ask(.datasetFilter)),
      ("GET", "2.0/mlflow/traces?filter=x", .ask(.filter)), ("GET", "2.0/mlflow/traces", .pass),
      ("GET", "3.0/mlflow/label-schemas/get-by-name?name=x", .ask(.name)),
      ("GET", "3.0/mlflow/review-queues/get-by-name?name=x", .ask(.queueName)),
      ("GET", "3.0/mlflow/review-queues/list?user=x", .ask(.user)),
      ("HEAD", "3.0/mlflow/review-queues/list?user=x", .pass),
      ("GET", "2.0/mlflow/experiments/get-by-name?experiment_name=x", .pass),
      ("GET", "3.0/mlflow/traces/tr-1?x=y", .pass),
      ("DELETE", "3.0/mlflow/datasets/d-1/tags/expectation_source", .ask(.tagKey)),
    ]
  )
  func questions(method: String, path: String, treatment: MLflowTreatment) throws {
    #expect(try decide(method, "/under/api/" + path).treatment == treatment)
    #expect(try decide(method, "/ajax-api/" + path).treatment == treatment)
  }

  @Test(
    "What may be about traces and is on no known route is refused",
    arguments: [
      ("PUT", "/v1/traces"), ("POST", "/v1/traces/more"), ("PUT", "/v1/logs"), ("POST", "/v1/metrics/more"),
      ("POST", "/api/4.0/mlflow/traces"), ("PUT", "/api/3.0/mlflow/traces"),
      ("POST", "/api/3.0/mlflow/traces/tr-1/feedback"), ("POST", "/api/3.0/mlflow/spans"),
      ("POST", "/api/3.0/mlflow/datasets/d-1/rows"), ("POST", "/api/3.0/mlflow/review-queues/comments/add"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/1/traces/tr-1/artifacts/traces.pb"),
      ("TRACE", "/"), ("PROPFIND", "/x"), ("CONNECT", "/x"),
    ]
  )
  func refused(method: String, path: String) throws {
    #expect(try decide(method, path) == .refuse(.unknown))
  }

  @Test("Metrics and logs are answered as MLflow does it", arguments: ["/v1/logs", "/mlf/v1/metrics"])
  func otherSignals(path: String) throws {
    #expect(try decide("POST", path) == .refuse(.noRoute))
  }

  @Test(
    "Calls of models are refused",
    arguments: [
      "/gateway/chat/mlflow/invocations", "/mlf/gateway/openai/v1/responses", "/gateway/new/route",
      "/gateway/gemini/v1beta/models/x:generateContent",
    ]
  )
  func modelCall(path: String) throws {
    #expect(try decide("POST", path) == .init(routeClass: .modelCall, treatment: .refuse(.modelCall)))
  }

  @Test(
    "A write whose path may be read as that of another route is refused, a read of it passes",
    arguments: [
      "/api/3.0//mlflow/traces", "/api/3.0/./mlflow/traces", "/api/3.0/mlflow/x/../traces",
      "/api/3.0/mlflow/%2e%2e/mlflow/traces", "/api/3.0/mlflow/tr%2561ces", #"/api/3.0/mlflow\traces"#,
      "/api/3.0/mlflow%5ctraces",
      "/api/3.0/mlflow/t%00races", "/api/3.0/mlflow/%2525252574races",
      "/" + String(repeating: "a/", count: 600),
    ]
  )
  func ambiguous(path: String) throws {
    #expect(try decide("POST", path) == .refuse(.ambiguous))
    #expect(try decide("GET", path).treatment == .pass)
  }

  @Test(
    "An encoded slash makes the route that MLflow makes of it",
    arguments: [
      ("POST", "/api/3.0/mlflow%2Ftraces", MLflowTreatment.redact(.startTrace)),
      ("POST", "/%61pi/3.0/mlflow/traces%2Ftr-1%2fassessments", .redact(.json)),
      ("PATCH", "/api/3.0/mlflow/mcp-servers/org.acme%2Ftraces%2Fweather", .pass),
      ("PATCH", "/api/3.0/mlflow/mcp-servers/a%2F..%2F..%2Ftraces%2Ftr-1%2Ftags", .refuse(.ambiguous)),
      ("DELETE", "/api/3.0/mlflow/mcp-servers/org.acme%2Fw/versions/1.0%2Fb/tags/a%2Ftrace", .pass),
      // U+FFFD to MLflow.
      ("PATCH", "/api/3.0/mlflow/mcp-servers/caf%E9%2Fw", .pass),
      ("PATCH", "/api/3.0/mlflow/traces/%ff/tags", .redact(.json)),
      (
        "PUT", "/api/2.0/mlflow-artifacts/artifacts/1%2Ftraces%2Ftr-1%2Fartifacts%2Ftraces.json",
        .redact(.traceData)
      ),
    ]
  )
  func encodedSlash(method: String, path: String, treatment: MLflowTreatment) throws {
    #expect(try decide(method, path).treatment == treatment)
  }

  private static let run = "0123456789abcdef0123456789abcdef"

  @Test(
    "Everything else passes, whatever the names in it are",
    arguments: [
      ("GET", "/"), ("HEAD", "/version"), ("OPTIONS", "/api/3.0/mlflow/traces"), ("GET", "/v1/traces"),
      ("POST", "/api/2.0/mlflow/runs/log-batch"), ("POST", "/trace-app/graphql"),
      ("POST", "/api//3.0/mlflow/runs/create"),
      ("POST", "/api/3.0/mlflow/gateway/endpoints/create"), ("POST", "/trace-app/api/2.0/mlflow/runs/create"),
      ("POST", "/spans/new-thing/api/5.0/mlflow/runs/paint"),
      ("PATCH", "/api/3.0/mlflow/workspaces/spanish-desk"),
      ("DELETE", "/api/2.0/mlflow/logged-models/m-1/tags/feedback_score"),
      ("POST", "/api/3.0/mlflow/skills/trace-reader/tags"),
      ("PATCH", "/api/3.0/mlflow/skills/@acme/trace-reader"),
      ("DELETE", "/api/3.0/mlflow/skills/trace-reader/tags/a%2Fspan"),
      ("POST", "/api/3.0/mlflow/mcp-servers/io.x%2Flifespan/versions"),
      ("DELETE", "/api/3.0/mlflow/skills/a/aliases/100%25"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/1/\(run)/artifacts/traces.json"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/traces.json"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/shared/traces/a.txt"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/1/models/m-\(run)/artifacts/feedback/notes.txt"),
      ("PUT", "/api/2.0/mlflow-artifacts/artifacts/team/traces/\(run)/artifacts/attachments/picture.png"),
      ("POST", "/api/2.0/mlflow-artifacts/mpu/create/1/\(run)/artifacts/v1/traces"),
    ]
  )
  func passed(method: String, path: String) throws {
    #expect(try decide(method, path).treatment == .pass)
  }

  @Test("Nothing is claimed any more of what is deleted, be it alone or with what it is in")
  func deleted() throws {
    for path in ["/api/2.0/mlflow/traces/delete-traces", "/mlf/ajax-api/3.0/mlflow/traces/delete-traces"] {
      #expect(try decide("POST", path) == .init(routeClass: .trace, treatment: .delete(.traces)))
    }
    for (method, path) in [
      ("POST", "/api/2.0/mlflow/experiments/delete"), ("DELETE", "/api/3.0/mlflow/workspaces/w"),
      ("POST", "/api/3.0/mlflow/demo/delete"),
    ] {
      #expect(try decide(method, path) == .init(routeClass: .other, treatment: .delete(.containers)))
    }
  }

  @Test("Attachments are treated as such, and uploads in parts where they may be of a trace")
  func attachment() throws {
    let root = "/api/2.0/mlflow-artifacts"
    let path = "\(root)/artifacts/1/traces/tr-1/artifacts/attachments/0a"
    #expect(try decide("PUT", path) == .init(routeClass: .attachment, treatment: .attachment))
    for file in ["/more", "/artifacts/traces.json"] {
      #expect(try decide("PUT", path + file) == .init(routeClass: .attachment, treatment: .file))
    }
    for folder in [
      "1/traces/tr-1/artifacts", "1/traces/tr-1/artifacts/attachments", "team/traces/\(Self.run)/artifacts",
    ] {
      #expect(try decide("POST", "\(root)/mpu/create/\(folder)").treatment == .upload(.create))
    }
    #expect(try decide("PUT", "/mlf\(root)/traceveil-parts/0a/1").treatment == .upload(.part))
  }

  @Test("No two routes of one method and pattern, and every one that passes says why")
  func list() {
    let routes = MLflowRouteTable.routes
    #expect(Set(routes.map { "\($0.method) \($0.pattern)" }).count == routes.count)
    #expect(routes.allSatisfy { $0.treatment != .pass || !$0.reason.isEmpty })
  }

  @Test("What no URL may have is encoded as MLflow reads it, and nothing else")
  func characters() throws {
    #expect(try #require(RequestTarget("/a|b%2Fc?x=[1]&y=50%")).raw == "/a%7Cb%2Fc?x=%5B1%5D&y=50%25")
    #expect(try #require(RequestTarget("/a?experiment_name=%FF")).raw == "/a?experiment_name=%FF")
    #expect(try #require(RequestTarget("/a;b=c,d/~e'(f)%20g")).raw == "/a;b=c,d/~e'(f)%20g")
  }

  @Test(
    "Escapes in a path that are no UTF-8 are U+FFFD, as MLflow reads them, and slashes in more bytes than one are none",
    arguments: [
      ("/a%ff?b=%FF", "/a%EF%BF%BD?b=%FF"), ("/caf%E9%2Fw%20", "/caf%EF%BF%BD%2Fw%20"),
      ("/%c3%a9%e9x", "/%C3%A9%EF%BF%BDx"), ("/x%c0%af..", "/x%EF%BF%BD%EF%BF%BD.."),
      ("/%f0%9f%98", "/%EF%BF%BD"), ("/%f0%9f%98%80", "/%f0%9f%98%80"), ("/a%f", "/a%25f"),
    ]
  )
  func notUTF8(text: String, raw: String) throws {
    #expect(try #require(RequestTarget(text)).raw == raw)
  }

  @Test(
    "No target but a path in visible ASCII",
    arguments: ["", "*", "http://h/v1/traces", "/a b", "/é", "/a#b"]
  )
  func noTarget(text: String) {
    #expect(RequestTarget(text) == nil)
  }
}
