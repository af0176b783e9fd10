/// The files with which the gateway identifies itself to a destination. They are read at the start, and again when
/// they change. Plain values.
public struct CredentialFiles: Sendable, Hashable {
  /// Headers, one a line as `NAME: VALUE`. They replace configured ones of the same names.
  public var headers: String?
  /// A bearer token: one line.
  public var token: String?
  /// A user for basic authentication, whose password is a line of a file.
  public var user: User?

  /// A user for basic authentication.
  public struct User: Sendable, Hashable {
    /// The user's name, without a colon.
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
