/// What senders may show to be let in, a line of a file each. No description shows one.
struct SecretList: Sendable {
  private let secrets: [[UInt8]]
  /// Nobody has to wait for the comparison of anything longer.
  private let longest: Int

  /// One secret a line; blank lines and lines that begin with `#` are skipped.
  init(file: some StringProtocol) {
    secrets = file.split(whereSeparator: \.isNewline)
      .map { $0.trimming(while: \.isWhitespace) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
      .map { Array($0.utf8) }
    longest = secrets.map(\.count).max() ?? 0
  }

  var count: Int { secrets.count }

  /// Whether every line is a name, a colon and a password.
  var arePasswords: Bool {
    secrets.allSatisfy { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
      return colon > 0 && colon + 1 < line.count
    }
  }

  /// Takes the same steps whatever the secrets are: each is compared to the end of what is offered, and all of them are.
  func contains(_ offered: [UInt8]) -> Bool {
    guard offered.count <= longest else { return false }
    var found = false
    for secret in secrets where Self.areEqual(secret, offered) { found = true }
    return found
  }

  private static func areEqual(_ secret: [UInt8], _ offered: [UInt8]) -> Bool {
    var difference = secret.count ^ offered.count
    var place = 0
    for byte in offered {
      difference |= Int(secret[place] ^ byte)
      place += 1
      if place == secret.count { place = 0 }
    }
    return difference == 0
  }
}

extension SecretList: CustomStringConvertible, CustomReflectable {
  var description: String { "\(secrets.count) secrets" }
  var customMirror: Mirror { Mirror(self, children: ["count": secrets.count]) }
}

extension StringProtocol {
  /// Without the characters at both ends that match.
  fileprivate func trimming(while matches: (Character) -> Bool) -> Substring {
    var rest = Substring(self).drop(while: matches)
    while let last = rest.last, matches(last) { rest.removeLast() }
    return rest
  }
}
