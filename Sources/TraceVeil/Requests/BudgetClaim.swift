/// How much of a byte budget a request will need in all, as far as that is known before it has arrived.
package enum BudgetClaim: Sendable, Hashable {
  /// So many bytes.
  case total(Int)
  /// What it asks for now, besides what it has.
  case asked
  /// More than it asks for now, and nobody knows how much.
  case unknown
}
