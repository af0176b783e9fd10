import TraceVeil

/// The files that say who may send.
struct AccessSettings: Sendable, Hashable {
  static let tokensKey = "TRACEVEIL_AUTH_TOKENS_FILE"
  static let usersKey = "TRACEVEIL_AUTH_USERS_FILE"
  static let keysKey = "TRACEVEIL_AUTH_API_KEYS_FILE"

  var tokensFile: String?
  var usersFile: String?
  var keysFile: String?
  /// The header of API keys, in lower case.
  var keyHeader = SenderCredentials.defaultKeyHeader

  /// Whether anybody may send.
  var isOpen: Bool { files.isEmpty }
  var files: [String] { [tokensFile, usersFile, keysFile].compactMap { $0 } }

  /// Reads the files.
  ///
  /// - Parameters:
  ///   - mayBeEmpty: Whether a file without a secret, which locks everybody out, is no error.
  ///   - source: Where a setting was set.
  func load(
    mayBeEmpty: Bool = false,
    source: (String) -> ConfigurationSource
  ) throws(ConfigurationError) -> SenderCredentials {
    var credentials = SenderCredentials(keyHeader: keyHeader)
    for kind in SenderCredentials.Kind.allCases {
      credentials[kind] = try list(of: kind, mayBeEmpty: mayBeEmpty, source: source)
    }
    return credentials
  }

  /// Reads one of the files. Nil where there is none to be read.
  func list(
    of kind: SenderCredentials.Kind,
    mayBeEmpty: Bool,
    source: (String) -> ConfigurationSource
  ) throws(ConfigurationError) -> SecretList? {
    switch kind {
    case .tokens: return try Self.list(Self.tokensKey, tokensFile, mayBeEmpty ? nil : "token", source)
    case .keys: return try Self.list(Self.keysKey, keysFile, mayBeEmpty ? nil : "key", source)
    case .users:
      let users = try Self.list(Self.usersKey, usersFile, mayBeEmpty ? nil : "user", source)
      guard let mistake = users?.passwordMistake else { return users }
      throw ConfigurationError(key: Self.usersKey, source: source(Self.usersKey), reason: mistake)
    }
  }

  private static func list(
    _ key: String,
    _ path: String?,
    _ needed: String?,
    _ source: (String) -> ConfigurationSource
  ) throws(ConfigurationError) -> SecretList? {
    guard let path else { return nil }
    let text: String
    do throws(BoundedFile.Failure) {
      text = try BoundedFile.text(path)
    } catch {
      throw ConfigurationError(key: key, source: source(key), reason: error.reason)
    }
    let list = SecretList(file: text)
    if let needed, list.count == 0 {
      throw ConfigurationError(key: key, source: source(key), reason: "the file holds no \(needed)")
    }
    return list
  }
}

extension ConfigurationReader {
  /// `TRACEVEIL_AUTH_*`.
  mutating func accessSettings() throws(ConfigurationError) -> AccessSettings {
    var settings = AccessSettings()
    settings.tokensFile = try text([AccessSettings.tokensKey])
    settings.usersFile = try text([AccessSettings.usersKey])
    settings.keysFile = try text([AccessSettings.keysKey])
    let key = "TRACEVEIL_AUTH_API_KEY_HEADER"
    settings.keyHeader = try read(
      [key],
      default: settings.keyHeader,
      expected: "the name of a header of its own",
      shown: { $0 },
      parse: { name in
        let name = name.lowercased()
        return HTTPFieldRules.isName(name) && !HTTPFieldRules.isOfConnection(name) && !Self.hasMeaning(name)
          ? name : nil
      }
    )
    if settings.keysFile == nil, settings.keyHeader != SenderCredentials.defaultKeyHeader {
      throw error(key, "no keys are looked for: \(AccessSettings.keysKey) is not set")
    }
    return settings
  }

  /// Whether clients send a header for a purpose of its own.
  private static func hasMeaning(_ name: String) -> Bool {
    let names: Set = ["accept", "authorization", "cookie", "date", "origin", HopCount.header]
    return names.contains(name) || name.hasPrefix("grpc-")
  }

  /// `TRACEVEIL_HTTP_CORS_*`; nil where no page may send.
  ///
  /// - Parameter headers: Which clients set because of other settings.
  mutating func crossOrigin(_ headers: [String]) throws(ConfigurationError) -> CrossOrigin? {
    let (originsKey, headersKey) = ("TRACEVEIL_HTTP_CORS_ORIGINS", "TRACEVEIL_HTTP_CORS_HEADERS")
    let origins = try list(originsKey)?.map { $0.lowercased() }
    let own = try list(headersKey)?.map { $0.lowercased() }
    guard let origins else {
      if own != nil { throw error(headersKey, "no page may send: \(originsKey) is not set") }
      return nil
    }
    let takesAny = origins == ["*"]
    guard takesAny || origins.allSatisfy(Self.isOrigin) else {
      throw error(
        originsKey,
        "an origin is like https://app.example.com or https://*.example.com, and * stands alone"
      )
    }
    guard own?.allSatisfy({ HTTPFieldRules.isName($0) }) ?? true else {
      throw error(headersKey, "a name of a header is expected")
    }
    var all = CrossOrigin.usualHeaders
    for name in headers + (own ?? []) where !all.contains(name) { all.append(name) }
    return CrossOrigin(takesAny: takesAny, origins: takesAny ? [] : origins, headers: all)
  }

  /// A scheme and a host, with a port or without; a `*` only in the place of the host's first labels.
  private static func isOrigin(_ text: String) -> Bool {
    guard let scheme = text.firstRange(of: "://"),
      ["http", "https"].contains(text[..<scheme.lowerBound])
    else { return false }
    var host = text[scheme.upperBound...]
    if host.hasPrefix("*.") { host = host.dropFirst(2) }
    // Colons of an IPv6 address are in brackets.
    let end = host.hasPrefix("[") ? host.firstIndex(of: "]") : host.startIndex
    guard let end else { return false }
    if let colon = host[end...].firstIndex(of: ":") {
      let port = host[colon...].dropFirst()
      guard port.allSatisfy(\.isWholeNumber), UInt16(port) ?? 0 > 0 else { return false }
      host = host[..<colon]
    }
    return !host.isEmpty && !host.hasPrefix(".") && host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      && !host.contains { "/*?#@,\\".contains($0) } && (host.hasPrefix("[") == host.hasSuffix("]"))
  }
}
