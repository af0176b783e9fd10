import NIOCore
import NIOHTTP1

/// The requests of one connection, part by part. For the one task that serves it.
final class RequestBodyReader {
  /// The client went away in the middle of a request.
  struct Aborted: Error {}

  private var parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  /// Whether the body of the current request has been read.
  private(set) var isAtEnd = true

  init(_ stream: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) {
    parts = stream.makeAsyncIterator()
  }

  /// Nil when the client has closed the connection.
  func nextHead() async throws -> HTTPRequestHead? {
    while let part = try await parts.next() {
      guard case .head(let head) = part else { continue }
      isAtEnd = false
      return head
    }
    return nil
  }

  /// The next part of the body; nil at its end.
  func nextPart() async throws -> ByteBuffer? {
    guard !isAtEnd else { return nil }
    switch try await parts.next() {
    case .body(let part): return part
    case .end:
      isAtEnd = true
      return nil
    case .head, nil: throw Aborted()
    }
  }

  /// For a request whose head says that it has no body: its end is read with the next head.
  func skipEmptyBody() { isAtEnd = true }

  /// Reads the rest of the body and forgets it.
  /// - Returns: False when it has more bytes than that.
  func drain(limit: Int) async throws -> Bool {
    var rest = limit
    while let part = try await nextPart() {
      rest -= part.readableBytes
      guard rest >= 0 else { return false }
    }
    return true
  }
}
