public struct GzipCompressor: ~Copyable {
  public init(level: Int) {}
  public func maximumCompressedSize(of count: Int) -> Int { count + 64 }
  public mutating func compress(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) throws -> Int { 0 }
}
