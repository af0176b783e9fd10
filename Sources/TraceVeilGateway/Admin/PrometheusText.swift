import TraceVeil

/// Metrics of a gateway at one moment, and how they are written in Prometheus' text format, version 0.0.4.
struct PrometheusText {
  enum Kind: String {
    case counter, gauge, histogram
    /// A sum that can become smaller, for which Prometheus has no word of its own.
    case upDownCounter

    var word: String { self == .upDownCounter ? Kind.gauge.rawValue : rawValue }
  }

  typealias Sample = (labels: [(name: String, value: String)], value: String)

  /// A metric with all of its series.
  struct Family {
    var name: String
    var kind: Kind
    var help: String
    var samples: [Sample] = []
    /// The values of a histogram, instead of samples.
    var histograms: [(labels: [(String, String)], DurationHistogram)] = []
    /// The name in OTLP; nil for the name without Prometheus's suffix.
    var conventional: String?
  }

  private(set) var families: [Family] = []

  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Adds a metric with all of its samples.
  mutating func add(
    _ name: String,
    _ kind: Kind,
    _ help: String,
    _ samples: [Sample],
    conventional: String? = nil
  ) {
    families.append(Family(name: name, kind: kind, help: help, samples: samples, conventional: conventional))
  }

  /// Adds a histogram of durations, in seconds, with one series for each of the labels.
  mutating func add(
    _ name: String,
    _ help: String,
    _ series: [(labels: [(String, String)], DurationHistogram)]
  ) {
    families.append(Family(name: name, kind: .histogram, help: help, histograms: series))
  }

  /// Adds a metric without labels.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: some CustomStringConvertible) {
    add(name, kind, help, [([], value.description)])
  }

  var text: String {
    var text = ""
    for family in families {
      text += "# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.kind.word)\n"
      for sample in family.samples { Self.append(family.name, sample, to: &text) }
      for (labels, histogram) in family.histograms {
        var count = 0
        let bounds = DurationHistogram.bounds.map { "\(Double($0) / 1000)" } + ["+Inf"]
        for (bound, more) in zip(bounds, histogram.counts) {
          count += more
          Self.append(family.name + "_bucket", (labels + [("le", bound)], "\(count)"), to: &text)
        }
        let sum = Double(histogram.sum.wholeMilliseconds) / 1000
        Self.append(family.name + "_sum", (labels, "\(sum)"), to: &text)
        Self.append(family.name + "_count", (labels, "\(count)"), to: &text)
      }
    }
    return text
  }

  private static func append(_ name: String, _ sample: Sample, to text: inout String) {
    text += name
    if !sample.labels.isEmpty {
      let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }
      text += "{" + labels.joined(separator: ",") + "}"
    }
    text += " \(sample.value)\n"
  }

  /// Label values come from closed sets; entity names of a policy could still hold anything.
  private static func escaped(_ value: String) -> String {
    var text = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}
