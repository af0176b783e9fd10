/// What a request is going to need of a byte budget in all, as far as it can be known before it is there.
package enum BudgetClaim: Sendable, Hashable {
  /// So many bytes.
  case total(Int)
  /// What it asks for now, besides what it has.
  case asked
  /// More than it asks for now, and nobody knows how much.
  case unknown
}
