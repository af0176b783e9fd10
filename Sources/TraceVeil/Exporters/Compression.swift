/// How the bodies of requests are compressed.
public enum Compression: Sendable, Hashable {
  case none
  /// 1 (fast) to 9 (small), as ``GzipCompressor`` takes them.
  case gzip(level: Int)
}
