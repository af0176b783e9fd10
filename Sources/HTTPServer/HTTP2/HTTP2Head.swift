import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// Heads of HTTP/2 as the services know them.
extension HTTPRequestHead {
  /// The handler has made sure of the pseudo fields.
  init(_ fields: HPACKHeaders) {
    var headers = HTTPHeaders()
    headers.reserveCapacity(fields.count)
    var method = ""
    var path = ""
    for (name, value, _) in fields {
      switch name {
      case ":method": method = value
      case ":path": path = value
      case ":authority": headers.add(name: "host", value: value)
      case _ where name.hasPrefix(":"): break
      default: headers.add(name: name, value: value)
      }
    }
    self.init(version: .http2, method: HTTPMethod(rawValue: method), uri: path, headers: headers)
  }
}

extension HTTPAnswer {
  /// The head as HTTP/2 sends it. What has no body sends its trailers with it.
  var fields: HPACKHeaders {
    var fields = HPACKHeaders()
    fields.add(name: ":status", value: String(status.code))
    if let contentType { fields.add(name: "content-type", value: contentType) }
    if trailers.isEmpty { fields.add(name: "content-length", value: String(body.count)) }
    for (name, value) in headers { fields.add(name: name, value: value) }
    if body.isEmpty { fields.add(trailers) }
    return fields
  }

  var trailingFields: HPACKHeaders? {
    guard !body.isEmpty, !trailers.isEmpty else { return nil }
    var fields = HPACKHeaders()
    fields.add(trailers)
    return fields
  }
}

extension HPACKHeaders {
  fileprivate mutating func add(_ trailers: [(name: String, value: String)]) {
    for (name, value) in trailers { add(name: name, value: value) }
  }
}
