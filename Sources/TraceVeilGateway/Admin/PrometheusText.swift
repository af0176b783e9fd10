/// Metrics in Prometheus' text format, version 0.0.4.
struct PrometheusText {
  enum Kind: String {
    case counter, gauge
  }

  typealias Sample = (labels: [(name: String, value: String)], value: String)

  private(set) var text = ""

  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Adds a metric with all of its samples.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    for (labels, value) in samples {
      text += name
      if !labels.isEmpty {
        text += "{" + labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",") + "}"
      }
      text += " \(value)\n"
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
