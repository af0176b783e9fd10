import HTTPServer
import JSON
import NIOCore
import NIOHTTP1
import TraceVeil

// Values that are too deep for MLflow's protobuf. MLflow refuses a request that has one, its client sends the spans of the
// trace as an artifact then, and MLflow shows the value from there. As a text in OTLP it would be shown as a text.
extension MLflowExchange {
  /// The spans without the traces that are left to their artifacts.
  func leavingDeepTraces(
    in spans: RedactedSpans,
    _ target: RequestTarget
  ) async -> RedactedSpans {
    var spans = spans
    // An artifact takes some more bytes than the request. One that is too large would be refused.
    guard let shallow = spans.shallow, let body = spans.body,
      body.readableBytes < proxy.maximumRequestBytes / 8, await sendsArtifactsHere(target)
    else {
      var repairs = MLflowRepairs()
      repairs.count(.valueAsJSON, spans.valuesAsJSON)
      proxy.redaction.repairs.add(repairs)
      return spans
    }
    var repairs = MLflowRepairs()
    repairs.count(.leftToArtifact, shallow.deepSpans)
    proxy.redaction.repairs.add(repairs)
    spans.body = shallow.body
    spans.itemCount = shallow.itemCount
    spans.spans = shallow.spans
    return spans
  }

  /// Whether the request is of MLflow's own client in Python, which sends a trace whose root it has sent in spans as an
  /// artifact, too, unless it is told that MLflow has them. Version 3.4 always does.
  var isOfMLflowClient: Bool {
    head.headers.first(name: "user-agent")?.hasPrefix("mlflow-python-client/") ?? false
  }

  /// Whether MLflow takes the artifacts of this request's experiment itself, so that they come by here. Otherwise its client
  /// would send them to their storage as they are.
  private func sendsArtifactsHere(_ target: RequestTarget) async -> Bool {
    guard let prefix = target.raw.firstRange(of: "/v1/traces")?.lowerBound,
      let experiment = head.headers.first(name: MLflowDestination.experimentHeader),
      let number = Int(experiment.filter { $0 != " " }),
      let experiments = RequestTarget(
        "\(target.raw[..<prefix])/api/2.0/mlflow/experiments/get?experiment_id=\(number)"
      )
    else { return false }
    guard let answer = await proxy.upstream.read(question(experiments)),
      let location = try? JSONParser.parse(Array(answer.readableBytesView))["experiment"]?[
        "artifact_location"
      ]
    else { return false }
    return location.text.map { $0.hasPrefix("mlflow-artifacts:/") && !$0.hasPrefix("mlflow-artifacts://") }
      ?? false
  }
}
