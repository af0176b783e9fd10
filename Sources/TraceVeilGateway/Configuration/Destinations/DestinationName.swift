/// The name of one of several destinations, and those of its settings.
struct DestinationName: Hashable, Sendable {
  /// Lists all of them.
  static let listKey = "TRACEVEIL_DESTINATIONS"
  /// The prefix of the settings of each destination.
  static let prefix = "TRACEVEIL_DESTINATION_"
  static let maximumLength = 32

  /// The name as it is shown: small letters, digits, `-` and `_`, beginning with a letter.
  let text: String

  /// Nil when it can be none. Capitals are taken for small letters.
  init?(_ text: some StringProtocol) {
    let text = text.lowercased()
    let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    guard let first = text.utf8.first, isLetter(first), text.utf8.count <= Self.maximumLength,
      text.utf8.allSatisfy({
        isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      })
    else { return nil }
    self.text = text
  }

  /// What its settings begin with: `TRACEVEIL_DESTINATION_<NAME>_`.
  var prefix: String {
    Self.prefix + String(text.uppercased().map { $0 == "-" ? "_" : $0 }) + "_"
  }

  func key(_ ending: String) -> String { prefix + ending }
}
