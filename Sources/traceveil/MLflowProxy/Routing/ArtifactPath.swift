/// What an artifact belongs to, by the path that MLflow gives it.
enum ArtifactPath: Hashable {
  /// `<experiment>/traces/<trace>/artifacts/traces.json`, under any root.
  case traceData
  /// `<experiment>/traces/<trace>/artifacts/attachments/<id>`
  case attachment
  /// Anything else of a trace, an upload in parts of these among it.
  case ofTrace
  case ofRun

  /// - Parameter segments: Behind `mlflow-artifacts/artifacts`, in lower case.
  init(_ segments: some Collection<String>) {
    let segments = Array(segments)
    let behindTraces = segments.indices.filter { segments[$0] == "traces" }
      .map { Array(segments[($0 + 1)...].dropFirst()) }
    if behindTraces.contains(["artifacts", "traces.json"]) {
      self = .traceData
    } else if behindTraces.contains(where: { $0.count == 3 && $0.starts(with: ["artifacts", "attachments"]) })
    {
      self = .attachment
    } else {
      self = behindTraces.isEmpty && segments.last != "traces.json" ? .ofRun : .ofTrace
    }
  }
}
