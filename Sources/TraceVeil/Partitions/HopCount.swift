/// How many gateways data has come through, as a header says that each of them makes larger. Ends circles.
package struct HopCount: Sendable, Hashable {
  /// The name of the header, in lower case.
  package static let header = "x-traceveil-hops"
  /// Gateways in a row. More than anybody chains; a circle ends after so many rounds.
  package static let limit = 8

  /// 0 for what comes from an application.
  package let value: Int

  /// - Parameter fields: The values of the header.
  /// - Returns: Nil for one that is no number.
  package init?(_ fields: some Sequence<some StringProtocol>) {
    var value = 0
    for field in fields {
      guard !field.isEmpty, field.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      value = max(value, Int(field) ?? .max)
    }
    self.value = value
  }

  /// Whether one gateway more would be too many.
  package var isExhausted: Bool { value >= Self.limit }

  /// What the header says to the next gateway.
  package var next: String { String(min(value, Self.limit) + 1) }
}
