/// An access token in force. Two are the same when they came of the same question.
struct AccessToken: Sendable, Equatable {
  /// A secret.
  let value: String
  fileprivate let number: Int

  static func == (one: AccessToken, other: AccessToken) -> Bool { one.number == other.number }
}

/// What is known of an exporter's access token, as a value: whether it can be used, and who asks for the next.
struct AccessTokenState: Sendable {
  enum Step: Sendable, Equatable {
    case use(AccessToken)
    /// The caller is to ask for a token, and nobody else until it has told what came of that.
    case ask
    /// Somebody asks already.
    case wait
  }

  /// The lifetime of a token whose server does not tell one. If such a token is refused earlier, a new one is
  /// requested.
  static let usualLifetime = Duration.seconds(3600)
  /// How long before its end a token is replaced, because a clock may be wrong, and a request takes time.
  static let largestMargin = Duration.seconds(60)
  /// Until a token is asked for again that could not be had, while the old one is still good.
  static let pause = Duration.seconds(5)

  private var token: AccessToken?
  /// When it is to be replaced, and when it is of no use any more.
  private var renewal = Duration.zero
  private var end = Duration.zero
  private var isAsking = false
  private var count = 0

  /// What whoever needs a token does next.
  mutating func next(at now: Duration) -> Step {
    if let token, now < renewal || isAsking && now < end { return .use(token) }
    guard !isAsking else { return .wait }
    isAsking = true
    return .ask
  }

  /// - Parameters:
  ///   - lifetime: As the server says; nil where it does not.
  ///   - began: When it was asked for, which is before it was made.
  mutating func granted(_ value: String, lifetime: Duration?, since began: Duration) -> AccessToken {
    isAsking = false
    count += 1
    let token = AccessToken(value: value, number: count)
    let lifetime = max(.zero, min(lifetime ?? Self.usualLifetime, .seconds(86_400 * 365)))
    self.token = token
    end = began + lifetime
    renewal = end - min(lifetime / 4, Self.largestMargin)
    return token
  }

  /// No token could be had. - Returns: The old one, for as long as it is good.
  mutating func failed(at now: Duration) -> AccessToken? {
    isAsking = false
    guard let token, now < end else { return nil }
    renewal = max(renewal, min(now + Self.pause, end))
    return token
  }

  /// A server did not take the token. Nothing happens where there is another one already.
  mutating func refused(_ token: AccessToken) {
    if self.token == token { self.token = nil }
  }

  /// Forgets the token, because the secret has changed.
  mutating func forget() { token = nil }
}
