/// Requests with spans that are here and not yet on their way to MLflow, as a value without a lock or a clock.
///
/// A client sends the spans of a trace and its start side by side. The start may be answered while the spans are still
/// being redacted: nothing is known about them then, but something will be.
struct ArrivingSpans {
  /// Stands for a request.
  struct Number: Hashable, Comparable {
    fileprivate var value: UInt64

    static func < (first: Number, second: Number) -> Bool { first.value < second.value }
  }

  /// Requests that nobody has read yet, oldest first.
  private var unread: [Number] = []
  /// Requests that were read, by the traces that they have spans of, oldest first.
  private var read: [StoredSpans.Trace: [Number]] = [:]
  private var tracesOfRead: [Number: Set<StoredSpans.Trace>] = [:]
  /// The latest that has come.
  private(set) var latest = Number(value: 0)

  /// A request is here whole.
  mutating func arrive() -> Number {
    latest.value += 1
    unread.append(latest)
    return latest
  }

  /// A request is read. It has not left.
  mutating func read(_ number: Number, _ traces: Set<StoredSpans.Trace>) {
    unread.removeAll { $0 == number }
    tracesOfRead[number] = traces
    for trace in traces {
      let later = read[trace]?.firstIndex { number < $0 }
      read[trace, default: []].insert(number, at: later ?? read[trace]?.count ?? 0)
    }
  }

  /// A request is on its way to MLflow, or will not go there. To be said at least once of each.
  mutating func leave(_ number: Number) {
    unread.removeAll { $0 == number }
    for trace in tracesOfRead.removeValue(forKey: number) ?? [] {
      read[trace]?.removeAll { $0 == number }
      if read[trace]?.isEmpty ?? false { read[trace] = nil }
    }
  }

  /// Whether one that is here may hold spans of a trace.
  ///
  /// - Parameter last: Those that came later are not asked: there may be new ones for ever.
  func mayHold(_ trace: StoredSpans.Trace, upTo last: Number) -> Bool {
    [unread.first, read[trace]?.first].contains { number in number.map { $0 <= last } ?? false }
  }
}
