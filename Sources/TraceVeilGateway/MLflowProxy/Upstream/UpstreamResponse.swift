import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// An answer of the server behind the proxy whose head is there.
struct UpstreamResponse: Sendable {
  var status: HTTPResponseStatus
  var headers = HTTPHeaders()
  var body = Body.whole(ByteBuffer())
}

extension UpstreamResponse {
  enum Body: Sendable {
    case whole(ByteBuffer)
    /// The body as it arrives. Releasing it cancels the answer.
    case arriving(UpstreamStream)
    /// The body as the client library has it.
    case streamed(HTTPClientResponse.Body)
  }
}

extension UpstreamResponse.Body: AsyncSequence {
  enum AsyncIterator: AsyncIteratorProtocol {
    case whole(ByteBuffer?)
    case arriving(UpstreamStream)
    case streamed(HTTPClientResponse.Body.AsyncIterator)

    mutating func next() async throws -> ByteBuffer? {
      switch self {
      case .whole(let bytes):
        self = .whole(nil)
        return bytes
      case .arriving(let stream): return try await stream.nextPart()
      case .streamed(var iterator):
        defer { self = .streamed(iterator) }
        return try await iterator.next()
      }
    }
  }

  func makeAsyncIterator() -> AsyncIterator {
    switch self {
    case .whole(let bytes): .whole(bytes.readableBytes > 0 ? bytes : nil)
    case .arriving(let stream): .arriving(stream)
    case .streamed(let body): .streamed(body.makeAsyncIterator())
    }
  }
}
