/// How a body is compressed.
package enum BodyFormat: Sendable, Hashable, CaseIterable {
  case gzip
  /// Zlib's format or deflate alone, as the first bytes tell.
  case deflate
  case zstd
  /// The frame format of LZ4, not that of its blocks alone.
  case lz4
  /// A block alone or the frame format, as the first bytes tell.
  case snappy
  /// The frame format only.
  case framedSnappy
}
