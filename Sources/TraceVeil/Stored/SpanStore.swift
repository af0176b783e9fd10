public import Redaction

/// A queue on disk for a span processor: where it is, and what bounds it.
///
/// Redacted spans wait there, and are delivered by the process that wrote them, or by the next one that opens the
/// folder. They survive the end of the process and a power failure. Only one span processor of one process may use a
/// folder at a time.
public struct SpanStore: Sendable {
  /// The directory, which nothing else may use, on a local disk. It is created if its parent exists.
  public var directory: String
  /// The most bytes of the files of waiting spans. Less than a megabyte counts as one.
  public var maximumBytes = 1 << 30
  /// The age of a span at its last attempt. If it is not accepted then, it counts as dropped, as `retries_exhausted`. Nil
  /// for no limit. The exporter's own limit on its retries does not matter.
  public var maximumAge: Duration?
  /// Whether the oldest spans are removed when it is full, counted as `drop_oldest`. Otherwise new spans are dropped
  /// and counted as `not_stored`.
  public var dropsOldest = false
  /// The longest time that a span waits in memory, so that others are written with it. Not under a millisecond.
  public var writeDelay: Duration = .milliseconds(200)
  /// The most bytes of permanently refused spans, which are kept in the folder `dead-letters`. With zero they are
  /// dropped.
  public var maximumDeadLetterBytes = 64 << 20
  /// Encrypts the stored spans (AES-256-GCM, with a key derived from this one); nil for plain text.
  public var key: KeyMaterial?

  /// Makes a store in this folder, with the defaults.
  public init(directory: String) { self.directory = directory }
}

/// Why a folder cannot be used. The error tells nothing of the folder's content, and the content is not changed.
public struct SpanStoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder, and what is wrong, in words for people.
  public let description: String
}
