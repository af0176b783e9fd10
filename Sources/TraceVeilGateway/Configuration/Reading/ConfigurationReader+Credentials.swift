import TraceVeil

/// The names of the settings that say how a server knows the gateway.
struct CredentialKeys {
  var username: [String]
  var password: [String]
  var passwordFile: String
  var token: [String]
  var tokenFile: String

  /// - Parameters:
  ///   - prefix: `TRACEVEIL_MLFLOW_UPSTREAM` or the like.
  ///   - standard: The prefix of names that are not ours and come after them.
  init(_ prefix: String, before standard: String? = nil) {
    func names(_ option: String) -> [String] {
      ([prefix] + [standard].compactMap { $0 }).map { "\($0)_\(option)" }
    }
    username = names("USERNAME")
    password = names("PASSWORD")
    passwordFile = "\(prefix)_PASSWORD_FILE"
    token = names("TOKEN")
    tokenFile = "\(prefix)_TOKEN_FILE"
  }

  /// Our own names, in the order in which they are read.
  var own: [String] { ownOfUser + ownOfToken }
  var ownOfUser: [String] { [username[0], password[0], passwordFile] }
  var ownOfToken: [String] { [token[0], tokenFile] }
}

extension ConfigurationReader {
  /// A user's name and password, or a token; nil where neither is set. Our own names come before others, and both of
  /// them by own names are a mistake. As MLflow's clients have it, a name and a password come before a token.
  mutating func credentials(_ keys: CredentialKeys) throws(ConfigurationError) -> MLflowDestination
    .Credentials?
  {
    let user = keys.ownOfUser.first { environment[$0] != nil }
    if let token = keys.ownOfToken.first(where: { environment[$0] != nil }) {
      if let user { throw error(token, "and \(user) both say who the gateway is; set one") }
      know(keys.username + keys.password + [keys.passwordFile])
      return try secret(keys.token, orFile: keys.tokenFile).map { .token($0) }
    }
    let username = try secret(keys.username)
    let password = try secret(keys.password, orFile: keys.passwordFile)
    let token = try secret(keys.token, orFile: keys.tokenFile)
    switch (username, password) {
    case (let username?, let password?):
      guard !username.contains(":") else {
        throw error(setKey(keys.username), "a user's name cannot hold a colon: a password would begin there")
      }
      return .basic(username: username, password: password)
    case (nil, _?):
      throw error(
        setKey([keys.password[0], keys.passwordFile]),
        "a password needs its user: set \(keys.username[0])"
      )
    case (_?, nil):
      throw error(
        setKey(keys.username),
        "a user needs a password: set \(keys.password[0]) or \(keys.passwordFile)"
      )
    case (nil, nil): return token.map { .token($0) }
    }
  }

  /// A secret in a variable, or in a file that another one names: a line, whose end is not part of it. Our own two
  /// names come before others; both of them are one too many.
  private mutating func secret(_ keys: [String], orFile fileKey: String) throws(ConfigurationError) -> String?
  {
    guard let path = try text([fileKey]) else { return try secret(keys) }
    know(keys)
    guard environment[keys[0]] == nil else {
      throw error(fileKey, "and \(keys[0]) both say the same; set one")
    }
    let content: String
    do throws(BoundedFile.Failure) {
      content = try BoundedFile.text(path, limit: 64 << 10)
    } catch {
      throw self.error(fileKey, error.reason)
    }
    var line = content[...]
    while let last = line.last, last.isWhitespace { line.removeLast() }
    guard let value = Self.fieldValue(String(line)) else {
      throw error(fileKey, "the file must hold one line that is fit for a header")
    }
    return value
  }

  private mutating func secret(_ keys: [String]) throws(ConfigurationError) -> String? {
    try read(
      keys,
      expected: "fit for a header",
      quoting: false,
      shown: { _ in "***" },
      parse: Self.fieldValue
    )
  }

  /// The first of `keys` that is set, for an error about it.
  private func setKey(_ keys: [String]) -> String { keys.first { environment[$0] != nil } ?? keys[0] }

  static func fieldValue(_ text: String) -> String? {
    !text.isEmpty && HTTPFieldRules.isValue(text) ? text : nil
  }
}
