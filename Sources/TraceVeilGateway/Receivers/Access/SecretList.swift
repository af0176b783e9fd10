/// What senders may show to be let in, a line of a file each. No description shows one.
struct SecretList: Sendable {
  private let secrets: [[UInt8]]
  /// The longest text that is compared. Longer ones are refused at once.
  private let longest: Int

  /// One secret a line, without the blanks and tabs around it; empty lines and lines that begin with `#` are skipped.
  init(file: some StringProtocol) {
    // Editors of Windows begin a file so.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = Array(file.utf8)
    secrets = text.dropFirst(text.starts(with: mark) ? mark.count : 0)
      .split(separator: UInt8(ascii: "\n"))
      .map { Self.trimmed(Array($0)) }
      .filter { !$0.isEmpty && $0.first != UInt8(ascii: "#") }
    longest = secrets.map(\.count).max() ?? 0
  }

  var count: Int { secrets.count }

  /// Why the lines are not each a name, a colon and a password; nil when they are. Says nothing of what they hold.
  var passwordMistake: String? {
    for line in secrets {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < line.count else {
        return "a line of the file is not NAME:PASSWORD"
      }
      // Whoever read the file could log in with the hash itself.
      if Self.hashes.contains(where: { line[(colon + 1)...].starts(with: $0.utf8) }) {
        return
          "a line of the file holds the hash of a password, as htpasswd writes it; the password itself is wanted"
      }
    }
    return nil
  }

  /// How hashes of passwords begin that are kept in such files.
  private static let hashes = ["$2a$", "$2b$", "$2y$", "$apr1$", "$1$", "$5$", "$6$", "{SHA}", "{SSHA}"]

  private static func trimmed(_ line: [UInt8]) -> [UInt8] {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var line = line[...].drop(while: isBlank)
    while let last = line.last, isBlank(last) { line.removeLast() }
    return Array(line)
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
