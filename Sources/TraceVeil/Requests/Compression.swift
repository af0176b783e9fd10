/// How the bodies of requests are compressed.
public enum Compression: Sendable, Hashable {
  /// They are not.
  case none
  /// From 1 (fast) to 9 (small), as `GzipCompressor` of the module OTLP takes them.
  case gzip(level: Int)
  /// From 1 (fast) to 19 (small). A queue on disk holds gzip's deflate all the same, and compresses again what it sends.
  case zstd(level: Int)
}
