/// Why an accepted item did not reach its destination. A closed set: raw values are labels of metrics.
public enum DropReason: String, Sendable, Hashable, CaseIterable {
  /// The queue had no room.
  case queueFull = "queue_full"
  /// It ended after the span processor had been shut down.
  case alreadyShutDown = "already_shutdown"
  /// Its request could not be decoded within the memory limit.
  case decodeFailed = "decode_failed"
  /// A transform failed, and what is not redacted is not sent.
  case processorFailed = "processor_failed"
  /// A rule took it out on purpose.
  case filtered = "filtered"
  /// Its request would be larger than OTLP allows.
  case tooLarge = "request_too_large"
  /// Its batch could not be compressed.
  case encodeFailed = "encode_failed"
  /// The destination refused the request, or sending it cannot succeed.
  case exportFailed = "export_failed"
  /// The destination did not take it in all the time the retry policy allows.
  case retriesExhausted = "retries_exhausted"
  /// The export took longer than the span processor's export timeout.
  case exportTimedOut = "export_timeout"
  /// It could not be written to the queue on disk; its sender was told so.
  case notStored = "not_stored"
  /// It could not be read from the queue on disk, and was set aside.
  case unreadable
  /// It was among the oldest in a full queue on disk, and made room for what is newer.
  case dropOldest = "drop_oldest"
  /// It was not delivered before the end.
  case shutDown = "shutdown"
}
