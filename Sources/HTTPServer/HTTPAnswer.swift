package import NIOHTTP1

/// An answer that is complete: all of ours are small.
package struct HTTPAnswer: Sendable {
  package var status: HTTPResponseStatus
  package var contentType: String?
  package var body: [UInt8]
  /// Beside the length and the type.
  package var headers: [(name: String, value: String)]
  /// The fields after the body, if the protocol supports them: HTTP/2 only.
  package var trailers: [(name: String, value: String)] = []
  /// Whether the server wants the connection closed after it.
  package var closes = false

  package init(
    status: HTTPResponseStatus,
    contentType: String? = nil,
    body: [UInt8] = [],
    headers: [(name: String, value: String)] = []
  ) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.headers = headers
  }

  /// The head as it is sent.
  func head(version: HTTPVersion, closing: Bool) -> HTTPResponseHead {
    var fields = HTTPHeaders()
    if let contentType { fields.add(name: "content-type", value: contentType) }
    fields.add(name: "content-length", value: String(body.count))
    for (name, value) in headers { fields.add(name: name, value: value) }
    fields.announce(closing: closing, in: version)
    return HTTPResponseHead(version: version, status: status, headers: fields)
  }
}

extension HTTPHeaders {
  /// Says what becomes of the connection, where the version does not say it.
  mutating func announce(closing: Bool, in version: HTTPVersion) {
    if closing {
      add(name: "connection", value: "close")
    } else if version == .http1_0 {
      add(name: "connection", value: "keep-alive")
    }
  }
}
