import NIOHTTP1

/// The tokens of `TRACEVEIL_AUTH_TOKENS_FILE`. No description shows one.
struct BearerTokens: Sendable {
  private let tokens: [[UInt8]]

  /// One token a line; blank lines and lines that begin with `#` are skipped.
  init(file: some StringProtocol) {
    tokens = file.split(whereSeparator: \.isNewline)
      .map { $0.trimming(while: \.isWhitespace) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
      .map { Array($0.utf8) }
  }

  var isEmpty: Bool { tokens.isEmpty }
  var count: Int { tokens.count }

  /// Whether the request carries one of the tokens (RFC 6750, section 2.1).
  ///
  /// Takes the same time for every wrong token of a length: each token is compared to its end, and all of
  /// them are.
  func admit(_ headers: HTTPHeaders) -> Bool {
    let fields = headers["authorization"]
    guard fields.count == 1, let field = fields.first else { return false }
    let halves = field.split(separator: " ", maxSplits: 1)
    guard halves.count == 2, halves[0].lowercased() == "bearer" else { return false }
    let offered = Array(halves[1].trimming(while: \.isWhitespace).utf8)
    var found = false
    for token in tokens where Self.areEqual(token, offered) { found = true }
    return found
  }

  private static func areEqual(_ token: [UInt8], _ offered: [UInt8]) -> Bool {
    guard token.count == offered.count else { return false }
    var difference: UInt8 = 0
    for (left, right) in zip(token, offered) { difference |= left ^ right }
    return difference == 0
  }
}

extension BearerTokens: CustomStringConvertible, CustomReflectable {
  var description: String { "\(tokens.count) tokens" }
  var customMirror: Mirror { Mirror(self, children: ["count": tokens.count]) }
}

extension StringProtocol {
  /// Without the characters at both ends that match.
  fileprivate func trimming(while matches: (Character) -> Bool) -> Substring {
    var rest = Substring(self).drop(while: matches)
    while let last = rest.last, matches(last) { rest.removeLast() }
    return rest
  }
}
