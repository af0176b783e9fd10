internal import ProtobufWire

/// The common part of decompressing bodies of frames: step by step into one piece of memory, which is wiped at the
/// end. Not `Sendable`.
struct FrameInflation: ~Copyable {
  /// What a library has done with the beginning of its input.
  struct Step {
    let read: Int
    let written: Int
    /// Whether a frame has come to its end.
    let isComplete: Bool
  }

  private let piece: UnsafeMutableRawBufferPointer
  private let limit: Int
  private var inflated = 0
  private(set) var consumed = 0
  /// Whether the body may end here.
  private var isComplete = false

  /// - Parameter limit: Bytes of inflated data that are still acceptable.
  init(limit: Int) {
    self.limit = limit
    piece = .allocate(byteCount: GzipDecompressor.pieceSize, alignment: 16)
  }

  deinit {
    Wiping.wipe(piece)
    piece.deallocate()
  }

  /// - Parameter step: Is given what is left of the input, the piece to write to, and how much was consumed before.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    while receive: (UnsafeRawBufferPointer) -> Bool,
    _ step: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer, Int) throws(DecodeError) -> Step
  ) throws(DecodeError) {
    var rest = input
    var hasMore = false
    while !rest.isEmpty || hasMore {
      let step = try step(rest, piece, consumed)
      rest = UnsafeRawBufferPointer(rebasing: rest[step.read...])
      consumed += step.read
      inflated += step.written
      guard inflated <= limit else { throw DecodeError(.tooLarge) }
      isComplete = step.isComplete
      if step.written > 0, !receive(UnsafeRawBufferPointer(rebasing: piece[..<step.written])) { return }
      guard step.read > 0 || step.written > 0 else { return }
      // A full piece may have more behind it. At a frame's end another call would begin the next one.
      hasMore = step.written == piece.count && !isComplete
    }
  }

  /// - Parameter reason: What is wrong with a body without a byte.
  func finish(_ reason: DecodeError.Reason) throws(DecodeError) {
    guard consumed > 0 else { throw DecodeError(reason, offset: 0) }
    guard isComplete else { throw DecodeError(.truncated, offset: consumed) }
  }
}
