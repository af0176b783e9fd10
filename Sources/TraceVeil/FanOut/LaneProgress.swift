/// Whether requests of one of several destinations come to an end, and when copies were lost for want of room, as a value.
struct LaneProgress: Sendable {
  /// How long nothing may end while something waits. It is shorter than the limit of an attempt (10 s by default), so
  /// that a destination that hangs is detected before it has filled all room.
  static let patience = Duration.seconds(2)
  /// How long a loss counts against a destination. After that, a destination that was down for a while ranks like the
  /// others again.
  static let memory = Duration.seconds(10)
  /// How many partitions are remembered besides those with waiting requests. Each takes some 100 bytes, plus its
  /// headers.
  static let maximumRemembered = 4096

  private struct Part {
    var waiting = 0
    /// When one has ended the last time, or the first came.
    var since = Duration.zero
    var lastEnd: Duration?
    var lastLoss: Duration?

    func isStalled(at now: Duration) -> Bool { waiting > 0 && now - since > LaneProgress.patience }
  }

  private var all = Part()
  private var parts: [ForwardedHeaders: Part] = [:]
  /// How many of these have nothing that waits.
  private var remembered = 0

  /// Whether nothing waits.
  var isIdle: Bool { all.waiting == 0 }

  /// Whether nothing has ended for too long although something waits.
  func isStalled(at now: Duration) -> Bool { all.isStalled(at: now) }

  /// Whether nothing of the partition has ended for too long although it waits; nil if nothing is known of the
  /// partition.
  func isStalled(_ partition: ForwardedHeaders, at now: Duration) -> Bool? {
    parts[partition]?.isStalled(at: now)
  }

  /// Whether a request of the partition has ended a short time ago.
  func isGoing(_ partition: ForwardedHeaders, at now: Duration) -> Bool {
    parts[partition]?.lastEnd.map { now - $0 <= Self.patience } ?? false
  }

  func lastLoss(of partition: ForwardedHeaders, at now: Duration) -> Duration? {
    parts[partition]?.lastLoss.flatMap { now - $0 <= Self.memory ? $0 : nil }
  }

  mutating func begin(_ partition: ForwardedHeaders, at now: Duration) {
    change(partition) {
      if $0.waiting == 0 { $0.since = now }
      $0.waiting += 1
    }
    if all.waiting == 0 { all.since = now }
    all.waiting += 1
  }

  mutating func end(_ partition: ForwardedHeaders, at now: Duration) {
    change(partition) {
      $0.waiting -= 1
      ($0.since, $0.lastEnd) = (now, now)
    }
    all.waiting -= 1
    all.since = now
  }

  mutating func lose(_ partition: ForwardedHeaders, at now: Duration) {
    change(partition) { $0.lastLoss = now }
  }

  private mutating func change(_ partition: ForwardedHeaders, _ body: (inout Part) -> Void) {
    let before = parts[partition]
    if before?.waiting == 0 { remembered -= 1 }
    var part = before ?? Part()
    body(&part)
    if part.waiting == 0 {
      if remembered >= Self.maximumRemembered {
        parts = parts.filter { $0.value.waiting > 0 }
        remembered = 0
      }
      remembered += 1
    }
    parts[partition] = part
  }
}
