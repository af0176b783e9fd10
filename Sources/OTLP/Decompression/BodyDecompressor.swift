/// Inflates one body piece by piece, and stops at its limit.
package protocol BodyDecompressor: ~Copyable {
  /// Inflates the next part of the body. Not to be called again once it has thrown.
  ///
  /// - Parameters:
  ///   - input: The next compressed bytes.
  ///   - receive: Is called with inflated bytes, and says whether it wants more. Once it does not, the rest of the body
  ///     means nothing.
  /// - Throws: `.tooLarge` past the limit, or why the body cannot be inflated.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    while receive: (UnsafeRawBufferPointer) -> Bool
  ) throws(DecodeError)

  /// Call at the end of the body.
  ///
  /// - Throws: When it is not complete.
  func finish() throws(DecodeError)
}

extension GzipDecompressor: BodyDecompressor {
  /// Does not stop in the middle: no part stands for more than 1032 times its size.
  package mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    while receive: (UnsafeRawBufferPointer) -> Bool
  ) throws(DecodeError) {
    var goesOn = true
    try decompress(input) { piece in
      if goesOn { goesOn = receive(piece) }
    }
  }
}
