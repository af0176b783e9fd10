import OTLP

/// A request and where its items are, to send parts of it.
struct DividedRequest: Sendable {
  private let request: ExportRequest
  private let body: [UInt8]
  private let map: RequestMap
  /// How many items there are up to the end of each request that it was joined from; none where there is only one.
  let senders: [Int]

  /// - Throws: When it cannot be decompressed or read: then it was not made here.
  init(_ request: ExportRequest) throws {
    self.request = request
    body = try request.inflated()
    map = try body.withUnsafeBufferPointer { bytes in try RequestMap(bytes, of: request.signal) }
    senders = map.itemCounts(before: request.joined)
  }

  var itemCount: Int { map.itemCount }
  /// Bytes of each item, before compression.
  var costs: [Int] { map.costs }

  /// The age of the oldest item of a part when the export began.
  func age(of items: Range<Int>) -> Duration {
    request.ages?.oldest(in: items, ends: senders) ?? request.age
  }

  /// Items of a part that has been given up for the age of its oldest, and those that may be tried again: none where their ages
  /// are not known.
  /// - Parameter elapsed: Since the export began.
  func givenUp(_ items: Range<Int>, after elapsed: Duration) -> (old: [Range<Int>], young: [Range<Int>]) {
    request.ages?.divided(items, ends: senders, after: elapsed) ?? ([items], [])
  }

  func part(_ items: Range<Int>) throws -> ExportRequest {
    let part = body.withUnsafeBufferPointer { map.part(items, from: $0) }
    return try request.replacing(body: part.body, itemCount: items.count)
  }
}
