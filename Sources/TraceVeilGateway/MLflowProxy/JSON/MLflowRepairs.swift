import OTLP
import Synchronization

/// What was done about a part of a body that could not go on as it was. A closed set: raw values are labels of
/// metrics.
enum MLflowRepair: String, CaseIterable, Sendable {
  /// A text that is not UTF-8 has U+FFFD where it is not.
  case invalidText = "invalid_text"
  /// A text stands where a value was nested too deeply.
  case deepValue = "deep_value"
  /// A value that is too deep for MLflow's protobuf goes as a text, which is its JSON.
  case valueAsJSON = "value_as_json"
  /// A span of a trace with such a value was not sent: its client sends it as an artifact.
  case leftToArtifact = "left_to_artifact"
  /// An id that was too short has zeros in front, as MLflow would give it.
  case paddedIdentifier = "padded_identifier"
  /// A time past what MLflow's database holds is the last that it does.
  case hugeTime = "huge_time"
  /// A span whose id is missing or too long was left out.
  case droppedSpan = "dropped_span"
}

/// How often each was done.
struct MLflowRepairs: Sendable, Hashable {
  private(set) var counts: [MLflowRepair: Int] = [:]

  var isEmpty: Bool { counts.isEmpty }

  mutating func count(_ repair: MLflowRepair, _ times: Int = 1) {
    if times > 0 { counts[repair, default: 0] += times }
  }

  mutating func add(_ other: MLflowRepairs) {
    counts.merge(other.counts) { $0 + $1 }
  }

  mutating func count(_ summary: WireSummary) {
    count(.invalidText, summary.invalidTexts)
    count(.deepValue, summary.deepValues)
    count(.paddedIdentifier, summary.paddedIdentifiers)
    count(.droppedSpan, summary.rejectedItems)
  }
}

/// The repairs of all bodies. Safe on any thread.
final class MLflowRepairTally: Sendable {
  private let total = Mutex(MLflowRepairs())

  var counts: [MLflowRepair: Int] { total.withLock { $0.counts } }

  func add(_ repairs: MLflowRepairs) {
    guard !repairs.isEmpty else { return }
    total.withLock { $0.add(repairs) }
  }
}
