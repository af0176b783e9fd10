import JSON
import NIOHTTP1

/// Takes values of a request's headers out of what a server says about the request: they may be credentials, or a
/// tenant's, and have no form by which they could be found.
enum HeaderMask {
  /// Shorter values stand in any text by chance.
  static let minimumBytes = 4

  /// What requests say for every sender alike, or what the log shows as it is.
  private static let openNames: Set<String> = [
    "accept", "accept-encoding", "connection", "content-encoding", "content-length", "content-type", "expect",
    "host",
    "te", "traceparent", "tracestate", "transfer-encoding", "user-agent", HopCount.header,
    MLflowDestination.experimentHeader,
  ]

  /// - Parameter headers: The headers of the request.
  static func masked(_ text: String, _ headers: HTTPHeaders) -> String {
    var secrets: [(name: String, value: String)] = []
    for (name, value) in headers {
      let name = name.lowercased()
      guard !openNames.contains(name), !name.hasPrefix("grpc-") else { continue }
      for part in parts(of: value, name) where part.utf8.count >= minimumBytes {
        secrets.append((name, part))
      }
    }
    // The longer first: one may be a part of another.
    return secrets.sorted { $0.value.utf8.count > $1.value.utf8.count }.reduce(text) {
      $0.replacing($1.value, with: "<header \($1.name)>")
    }
  }

  /// The whole value, and what a server may know it as.
  private static func parts(of value: String, _ name: String) -> [String] {
    switch name {
    case "authorization", "proxy-authorization":
      let credentials = value.drop { $0 != " " }.drop { $0 == " " }
      let pair = String(decoding: Base64.bytes(Array(credentials.utf8)) ?? [], as: UTF8.self)
      let password = pair.firstIndex(of: ":").map { String(pair[$0...].dropFirst()) } ?? ""
      return [value, String(credentials), password]
    case "cookie":
      return [value]
        + value.split(separator: ";").compactMap { pair in
          pair.firstIndex(of: "=").map { String(pair[$0...].dropFirst()) }
        }
    default: return [value]
    }
  }
}
