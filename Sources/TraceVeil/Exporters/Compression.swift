/// How the bodies of requests are compressed.
public enum Compression: Sendable, Hashable {
  case none
  /// zlib's levels, 1 to 9.
  case gzip(level: Int)
}
