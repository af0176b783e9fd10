import NIOCore
import Store

/// A request, and the records that it was made of.
struct StoredRequest: Sendable {
  /// The records without their bodies.
  private(set) var records: StoredBatch
  private(set) var request: ExportRequest
  /// The ages of its records when the export began; nil if records are not judged one by one.
  private var ages: RequestAges?

  init(_ batch: StoredBatch, _ request: ExportRequest) {
    records = batch.withoutBodies
    self.request = request
  }

  var bytes: Int { request.body.readableBytes }
  var partition: ForwardedHeaders { request.headers }

  /// An export begins.
  /// - Parameters:
  ///   - now: Milliseconds since 1970.
  ///   - maximumAge: The age of each record at its last attempt; nil if records are not judged one by one.
  ///   - outlastsExporter: Whether the exporter's policy may end the export before it is too old.
  ///   - keepsRefused: Whether parts that are refused permanently are to be returned.
  mutating func begin(
    at now: UInt64,
    maximumAge: Duration?,
    outlastsExporter: Bool = false,
    keepsRefused: Bool
  ) {
    // A clock that was set back makes nothing old.
    let ages = records.records.map { record -> Duration in
      .milliseconds(Int64(clamping: now > record.arrival ? now - record.arrival : 0))
    }
    request.age = ages.max() ?? .zero
    self.ages = maximumAge.map { RequestAges(ages: ages, limit: $0) }
    // The parts of one that may be given up sooner are not judged by who cuts it.
    request.ages = outlastsExporter || ages.count == 1 ? nil : self.ages
    request.timeLeft = outlastsExporter ? self.ages?.timeLeft : nil
    request.keepsRefused = keepsRefused
  }

  /// Begins again with all the time of the exporter's policy, unless it gets too old before.
  /// - Parameter elapsed: The time since the export began.
  mutating func beginAnew(after elapsed: Duration) {
    ages = ages.map { $0.keeping(Array($0.ages.indices), after: elapsed) }
    request.age = .zero
    request.timeLeft = ages?.timeLeft
  }

  /// Whether none of it is to be tried again.
  /// - Parameter elapsed: Since the export began.
  func isTooOld(after elapsed: Duration) -> Bool { ages?.younger(after: elapsed).isEmpty ?? false }

  /// What has become too old, and a request of the others, which are to be tried again.
  /// - Parameter elapsed: Since the export began.
  /// - Returns: Nil where that is all of it or nothing.
  func divided(after elapsed: Duration) -> (old: StoredBatch, young: StoredRequest)? {
    guard let ages else { return nil }
    let places = ages.younger(after: elapsed)
    guard !places.isEmpty, places.count < ages.ages.count else { return nil }
    let kept = records.keeping(places)
    guard var rest = try? request.keeping(places, itemCount: kept.items) else { return nil }
    let left = ages.keeping(places, after: elapsed)
    rest.age = left.oldest
    rest.ages = request.ages == nil || places.count == 1 ? nil : left
    rest.timeLeft = request.timeLeft == nil ? nil : left.timeLeft
    var young = self
    (young.records, young.request, young.ages) = (kept, rest, left)
    return (records.keeping(ages.ages.indices.filter { !places.contains($0) }), young)
  }
}
