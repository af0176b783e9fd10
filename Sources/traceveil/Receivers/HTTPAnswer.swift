import NIOHTTP1

/// An answer that is complete: all of ours are small.
struct HTTPAnswer: Sendable {
  var status: HTTPResponseStatus
  var contentType: String?
  var body: [UInt8] = []
  /// Beside the length and the type.
  var headers: [(name: String, value: String)] = []
  /// Whether the server wants the connection closed after it.
  var closes = false

  /// The head as it is sent.
  func head(version: HTTPVersion, closing: Bool) -> HTTPResponseHead {
    var fields = HTTPHeaders()
    if let contentType { fields.add(name: "content-type", value: contentType) }
    fields.add(name: "content-length", value: String(body.count))
    for (name, value) in headers { fields.add(name: name, value: value) }
    if closing {
      fields.add(name: "connection", value: "close")
    } else if version == .http1_0 {
      fields.add(name: "connection", value: "keep-alive")
    }
    return HTTPResponseHead(version: version, status: status, headers: fields)
  }
}
