public import Redaction

/// A queue on disk for a span processor: where it is, and what bounds it.
///
/// Spans wait there once they are redacted, and are delivered from there: by the process that wrote them, or by the next one
/// that opens the folder. What is in it survives the end of the process and the loss of power. One processor of one process has a
/// folder at a time.
public struct SpanStore: Sendable {
  /// Of its own, on a local disk. Made where there is none, if its parent exists.
  public var directory: String
  /// Bound on the files of spans that wait, in bytes. Less than a megabyte counts as one.
  public var maximumBytes = 1 << 30
  /// Age of a span at which it is tried for the last time: what is not taken then counts as dropped, as `retries_exhausted`. Nil to
  /// try it for as long as it waits. Whatever the exporter's own limit on its retries is.
  public var maximumAge: Duration?
  /// Whether the oldest spans make room when it is full, counted as `drop_oldest`. Otherwise new ones are dropped, as
  /// `not_stored`.
  public var dropsOldest = false
  /// Longest time that a span waits in memory, for others that are written with it. Not under a millisecond.
  public var writeDelay: Duration = .milliseconds(200)
  /// Bound on what the destination refuses for good, which is kept in the folder `dead-letters`, in bytes. Zero drops it.
  public var maximumDeadLetterBytes = 64 << 20
  /// Encrypts what is stored (AES-256-GCM, with a key derived from this one); nil for plain text.
  public var key: KeyMaterial?

  /// A store in this folder, with the defaults.
  public init(directory: String) { self.directory = directory }
}

/// Why a folder cannot be used. Nothing of what is in it is said, or changed.
public struct SpanStoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// For people: the folder, and what is wrong.
  public let description: String
}
