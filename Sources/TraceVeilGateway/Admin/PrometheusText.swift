import TraceVeil

/// Metrics in Prometheus' text format, version 0.0.4.
struct PrometheusText {
  enum Kind: String {
    case counter, gauge, histogram
  }

  typealias Sample = (labels: [(name: String, value: String)], value: String)

  private(set) var text = ""

  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Adds a metric with all of its samples.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    head(name, kind, help)
    for sample in samples { add(name, sample) }
  }

  private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func add(_ name: String, _ sample: Sample) {
    text += name
    if !sample.labels.isEmpty {
      let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      text += "{" + labels.joined(separator: ",") + "}"
    }
    text += " \(sample.value)\n"
  }

  /// Adds a histogram of durations, in seconds, with one series for each of the labels.
  mutating func add(
    _ name: String,
    _ help: String,
    _ series: [(labels: [(String, String)], DurationHistogram)]
  ) {
    head(name, .histogram, help)
    for (labels, histogram) in series {
      var count = 0
      let bounds = DurationHistogram.bounds.map { "\(Double($0) / 1000)" } + ["+Inf"]
      for (bound, more) in zip(bounds, histogram.counts) {
        count += more
        add(name + "_bucket", (labels + [("le", bound)], "\(count)"))
      }
      add(name + "_sum", (labels, "\(Double(histogram.sum.wholeMilliseconds) / 1000)"))
      add(name + "_count", (labels, "\(count)"))
    }
  }

  /// Adds a metric without labels.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: some CustomStringConvertible) {
    add(name, kind, help, [([], value.description)])
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
