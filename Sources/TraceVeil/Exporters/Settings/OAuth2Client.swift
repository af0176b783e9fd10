/// How an exporter gets access tokens: OAuth 2.0's grant for client credentials (RFC 6749, section 4.4). Plain
/// values.
public struct OAuth2Client: Sendable, Hashable {
  /// How the client authenticates, by the names of RFC 8414.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// Sends the secret as user and password of basic authentication, which every token URL accepts.
    case basic = "client_secret_basic"
    /// Sends the secret in the form that is posted.
    case post = "client_secret_post"
  }

  /// A further parameter that a token URL needs, such as `audience`.
  public struct Parameter: Sendable, Hashable {
    /// The name before encoding.
    public var name: String
    /// The value before encoding. It may be a secret.
    public var value: String

    /// A parameter.
    public init(name: String, value: String) { (self.name, self.value) = (name, value) }
  }

  /// The full URL that issues tokens, `http` or `https`.
  public var tokenURL: String
  /// The client's id.
  public var id: String
  /// A file with the client's secret: one line.
  public var secretFile: String
  /// The scopes that are asked for; empty for what the token URL grants by default.
  public var scopes: [String] = []
  /// Further parameters of the token request.
  public var parameters: [Parameter] = []
  /// How the secret is sent.
  public var method = Method.basic
  /// The proxy on the way to the token URL; nil for none.
  public var proxy: ProxyServer?

  /// A client with the defaults.
  public init(tokenURL: String, id: String, secretFile: String) {
    self.tokenURL = tokenURL
    self.id = id
    self.secretFile = secretFile
  }
}

extension OAuth2Client: CustomStringConvertible, CustomReflectable {
  public var description: String { "OAuth2Client" }
  /// The mirror has no parameters and no query of the URL, which may be secrets.
  public var customMirror: Mirror { Mirror(self, children: ["id": id, "scopes": scopes]) }
}
