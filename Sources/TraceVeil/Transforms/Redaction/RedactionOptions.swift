/// What a `RedactionTransform` does besides redacting.
public struct RedactionOptions: Sendable, Hashable {
  /// The text that replaces a text that could not be redacted.
  public var failureText = "<REDACTION_FAILED>"
  /// Whether matches are only counted, and nothing is changed. Matches that are split over chunks of a stream are not
  /// counted then.
  public var isDryRun = false
  /// Which attributes redacted spans get.
  public var summary = RedactionSummary.none

  /// The defaults.
  public init() {}
}

/// The attributes that a redacted span gets, by the names that the OpenTelemetry Collector's redaction processor
/// gives them.
public enum RedactionSummary: String, Sendable, Hashable, CaseIterable {
  /// No attribute.
  case none
  /// `redaction.masked.count`: how many texts of the span, its events and its links were changed.
  case count
  /// That, and `redaction.masked.keys`: the keys of the attributes that were, sorted, with commas between them.
  /// Never their values; a key in which something was found is shown redacted.
  case keys
}
