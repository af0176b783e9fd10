import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1
import OTLP

/// A request for an access token, and its answer.
struct TokenExchange: Sendable {
  /// A token, and for how long it is good; nil where the server does not say.
  struct Grant: Sendable, Equatable {
    let token: String
    let lifetime: Duration?
  }

  /// A larger answer is an error, and is not read on.
  static let maximumBytes = 64 << 10
  /// A larger token would be no header that servers take.
  static let maximumTokenBytes = 16 << 10

  let client: OAuth2Client
  /// The secret of the client.
  let secret: String

  var request: HTTPClientRequest {
    var request = HTTPClientRequest(url: client.tokenURL)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "User-Agent", value: ExportHeaders.userAgent)
    var form = [("grant_type", "client_credentials")]
    if !client.scopes.isEmpty { form.append(("scope", client.scopes.joined(separator: " "))) }
    switch client.method {
    case .basic:
      // RFC 6749, section 2.3.1: both are encoded as a form would have them, since an id may hold a colon.
      let pair = "\(PercentEncoding.encode(client.id)):\(PercentEncoding.encode(secret))"
      request.headers.add(name: "Authorization", value: "Basic \(Base64.text(Array(pair.utf8)))")
    case .post: form += [("client_id", client.id), ("client_secret", secret)]
    }
    form += client.parameters.map { ($0.name, $0.value) }
    // A blank is `%20`, which every server reads as it reads the plus of forms.
    let body = form.map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }.joined(
      separator: "&"
    )
    request.body = .bytes(ByteBuffer(string: body))
    return request
  }

  /// - Parameter retryAfter: What the header of that name says.
  static func outcome(
    status: Int,
    _ body: ByteBuffer,
    retryAfter: Duration? = nil
  ) -> Result<Grant, TokenFailure> {
    let members = Self.members(of: body)
    func text(_ name: String) -> String? {
      switch members.first(where: { $0.name == name })?.value {
      case .string(let text), .escaped(let text, source: _): text
      case .number(let digits): digits
      default: nil
      }
    }
    guard status == 200 else {
      let code = text("error").flatMap { TokenFailure.Code(rawValue: $0) }
      return .failure(.refused(status: status, code, retryAfter: retryAfter))
    }
    guard let token = text("access_token"), !token.isEmpty, token.utf8.count <= maximumTokenBytes,
      token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      (text("token_type") ?? "bearer").lowercased() == "bearer"
    else { return .failure(.unreadable(status: status)) }
    // Some servers write the number as a text.
    let seconds = text("expires_in").flatMap { Double($0) }
    let lifetime = seconds.flatMap { $0 > 0 && $0 < 1e9 ? Duration.seconds($0) : nil }
    return .success(Grant(token: token, lifetime: lifetime))
  }

  private static func members(of body: ByteBuffer) -> [JSONValue.Member] {
    guard case .object(let members)? = JSONValue(answer: body) else { return [] }
    return members
  }
}
