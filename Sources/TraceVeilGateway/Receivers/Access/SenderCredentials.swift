import JSON
import NIOHTTP1

/// What a sender must show: one of the tokens, of the users' passwords or of the keys, of those that there are.
struct SenderCredentials: Sendable {
  /// The tokens of `Authorization: Bearer` (RFC 6750, section 2.1); nil if none is required.
  var tokens: SecretList?
  /// `name:password`, of `Authorization: Basic` (RFC 7617).
  var users: SecretList?
  /// The API keys, which are sent in a header of their own.
  var keys: SecretList?
  /// The name of that header, in lower case.
  var keyHeader = Self.defaultKeyHeader

  /// What there is a file of each.
  enum Kind: String, CaseIterable, Sendable {
    case tokens, users, keys
  }

  subscript(kind: Kind) -> SecretList? {
    get {
      switch kind {
      case .tokens: tokens
      case .users: users
      case .keys: keys
      }
    }
    set {
      switch kind {
      case .tokens: tokens = newValue
      case .users: users = newValue
      case .keys: keys = newValue
      }
    }
  }

  static let defaultKeyHeader = "x-api-key"

  func admit(_ headers: HTTPHeaders) -> Bool {
    if let keys, let key = Self.single(keyHeader, headers), keys.contains(Array(key.utf8)) { return true }
    guard let field = Self.single("authorization", headers) else { return false }
    let halves = field.split(separator: " ", maxSplits: 1)
    guard halves.count == 2 else { return false }
    let offered = halves[1].drop { $0 == " " }
    switch halves[0].lowercased() {
    case "bearer": return tokens?.contains(Array(offered.utf8)) ?? false
    case "basic":
      guard let users, let decoded = Base64.bytes(Array(offered.utf8)) else { return false }
      return users.contains(decoded)
    default: return false
    }
  }

  var counts: (tokens: Int, users: Int, keys: Int) {
    (tokens?.count ?? 0, users?.count ?? 0, keys?.count ?? 0)
  }

  /// What `WWW-Authenticate` says, a line each.
  var challenges: [String] {
    [
      tokens.map { _ in "Bearer realm=\"traceveil\"" },
      users.map { _ in "Basic realm=\"traceveil\", charset=\"UTF-8\"" },
      keys.map { _ in "ApiKey realm=\"traceveil\", header=\"\(keyHeader)\"" },
    ].compactMap { $0 }
  }

  /// The kinds of credentials, for the log and for refused senders.
  var kinds: [String] {
    [tokens.map { _ in "bearer" }, users.map { _ in "basic" }, keys.map { _ in "api-key" }].compactMap { $0 }
  }

  /// Nil for none, and for more than one, of which another program may see another.
  private static func single(_ name: String, _ headers: HTTPHeaders) -> Substring? {
    let fields = headers[name]
    guard fields.count == 1, var field = fields.first.map({ Substring($0) }) else { return nil }
    while let last = field.last, last == " " || last == "\t" { field.removeLast() }
    return field
  }
}
