import NIOCore

/// How an export ended, all attempts together.
public enum ExportResult: Sendable, Hashable {
  /// The destination took the request, but for `rejectedItems` of it.
  case success(rejectedItems: Int)
  /// Nothing of the request was taken, as far as can be known.
  case failure(ExportError)
  /// The request was sent in parts, which ended differently.
  case partial(PartialDelivery)

  /// The destination accepted all of the request.
  public static var success: ExportResult { .success(rejectedItems: 0) }
}

/// A part of a request that was refused for good: what would be sent, but for the headers of the whole.
struct RefusedPart: Sendable {
  let error: ExportError
  let body: ByteBuffer
  /// Whether it is a gzip member.
  let isCompressed: Bool
  let uncompressedBytes: Int
  let itemCount: Int
}

/// The results for the items of a request that was sent in parts. Two are equal when the numbers are.
public struct PartialDelivery: Sendable, Hashable {
  /// Items in parts that the destination accepted, including those of them that it rejected.
  public private(set) var deliveredItems = 0
  /// Those of the delivered items that the destination rejected.
  public private(set) var rejectedItems = 0
  /// How many items were not delivered, by the reason.
  public private(set) var failures: [ExportError: Int] = [:]
  /// The bytes of the bodies that the destination accepted, as they were sent.
  public private(set) var bytes = 0
  /// The bytes of these bodies before compression.
  public private(set) var uncompressedBytes = 0

  /// The parts that were refused permanently, if the request asked for them.
  private(set) var refused: [RefusedPart] = []

  /// Makes an empty one: nothing is delivered yet.
  public init() {}

  public static func == (one: PartialDelivery, other: PartialDelivery) -> Bool {
    one.deliveredItems == other.deliveredItems && one.rejectedItems == other.rejectedItems
      && one.failures == other.failures && one.bytes == other.bytes
      && one.uncompressedBytes == other.uncompressedBytes
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(deliveredItems)
    hasher.combine(rejectedItems)
    hasher.combine(failures)
  }

  mutating func keep(_ part: RefusedPart) { refused.append(part) }

  mutating func add(failed items: Int, _ error: ExportError) {
    if items > 0 { failures[error, default: 0] += items }
  }

  /// What became of a part. - Parameters: Its items, and the bytes of its body as sent and before compression.
  mutating func add(_ result: ExportResult, items: Int, bytes: Int, uncompressedBytes: Int) {
    switch result {
    case .failure(let error): add(failed: items, error)
    case .success(let rejected):
      deliveredItems += items
      rejectedItems += min(max(0, rejected), items)
      self.bytes += bytes
      self.uncompressedBytes += uncompressedBytes
    case .partial(let other):
      deliveredItems += other.deliveredItems
      rejectedItems += other.rejectedItems
      self.bytes += other.bytes
      self.uncompressedBytes += other.uncompressedBytes
      for (error, items) in other.failures { add(failed: items, error) }
      refused += other.refused
    }
  }

  /// The simplest that says the same.
  var result: ExportResult {
    if failures.isEmpty { return .success(rejectedItems: rejectedItems) }
    if deliveredItems == 0, failures.count == 1, let error = failures.keys.first { return .failure(error) }
    return .partial(self)
  }
}
