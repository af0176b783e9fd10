/// What the pipeline costs inside an application, as `bench --in-process --json` prints it.
struct InProcessRecord: Codable, Sendable {
  struct OnEnd: Codable, Sendable {
    var producers: Int
    /// CPU time of the calling threads for one `onEnd` of a span made before, the best of the rounds.
    var nanoseconds: Double
  }

  struct Sustained: Codable, Sendable {
    var offeredSpansPerSecond: Double
    var seconds: Double
    var spans = 0
    var dropped = 0
    /// Exported spans that the destination never had.
    var lost = 0
    var leakOccurrences = 0
    /// CPU of the whole process at that rate: making the spans, redaction, encoding, gzip and sending.
    var cpuSecondsPerMillionSpans = 0.0
  }

  var machine = Machine.current
  var onEnd: [OnEnd] = []
  /// CPU of the whole process for a million spans of ten attributes, as fast as they can be made.
  var cpuSecondsPerMillionSpans = 0.0
  /// The share of that which making the spans takes.
  var makingSecondsPerMillionSpans = 0.0
  var spans = 0
  var sustained: Sustained?

  var faultsFound: [String] {
    guard let sustained else { return [] }
    var found: [String] = []
    if sustained.dropped > 0 { found.append("\(sustained.dropped) spans were dropped at the sustained rate") }
    if sustained.lost > 0 { found.append("\(sustained.lost) spans were lost") }
    if sustained.leakOccurrences > 0 {
      found.append("\(sustained.leakOccurrences) planted values reached the destination")
    }
    return found
  }

  /// The record as a table for people.
  var table: String {
    var rows = onEnd.map {
      "onEnd, \($0.producers) producers: \(Figure.fixed($0.nanoseconds, 1)) ns of the caller's CPU"
    }
    rows.append(
      "whole process: \(Figure.fixed(cpuSecondsPerMillionSpans, 2)) CPU s per million spans, "
        + "\(Figure.fixed(makingSecondsPerMillionSpans, 2)) of them to make the spans"
    )
    if let sustained {
      rows.append(
        "\(Figure.fixed(sustained.offeredSpansPerSecond, 0)) spans/s for "
          + "\(Figure.fixed(sustained.seconds, 1)) s: "
          + "\(sustained.spans) spans, \(sustained.dropped) dropped, \(sustained.lost) lost, "
          + "\(Figure.fixed(sustained.cpuSecondsPerMillionSpans, 2)) CPU s per million spans"
      )
    }
    return rows.joined(separator: "\n")
  }
}
