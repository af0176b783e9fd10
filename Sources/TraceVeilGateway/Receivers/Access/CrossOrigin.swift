import HTTPServer
import NIOHTTP1

/// What pages in browsers may send, by the origin that they come from (CORS, of the Fetch standard).
struct CrossOrigin: Sendable, Hashable {
  /// Whether pages of any origin may. Browsers send them no credentials of their own then.
  var takesAny: Bool
  /// The origins, in lower case. One `*` in the place of a host's first labels stands for any:
  /// `https://*.example.com`.
  var origins: [String]
  /// Headers that a page may set, in lower case.
  var headers: [String]

  /// The headers that clients of OTLP set.
  static let usualHeaders = ["authorization", "content-encoding", "content-type", "x-requested-with"]
  /// How long a browser need not ask again, in seconds: two hours, as long as any browser has.
  private static let maximumAge = 7200

  /// Whether an origin that a browser names may send.
  func admits(_ origin: String) -> Bool {
    if takesAny { return true }
    let origin = origin.lowercased()
    return origins.contains { pattern in
      guard let star = pattern.firstIndex(of: "*") else { return pattern == origin }
      let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
      guard origin.hasPrefix(head), origin.hasSuffix(tail),
        origin.utf8.count > head.utf8.count + tail.utf8.count
      else { return false }
      // A whole part of a name: nothing that begins another part of the URL.
      return origin.dropFirst(head.count).dropLast(tail.count).utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
      }
    }
  }

  /// Whether a request asks what a page may send, before it does.
  static func isPreflight(_ head: HTTPRequestHead) -> Bool {
    head.method == .OPTIONS && head.headers.contains(name: "origin")
      && head.headers.contains(name: "access-control-request-method")
  }

  /// The answer to such a question of an origin that may send.
  func preflight(_ origin: String) -> HTTPAnswer {
    var answer = HTTPAnswer(status: .noContent)
    answer.headers = [
      ("access-control-allow-methods", "POST"),
      ("access-control-allow-headers", headers.joined(separator: ", ")),
      ("access-control-max-age", String(Self.maximumAge)),
    ]
    return allow(origin, answer)
  }

  /// An answer that a page of this origin may read.
  func allow(_ origin: String, _ answer: HTTPAnswer) -> HTTPAnswer {
    var answer = answer
    answer.headers.append(("access-control-allow-origin", takesAny ? "*" : origin))
    if !takesAny { answer.headers.append(("access-control-allow-credentials", "true")) }
    answer.headers.append(("access-control-expose-headers", "retry-after"))
    answer.headers.append(("vary", "origin"))
    return answer
  }
}
