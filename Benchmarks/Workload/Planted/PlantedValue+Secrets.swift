/// Addresses, keys, tokens and passwords.
extension PlantedValue {
  private static let base62 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  private static let lowerLetters = Array("abcdefghijklmnopqrstuvwxyz")
  private static let hexDigits = Array("0123456789abcdef")

  static func emailAddress(_ random: inout SeededRandom) -> PlantedValue {
    let given = random.pick([
      "jane", "omar", "lucia", "kofi", "mina", "anders", "priya", "tomas", "gina", "shelby",
    ])
    let joint = random.pick([".", "_", "+"])
    let local = given + joint + random.text(of: lowerLetters, count: 6) + String(random.within(10...99))
    let host = random.pick([
      "example.com", "mail.example.org", "corp.example.co.uk", "example.net", "uni-example.de",
    ])
    return PlantedValue(.emailAddress, "\(local)@\(host)")
  }

  static func wallet(_ random: inout SeededRandom) -> PlantedValue {
    if random.chance(0.5) {
      return PlantedValue(.wallet, "0x" + random.text(of: hexDigits, count: 40))
    }
    let program = (0..<20).map { _ in UInt8(random.below(256)) }
    return PlantedValue(.wallet, Checksum.bech32Address(program: program))
  }

  static func jsonWebToken(_ random: inout SeededRandom) -> PlantedValue {
    let header = Base64URL.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))
    let subject = random.text(of: lowerLetters, count: 12)
    let claims =
      #"{"sub":"\#(subject)","iat":\#(random.within(1_600_000_000...1_790_000_000)),"scope":"read write"}"#
    let signature = (0..<32).map { _ in UInt8(random.below(256)) }
    // The header is the same in every token of this algorithm: only what follows is secret.
    let secret = Base64URL.encode(Array(claims.utf8)) + "." + Base64URL.encode(signature)
    return PlantedValue(.jsonWebToken, header + "." + secret, secret: secret)
  }

  static func privateKey(_ random: inout SeededRandom) -> PlantedValue {
    let line = random.text(of: base62, count: 64)
    let text = """
      -----BEGIN RSA PRIVATE KEY-----
      MIIEpAIBAAKCAQEA\(random.text(of: base62, count: 48))
      \(line)
      \(random.text(of: base62, count: 64))
      -----END RSA PRIVATE KEY-----
      """
    return PlantedValue(.privateKey, text, secret: line)
  }

  static func password(_ random: inout SeededRandom) -> PlantedValue {
    PlantedValue(
      .password,
      random.text(of: base62, count: 11) + "\(random.within(1...9))" + random.pick(["!", "#", "_"])
    )
  }

  static func urlCredentials(_ random: inout SeededRandom) -> PlantedValue {
    let secret = random.text(of: base62, count: 16)
    let scheme = random.pick(["postgres", "mysql", "amqp", "redis"])
    return PlantedValue(.urlCredentials, "\(scheme)://svc:\(secret)@db.internal:5432/app", secret: secret)
  }

  /// A token that is a fixed prefix and random characters.
  static func prefixed(_ family: PlantedFamily, _ random: inout SeededRandom) -> PlantedValue {
    let secret: String
    var prefix = ""
    switch family {
    case .awsAccessKey:
      (prefix, secret) = ("AKIA", random.text(of: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), count: 16))
    case .gitHubToken: (prefix, secret) = ("ghp_", random.text(of: base62, count: 36))
    case .openAIKey: (prefix, secret) = ("sk-proj-", random.text(of: base62, count: 48))
    case .anthropicKey: (prefix, secret) = ("sk-ant-api03-", random.text(of: base62, count: 80))
    case .slackToken:
      secret =
        "\(random.digits(12))-\(random.digits(12))-"
        + random.text(of: base62, count: 24)
      prefix = "xoxb-"
    case .googleAPIKey: (prefix, secret) = ("AIza", random.text(of: base62, count: 35))
    case .stripeKey: (prefix, secret) = ("sk_live_", random.text(of: base62, count: 24))
    case .huggingFaceToken: (prefix, secret) = ("hf_", random.text(of: base62, count: 34))
    case .databricksToken: (prefix, secret) = ("dapi", random.text(of: hexDigits, count: 32))
    default: secret = random.text(of: base62, count: 40)
    }
    return PlantedValue(family, prefix + secret, secret: secret)
  }
}
