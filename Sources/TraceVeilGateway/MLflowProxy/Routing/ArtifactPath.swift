import JSON

/// What an artifact is, if it belongs to what its path says.
enum ArtifactPath: Hashable {
  /// `traces.json` of a trace.
  case traceData
  /// `attachments/<id>` of a trace.
  case attachment
  /// Spans as MLflow's server itself archives them; no client writes it.
  case archive
  /// Anything else of a trace.
  case ofTrace
  /// A file of a run or a model, or of nothing that MLflow knows, whatever its name.
  case ofRun
}

/// What an artifact belongs to, by the path that MLflow gives it: `<experiment>/traces/<trace>/artifacts/<file>`,
/// `<experiment>/<run>/artifacts/<file>` or `<experiment>/models/<model>/artifacts/<file>`.
///
/// An experiment may be in any folder, one called `traces` too, and a run may have files in any folder. Where a path is
/// that of a trace and may be that of a run, it is a trace's unless MLflow has such a run.
struct ArtifactReading: Hashable {
  let path: ArtifactPath
  /// Whose it may be, where it looks like a trace's.
  let owners: [ArtifactOwner]

  /// A path in which more could be runs is a trace's.
  private static let maximumOwners = 4

  /// - Parameter segments: Behind `mlflow-artifacts/artifacts`, in lower case.
  init(_ segments: some Collection<String>) {
    let segments = Array(segments)
    let folders = segments.indices.dropFirst().filter { segments[$0] == "artifacts" }
    let readings = folders.compactMap { Self.trace(segments, folder: $0) }
    guard let path = readings.last(where: { $0 != .ofTrace }) ?? readings.last else {
      self.path = .ofRun
      owners = []
      return
    }
    self.path = path
    let owners = folders.compactMap { ArtifactOwner(segments[...$0]) }
    self.owners = owners.count > Self.maximumOwners ? [] : owners
  }

  /// What is in `traces/<trace>/artifacts`. Nil for another folder.
  private static func trace(_ segments: [String], folder: Int) -> ArtifactPath? {
    guard folder > 1, segments[folder - 2] == "traces" else { return nil }
    let file = segments[(folder + 1)...]
    if file.elementsEqual(["traces.json"]) { return .traceData }
    if file.elementsEqual(["traces.pb"]) { return .archive }
    // As MLflow 2 named traces, which had nothing else, and as all name runs.
    guard !ArtifactOwner.isHexadecimal(segments[folder - 1][...]) else { return nil }
    return file.count == 2 && file.first == "attachments" ? .attachment : .ofTrace
  }

  /// Whether files of a trace may lie right in this folder.
  static func isOfTrace(folder segments: some Collection<String>) -> Bool {
    // If the run may be a trace, only `traces.json` is data of a trace, which the file's name tells.
    [["traces.json"], [""]].contains { Self(Array(segments) + $0).path != .ofRun }
  }
}

/// A run or a model, and the folder of its files.
struct ArtifactOwner: Hashable {
  enum Kind: Hashable {
    case run, model
  }

  let kind: Kind
  let id: String
  /// The folder, in lower case, without a slash at its ends.
  let folder: String

  /// - Parameter segments: The segments of its folder, in lower case. The result is nil unless they end like the
  ///   folder of a run or a model.
  init?(_ segments: ArraySlice<String>) {
    guard segments.last == "artifacts", let id = segments.dropLast().last else { return nil }
    if Self.isHexadecimal(id[...]) {
      kind = .run
    } else if id.hasPrefix("m-"), Self.isHexadecimal(id.dropFirst(2)) {
      kind = .model
    } else {
      return nil
    }
    self.id = id
    folder = segments.joined(separator: "/")
  }

  static func isHexadecimal(_ id: Substring) -> Bool {
    id.utf8.count == 32 && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// What MLflow is asked for it, below `api/2.0/mlflow`.
  var question: String {
    switch kind {
    case .run: "runs/get?run_id=\(id)"
    case .model: "logged-models/\(id)"
    }
  }

  /// Whether MLflow's answer says that it is there, with its files in this folder.
  func isDescribed(by answer: JSONValue) -> Bool {
    let (info, name) =
      switch kind {
      case .run: (answer["run"]?["info"], "run_id")
      case .model: (answer["model"]?["info"], "model_id")
      }
    guard info?[name]?.text == id, let location = info?["artifact_uri"]?.text else { return false }
    // `mlflow-artifacts:/1/<run>/artifacts`, with a host or without.
    let path = String(decoding: PercentEncoding.decode(Array(location.utf8)), as: UTF8.self).lowercased()
    return path.hasSuffix("/" + folder)
  }
}
