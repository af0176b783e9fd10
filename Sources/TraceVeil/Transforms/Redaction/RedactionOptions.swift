/// What a `RedactionTransform` does besides redacting.
public struct RedactionOptions: Sendable, Hashable {
  /// Takes the place of a text that could not be redacted.
  public var failureText = "<REDACTION_FAILED>"
  /// Counts what would be redacted, and changes nothing. A match that is split over chunks of a stream is not
  /// seen then.
  public var isDryRun = false
  /// Whether redacted spans say so.
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
