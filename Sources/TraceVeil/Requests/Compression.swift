/// How the bodies of requests are compressed.
public enum Compression: Sendable, Hashable {
  /// No compression.
  case none
  /// gzip, from level 1 (fast) to 9 (small), as `GzipCompressor` of the module OTLP takes it.
  case gzip(level: Int)
  /// zstd, from level 1 (fast) to 19 (small). A queue on disk holds deflate also with this setting, and compresses
  /// again before it sends.
  case zstd(level: Int)
}
