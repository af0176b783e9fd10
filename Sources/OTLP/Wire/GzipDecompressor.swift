public struct GzipDecompressor: ~Copyable {
  public init(limit: Int) {}
  /// Inflates the next part of the input, handing out pieces of at most 64 KB.
  public mutating func decompress(
    _ input: UnsafeRawBufferPointer,
    _ receive: (UnsafeRawBufferPointer) -> Void
  ) throws(DecodeError) {}
  /// Call at the end of the input. Throws when the data is not complete.
  public mutating func finish() throws(DecodeError) {}
}
