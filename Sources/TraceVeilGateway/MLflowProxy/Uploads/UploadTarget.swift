import JSON

/// The addresses of one artifact that is uploaded in parts, from the path of a step of the upload.
struct UploadTarget: Hashable, Sendable {
  /// What stands before `/mlflow-artifacts`.
  let prefix: String
  /// The folder as it was received, in the root of artifacts.
  let folder: String
  let name: String

  /// - Parameter path: The `path` of the step's message: a name, or a path on the client's machine.
  /// - Returns: Nil if no client writes the path of the step this way, or if the name is not one of a file.
  init?(_ target: RequestTarget, _ step: MLflowUploadStep, path: String) {
    let raw = target.raw.prefix { $0 != "?" }
    guard let marker = raw.firstRange(of: "/mlflow-artifacts/mpu/\(step.rawValue)/") else { return nil }
    prefix = String(raw[..<marker.lowerBound])
    folder = String(raw[marker.upperBound...].reversed().drop { $0 == "/" }.reversed())
    name = String(path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? "")
    guard !["", ".", ".."].contains(name), !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return nil
    }
  }

  /// What is uploaded; nil where MLflow may take it for another file.
  var file: ArtifactReading? {
    guard let readings = artifact.readings() else { return nil }
    let root = RequestTarget(prefix + "/mlflow-artifacts/artifacts")?.readings()?.asMLflow.count ?? 0
    let file = ArtifactReading(readings.asMLflow.dropFirst(root))
    return readings.asMLflow == readings.widest ? file : nil
  }

  /// The artifact itself.
  var artifact: RequestTarget { target("artifacts/\(folder)/\(PercentEncoding.encode(name))") }

  func step(_ step: MLflowUploadStep) -> RequestTarget { target("mpu/\(step.rawValue)/\(folder)") }

  /// Where a part is sent.
  func part(_ number: Int, of id: String) -> String {
    "\(prefix)/mlflow-artifacts/\(Self.partsFolder)/\(id)/\(number)"
  }

  static let partsFolder = "traceveil-parts"

  private func target(_ path: String) -> RequestTarget {
    guard let target = RequestTarget("\(prefix)/mlflow-artifacts/\(path)") else {
      preconditionFailure("a part of a target and escapes make a target")
    }
    return target
  }
}
