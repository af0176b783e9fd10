/// How the bodies of requests are compressed.
public enum Compression: Sendable, Hashable {
  case none
  /// From 1 (fast) to 9 (small), as `GzipCompressor` of the module OTLP takes them.
  case gzip(level: Int)
}
