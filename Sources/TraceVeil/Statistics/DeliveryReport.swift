/// What became of the items a pipeline still held when its shutdown began.
package struct DeliveryReport: Sendable, Hashable {
  /// Items delivered during the shutdown, partial successes' rejected ones not counted.
  package var delivered = 0
  /// Items rejected by the destination during the shutdown.
  package var rejected = 0
  /// Items given up during the shutdown, by reason.
  package var undelivered: [DropReason: Int] = [:]
  /// False when the time limit ended the drain.
  package var completed = true

  /// The report of each of several destinations, by name; empty for a single one.
  package var destinations: [String: DeliveryReport] = [:]

  package init() {}

  /// How many items were accepted and not delivered.
  package var undeliveredItems: Int { undelivered.values.reduce(0, +) }
}
