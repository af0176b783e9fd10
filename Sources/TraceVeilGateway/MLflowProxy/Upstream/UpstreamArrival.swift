import NIOCore
import NIOHTTP1

/// What has come of an answer and was not taken yet, as a value: no lock, no event loop.
///
/// An answer that says that it is short is handed over as a whole: who waits for it is woken once.
struct UpstreamArrival {
  /// The bytes of an answer that may wait to be read.
  static let shortLength = 64 << 10

  private var head: HTTPResponseHead?
  private var isShort = false
  private var parts = CircularBuffer<ByteBuffer>()
  private var heldBytes = 0
  private var end: Result<Void, any Error>?

  /// Whether more may come.
  var hasRoom: Bool { heldBytes < Self.shortLength }

  /// Whether it is complete, or will not be.
  var hasEnded: Bool { end != nil }

  mutating func receive(_ head: HTTPResponseHead) {
    self.head = head
    isShort =
      head.headers.first(name: "content-length").flatMap { Int($0) }.map { $0 < Self.shortLength } ?? false
  }

  mutating func receive(_ part: ByteBuffer) {
    parts.append(part)
    heldBytes += part.readableBytes
  }

  /// The answer is complete, or will not be. The first of both counts.
  mutating func finish(_ result: Result<Void, any Error>) { end = end ?? result }

  /// The head, and the body when that is there, too. Nil when there is nothing to hand over yet.
  mutating func takeHead() -> Result<(head: HTTPResponseHead, body: ByteBuffer?), any Error>? {
    if let head, !isShort { return .success((head, nil)) }
    switch end {
    case nil: return nil
    case .failure(let error)?: return .failure(error)
    case .success?:
      guard let head else { return nil }
      var body = parts.popFirst() ?? ByteBuffer()
      while var part = parts.popFirst() { body.writeBuffer(&part) }
      heldBytes = 0
      return .success((head, body))
    }
  }

  /// The next part of the body, of none at its end. Nil when it is not there yet.
  mutating func takePart() -> Result<ByteBuffer?, any Error>? {
    if let part = parts.popFirst() {
      heldBytes -= part.readableBytes
      return .success(part)
    }
    return end.map { $0.map { nil } }
  }
}
