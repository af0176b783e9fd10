import NIOCore
import Store

/// A request, and the records that it was made of.
struct StoredRequest: Sendable {
  /// Without their bodies.
  private(set) var records: StoredBatch
  private(set) var request: ExportRequest

  init(_ batch: StoredBatch, _ request: ExportRequest) {
    records = batch.withoutBodies
    self.request = request
  }

  var bytes: Int { request.body.readableBytes }
  var partition: ForwardedHeaders { request.headers }

  /// An export begins.
  /// - Parameters:
  ///   - now: Milliseconds since 1970.
  ///   - maximumAge: Of each record when it is tried for the last time; nil where nobody judges them one by one.
  ///   - keepsRefused: Whether parts that are refused for good are to come back.
  mutating func begin(at now: UInt64, maximumAge: Duration?, keepsRefused: Bool) {
    // A clock that was set back makes nothing old.
    let ages = records.records.map { record -> Duration in
      .milliseconds(Int64(clamping: now > record.arrival ? now - record.arrival : 0))
    }
    request.age = ages.max() ?? .zero
    request.ages = ages.count > 1 ? maximumAge.map { RequestAges(ages: ages, limit: $0) } : nil
    request.keepsRefused = keepsRefused
  }

  /// It has all the time again that the exporter's policy gives.
  mutating func beginAnew() { request.age = .zero }

  /// What has become too old, and a request of the others, which are to be tried again.
  /// - Parameter elapsed: Since the export began.
  /// - Returns: Nil where that is all of it or nothing.
  func divided(after elapsed: Duration) -> (old: StoredBatch, young: StoredRequest)? {
    guard let ages = request.ages else { return nil }
    let places = ages.younger(after: elapsed)
    guard !places.isEmpty, places.count < ages.ages.count else { return nil }
    let kept = records.keeping(places)
    guard var rest = try? request.keeping(places, itemCount: kept.items) else { return nil }
    let left = ages.keeping(places, after: elapsed)
    rest.age = left.oldest
    rest.ages = places.count > 1 ? left : nil
    var young = self
    (young.records, young.request) = (kept, rest)
    return (records.keeping(ages.ages.indices.filter { !places.contains($0) }), young)
  }
}
