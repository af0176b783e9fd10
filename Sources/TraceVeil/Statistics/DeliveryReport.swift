/// What became of the items a pipeline still held when its shutdown began.
public struct DeliveryReport: Sendable, Hashable {
  /// Items delivered during the shutdown, partial successes' rejected ones not counted.
  public var delivered = 0
  /// Items rejected by the destination during the shutdown.
  public var rejected = 0
  /// Items given up during the shutdown, by reason.
  public var undelivered: [DropReason: Int] = [:]
  /// False when the time limit ended the drain.
  public var completed = true

  public init() {}

  /// How many items were accepted and not delivered.
  public var undeliveredItems: Int { undelivered.values.reduce(0, +) }
}
