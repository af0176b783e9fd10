/// The unit of a metric in UCUM, as OTLP has it: found in its name, which says what is counted.
enum MetricUnit {
  /// Words of names, and the units that they stand for: the first one that a name has decides.
  private static let words: [(word: String, unit: String)] = [
    ("_bytes", "By"), ("_seconds", "s"), ("queue_size", "By"), ("queue_capacity", "By"),
    ("metric_points", "{data_point}"), ("metric_data_point", "{data_point}"), ("log_records", "{log_record}"),
    ("_sdk_processor_log", "{log_record}"), ("_sdk_exporter_log", "{log_record}"), ("_lines_", "{line}"),
    ("spans", "{span}"), ("_span_", "{span}"), ("items", "{item}"), ("requests", "{request}"),
    ("connections", "{connection}"), ("accept_failures", "{connection}"), ("decode_errors", "{request}"),
    ("fields", "{field}"), ("values", "{value}"), ("redaction_failures", "{text}"), ("cache_hits", "{text}"),
    ("texts", "{text}"), ("attempt", "{attempt}"), ("retries", "{attempt}"), ("answer", "{answer}"),
    ("redactions", "{match}"), ("reloads", "{reload}"), ("batches", "{batch}"), ("waiting_work", "{batch}"),
    ("segments", "{segment}"), ("records", "{record}"), ("syncs", "{sync}"), ("quarantined", "{part}"),
    ("unkept", "{part}"), ("repairs", "{repair}"), ("dead_letters", "{dead_letter}"),
    ("failures", "{failure}"),
  ]

  /// Flags, which are 0 or 1, have the unit 1.
  static func of(_ family: PrometheusText.Family) -> String {
    if family.conventional != nil, family.name.hasSuffix("queue_size") {
      return words.first { $0.unit != "By" && family.name.contains($0.word) }?.unit ?? "1"
    }
    return words.first { family.name.contains($0.word) }?.unit ?? "1"
  }
}
