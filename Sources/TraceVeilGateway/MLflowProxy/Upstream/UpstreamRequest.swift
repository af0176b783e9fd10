import HTTPServer
import NIOCore
import NIOHTTP1

/// A request to the server behind the proxy.
struct UpstreamRequest: Sendable {
  enum Body: Sendable {
    case bytes(ByteBuffer)
    /// Parts of a body. Each is read when the one before has been sent. Without a length the body is sent in chunks.
    case stream(HTTPExchange, length: Int?)
  }

  var url: String
  var method = HTTPMethod.GET
  var headers = HTTPHeaders()
  var body: Body?
}
