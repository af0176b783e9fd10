/// The files that say how a destination knows the gateway: read when it starts, and again when they change. Plain values.
public struct CredentialFiles: Sendable, Hashable {
  /// Headers, one a line as `NAME: VALUE`. They replace configured ones of the same names.
  public var headers: String?
  /// A bearer token: one line.
  public var token: String?
  /// A user's name, whose password is a line of a file: for basic authentication.
  public var user: User?

  /// Whom a destination with basic authentication knows.
  public struct User: Sendable, Hashable {
    /// Without a colon.
    public var name: String
    /// The file of the password.
    public var passwordFile: String

    /// A user.
    public init(name: String, passwordFile: String) {
      self.name = name
      self.passwordFile = passwordFile
    }
  }

  /// No files.
  public init() {}

  /// Whether there is nothing to be read.
  public var isEmpty: Bool { paths.isEmpty }

  /// All files.
  package var paths: [String] { [headers, token, user?.passwordFile].compactMap { $0 } }
}
