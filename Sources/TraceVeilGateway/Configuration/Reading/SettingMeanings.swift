/// What each setting means, as the documentation says it.
enum SettingMeanings {
  private static let meanings: [String: String] = {
    var meanings = others
    for line in table.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      meanings[String(line[..<colon])] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return meanings
  }()

  /// Settings that the documentation explains in the text round its tables.
  private static let others = [
    "AWS_ACCESS_KEY_ID": "the id of the key that requests are signed with, unless a file or profile is set",
    "AWS_SECRET_ACCESS_KEY": "that key",
    "AWS_SESSION_TOKEN": "the token of temporary keys",
    "AWS_REGION": "the region, where no TRACEVEIL_* setting names one",
    "AWS_DEFAULT_REGION": "the region, where no other setting names one",
    "AWS_PROFILE": "the profile of the file of credentials",
    "AWS_SHARED_CREDENTIALS_FILE": "the file of credentials",
    "MLFLOW_TRACKING_USERNAME": "read where TRACEVEIL_MLFLOW_TRACKING_USERNAME is not set",
    "MLFLOW_TRACKING_PASSWORD": "read where TRACEVEIL_MLFLOW_TRACKING_PASSWORD is not set",
    "MLFLOW_TRACKING_TOKEN": "read where TRACEVEIL_MLFLOW_TRACKING_TOKEN is not set",
  ]

  /// Nil for a name that is none of a setting.
  static func of(_ name: String) -> String? {
    if let meaning = meanings[name] { return meaning }
    if let plain = general(name) { return plain }
    for (infix, signal) in [("TRACES", "traces"), ("LOGS", "logs"), ("METRICS", "metrics")] {
      for base in [
        name.replacing("_\(infix)_", with: "_", maxReplacements: 1),
        name.replacing("_\(infix)_", with: "_TRACES_"),
      ]
      where base != name {
        if let meaning = meanings[base] ?? general(base) { return "for \(signal): \(meaning)" }
      }
    }
    return nil
  }

  /// What is said of another name of the same setting.
  private static func general(_ name: String) -> String? {
    for (one, other) in [("TRACEVEIL_EXPORTER_", "OTEL_EXPORTER_"), ("OTEL_BLRP_", "OTEL_BSP_")]
    where name.hasPrefix(one) {
      guard let meaning = meanings[other + name.dropFirst(one.count)] else { continue }
      return one.hasPrefix("OTEL") ? "for logs: \(meaning)" : meaning
    }
    for file in ["_PASSWORD_FILE", "_TOKEN_FILE"] where name.hasSuffix(file) {
      if let meaning = meanings[String(name.dropLast("_FILE".count))] { return "a file with it: \(meaning)" }
    }
    return nil
  }

  /// What stands behind the prefix of a destination.
  static func ofDestination(_ ending: String) -> String? {
    meanings[ending] ?? of("TRACEVEIL_EXPORTER_OTLP_" + ending) ?? of("TRACEVEIL_" + ending)
  }
}
