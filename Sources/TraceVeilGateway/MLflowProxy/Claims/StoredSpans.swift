import OTLP

/// Which spans MLflow has accepted through this proxy. It decides whether the proxy may say where a trace's spans are.
///
/// A value without a lock or a clock. It remembers the latest traces, within bounds. About a forgotten trace it says
/// nothing.
struct StoredSpans {
  /// A trace. Equal ids in different workspaces are different traces.
  struct Trace: Hashable {
    var id: TraceID
    /// The workspace that the header names; empty without one.
    var workspace: String
  }

  /// The spans of one request.
  typealias Request = [Trace: [SpanReference]]

  /// What is known about the spans of a trace.
  enum Answer: Hashable {
    /// MLflow has accepted all of them.
    case stored
    /// They are not stored yet, but requests in progress may store them.
    case underWay
    case unknown
  }

  private struct Record {
    var spans: Set<UInt64> = []
    /// Parents of these that are not among them.
    var missing: Set<UInt64> = []
    var hasRoot = false
    /// Requests under way that hold spans of it.
    var underWay = 0
    /// Whether MLflow did not accept one.
    var hasFailed = false
    /// Whether its client was told to upload its spans though MLflow says that it has them.
    var isDisclaimed = false
    /// Where its spans are as an artifact, from which those that MLflow lacks can be had.
    var artifact: String?
    /// The trace was deleted while requests were under way, of which nobody knows whether they came before.
    var isDeleted = false

    /// Whether each leads to the root.
    var isTree: Bool { hasRoot && missing.isEmpty }

    mutating func add(_ accepted: [SpanReference]) {
      for span in accepted {
        spans.insert(span.spanID.value)
        missing.remove(span.spanID.value)
        guard let parent = span.parentID else {
          hasRoot = true
          continue
        }
        if !spans.contains(parent.value) { missing.insert(parent.value) }
      }
    }
  }

  private let maximumTraces: Int
  private let maximumSpans: Int
  private var records: [Trace: Record] = [:]
  private var spanCount = 0
  /// Oldest first, from `firstInOrder` on.
  private var order: [Trace] = []
  private var firstInOrder = 0

  /// - Parameters:
  ///   - maximumTraces: How many traces are remembered at a time; some 100 bytes each.
  ///   - maximumSpans: The most spans of all of them; some 16 bytes each, and as much for each missing parent.
  init(maximumTraces: Int = 1 << 14, maximumSpans: Int = 1 << 18) {
    self.maximumTraces = maximumTraces
    self.maximumSpans = maximumSpans
  }

  /// How many traces are remembered.
  var count: Int { records.count }

  /// A request is sent to MLflow.
  mutating func send(_ request: Request) {
    for trace in request.keys { change(trace) { $0.underWay += 1 } }
    forgetOldest()
  }

  /// MLflow's claim to have all spans of a trace was taken back.
  mutating func disclaim(_ trace: Trace) {
    change(trace) { $0.isDisclaimed = true }
    forgetOldest()
  }

  /// The spans of a trace are an artifact at this path.
  mutating func rescue(_ trace: Trace, at path: String) {
    change(trace) { $0.artifact = path }
    forgetOldest()
  }

  /// Spans of a trace that MLflow has accepted. Nil where it has none, as far as is known.
  func accepted(of trace: Trace) -> Set<UInt64>? {
    guard let record = records[trace],
      record.isDisclaimed || record.underWay > 0 || !record.spans.isEmpty
    else { return nil }
    return record.spans
  }

  /// Whether requests are under way that hold spans of a trace.
  func isUnderWay(_ trace: Trace) -> Bool { (records[trace]?.underWay ?? 0) > 0 }

  /// Where the artifact of a trace is, if it has one.
  func artifact(of trace: Trace) -> String? { records[trace]?.artifact }

  private mutating func change(_ trace: Trace, _ change: (inout Record) -> Void) {
    if records[trace] == nil { order.append(trace) }
    change(&records[trace, default: Record()])
  }

  /// A request that was sent is over.
  ///
  /// - Parameter isStored: Whether MLflow has accepted it.
  mutating func settle(_ request: Request, isStored: Bool) {
    for (trace, spans) in request {
      // One that was forgotten meanwhile stays unknown: what else was said about it is forgotten too.
      guard var record = records.removeValue(forKey: trace) else { continue }
      record.underWay -= 1
      if record.isDeleted {
        record.isDeleted = record.underWay > 0
      } else if isStored {
        spanCount -= record.spans.count
        record.add(spans)
        spanCount += record.spans.count
      } else {
        record.hasFailed = true
      }
      records[trace] = record
    }
    forgetOldest()
  }

  /// Traces were deleted, or may have been.
  ///
  /// - Parameter traces: Nil for all.
  mutating func delete(_ traces: Set<Trace>?) {
    for trace in traces.map(Array.init) ?? Array(records.keys) {
      guard let record = records[trace] else { continue }
      spanCount -= record.spans.count
      records[trace] = Record(underWay: record.underWay, isDeleted: record.underWay > 0)
    }
    guard traces == nil else { return }
    records = records.filter { $0.value.underWay > 0 }
    order = order[firstInOrder...].filter { records[$0] != nil }
    firstInOrder = 0
  }

  /// - Parameter spans: How many spans the trace has, if its sender has said so. Those of other processes, of a
  ///   distributed trace, are not among them: where there are more, nobody knows whose are missing. Where the sender has
  ///   not said it, nothing may have gone wrong.
  func answer(for trace: Trace, spans: Int?) -> Answer {
    guard let record = records[trace], !record.isDeleted else { return .unknown }
    let isCounted = if let spans { record.spans.count == spans } else { !record.hasFailed }
    if isCounted, record.isTree, spans != nil || record.underWay == 0 { return .stored }
    return record.underWay > 0 ? .underWay : .unknown
  }

  private mutating func forgetOldest() {
    while records.count > maximumTraces || spanCount > maximumSpans, firstInOrder < order.count {
      if let record = records.removeValue(forKey: order[firstInOrder]) { spanCount -= record.spans.count }
      firstInOrder += 1
    }
    guard firstInOrder > maximumTraces else { return }
    order.removeFirst(firstInOrder)
    firstInOrder = 0
  }
}
