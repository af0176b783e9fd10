/// How an exporter comes by access tokens: OAuth 2.0's grant for client credentials (RFC 6749, section 4.4). Plain values.
public struct OAuth2Client: Sendable, Hashable {
  /// How the client proves who it is, by the names of RFC 8414.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// As user and password of basic authentication, which every token URL takes.
    case basic = "client_secret_basic"
    /// In the form that is posted.
    case post = "client_secret_post"
  }

  /// A parameter that a token URL wants besides, such as `audience`.
  public struct Parameter: Sendable, Hashable {
    /// Before encoding.
    public var name: String
    /// Before encoding. May be a secret.
    public var value: String

    /// A parameter.
    public init(name: String, value: String) { (self.name, self.value) = (name, value) }
  }

  /// Full URL that tokens are asked of, `http` or `https`.
  public var tokenURL: String
  /// The client's id.
  public var id: String
  /// A file with the client's secret: one line.
  public var secretFile: String
  /// What the token is to be good for; none for what the token URL gives unasked.
  public var scopes: [String] = []
  /// Sent along.
  public var parameters: [Parameter] = []
  /// How the secret is shown.
  public var method = Method.basic
  /// On the way to the token URL; nil for none.
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
  /// Without parameters, and without the URL's query, which may be secrets.
  public var customMirror: Mirror { Mirror(self, children: ["id": id, "scopes": scopes]) }
}
