/// What may stand in an HTTP header, checked wherever a header comes from a setting.
package enum HTTPFieldRules {
  /// Whether `name` is a token (RFC 9110, section 5.6.2).
  package static func isName(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
  }

  /// Whether `value` can be sent without ending the header: no CR, LF, NUL or other control but the tab.
  package static func isValue(_ value: some StringProtocol) -> Bool {
    value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
  }

  /// Whether a header says something about a connection, a body or who sends: none that is taken from elsewhere.
  ///
  /// - Parameter name: In lower case.
  package static func isOfConnection(_ name: String) -> Bool {
    let names: Set = [
      "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "host", "expect",
      "accept-encoding", "user-agent",
    ]
    return names.contains(name) || name.hasPrefix("content-") || name.hasPrefix("proxy-")
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default:
      false
    }
  }
}
