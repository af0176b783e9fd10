/// Something that a gateway reads from files, and again while it runs.
protocol Reloadable: Sendable {
  var kind: ReloadKind { get }
  /// The files whose changes trigger a reload.
  var files: [String] { get }

  /// Reads the files. What is valid takes effect; of what is not, every mistake is logged, and what was in force stays.
  /// Blocks. - Returns: Whether it took effect.
  func reload() -> Bool
}

/// A closed set: raw values are labels of metrics.
enum ReloadKind: String, CaseIterable, Sendable {
  case policy, credentials, certificates, destinations
}

/// What came of reading files again, the first time not counted.
struct ReloadCounts: Sendable, Hashable {
  var applied = 0
  /// Files that could not be used, and were not.
  var refused = 0
}
