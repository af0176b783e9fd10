/// What an artifact belongs to, by the path that MLflow gives it: `<experiment>/traces/<trace>/artifacts/<file>`,
/// `<experiment>/<run>/artifacts/<file>` or `<experiment>/models/<model>/artifacts/<file>`, under any root.
enum ArtifactPath: Hashable {
  /// `traces.json` of a trace.
  case traceData
  /// `attachments/<id>` of a trace.
  case attachment
  /// Anything else of a trace.
  case ofTrace
  /// A file of a run or a model, or of nothing that MLflow knows, whatever its name.
  case ofRun

  /// - Parameter segments: Behind `mlflow-artifacts/artifacts`, in lower case.
  init(_ segments: some Collection<String>) {
    let segments = Array(segments)
    // MLflow puts all that is of a trace in a folder that says so.
    guard let owner = Owner(of: segments) else {
      self = .ofRun
      return
    }
    let file = Array(segments[owner.folder...])
    switch owner.kind {
    case .run: self = .ofRun
    case .trace, .traceOrRun:
      if file == ["traces.json"] {
        self = .traceData
      } else if owner.kind == .traceOrRun {
        self = .ofRun
      } else {
        self = file.count == 2 && file[0] == "attachments" ? .attachment : .ofTrace
      }
    }
  }

  /// Whether files of a trace may lie right in this folder.
  static func isOfTrace(folder segments: some Collection<String>) -> Bool {
    // Of a run that may be a trace, `traces.json` alone is data of a trace, which only a file's name tells.
    Self(Array(segments) + ["traces.json"]) != .ofRun || Self(Array(segments) + [""]) != .ofRun
  }

  /// Whose folder `artifacts` a path is in.
  private struct Owner {
    enum Kind {
      case trace, run
      /// `traces/<id>`, and the id is one of a run, or of a trace as MLflow 2 named them: an experiment may be kept
      /// in a folder of that name.
      case traceOrRun
    }

    let kind: Kind
    /// Where the path in the folder begins.
    let folder: Int

    init?(of segments: [String]) {
      for index in segments.indices.dropFirst() where segments[index] == "artifacts" {
        let id = segments[index - 1]
        if index > 1, segments[index - 2] == "traces" {
          kind = Self.isHexadecimal(id[...]) ? .traceOrRun : .trace
        } else if Self.isHexadecimal(id[...]) || id.hasPrefix("m-") && Self.isHexadecimal(id.dropFirst(2)) {
          kind = .run
        } else {
          continue
        }
        folder = index + 1
        return
      }
      return nil
    }

    private static func isHexadecimal(_ id: Substring) -> Bool {
      id.utf8.count == 32 && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
  }
}
