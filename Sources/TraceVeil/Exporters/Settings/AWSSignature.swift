/// How requests are signed for a service of AWS, or one that checks as AWS does: Signature Version 4. Plain values.
public struct AWSSignature: Sendable, Hashable {
  /// Where the keys come from.
  public enum Source: Sendable, Hashable {
    /// The keys themselves, which do not change.
    case keys(AWSCredentials)
    /// A profile of a shared credentials file, which is read again when it changes.
    case file(String, profile: String)
  }

  /// Such as `eu-central-1`.
  public var region: String
  /// The service as signatures name it, such as `xray`, `logs`, `osis`, `aps`.
  public var service: String
  /// Where the keys come from.
  public var source: Source

  /// A way to sign.
  public init(region: String, service: String, source: Source) {
    self.region = region
    self.service = service
    self.source = source
  }

  /// Files that say how to sign.
  package var paths: [String] { if case .file(let path, _) = source { [path] } else { [] } }
}

/// The keys of a user or a role of AWS. Secrets.
public struct AWSCredentials: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The id of the key, which is sent with each request.
  public var accessKeyID: String
  /// The secret, which never leaves the process.
  public var secretAccessKey: String
  /// The session token of temporary keys; nil for permanent keys.
  public var sessionToken: String?

  /// Keys.
  public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }

  public var description: String { "AWSCredentials" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
