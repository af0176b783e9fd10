import NIOCore
import Synchronization
import Workload

/// A destination that behaves as badly as it is told to and checks whatever it accepts. Shared by all its
/// connections.
final class Sink: Sendable {
  private struct ConductState {
    var random: SeededRandom
    var counts: [FaultPlan.Fault: Int] = [:]
    var stallEnd = NIODeadline.uptimeNanoseconds(0)
    var heldRequests = 0
    var lastArrival: UInt64 = 0
  }

  static let keptLeaks = 20

  let plan: FaultPlan
  /// What a refused sender is told to wait.
  let retryAfterSeconds: Int
  private let conduct: Mutex<ConductState>
  private let inspector: Mutex<DeliveryInspector>
  private let inspections = InspectionQueue()
  /// The inflaters that are not in use.
  private let inflaters = Mutex<[WarmInflater]>([])

  init(_ workload: Workload, plan: FaultPlan, retryAfterSeconds: Int = 1) {
    self.plan = plan
    self.retryAfterSeconds = retryAfterSeconds
    conduct = Mutex(ConductState(random: SeededRandom(seed: workload.seed ^ 0xFA_17)))
    inspector = Mutex(DeliveryInspector(workload))
  }

  /// The fault that the next request meets, which is counted.
  func drawFault() -> FaultPlan.Fault? {
    conduct.withLock { state in
      guard let fault = plan.draw(&state.random) else { return nil }
      state.counts[fault, default: 0] += 1
      return fault
    }
  }

  /// Stalls: from now on requests are read but not answered, until the time is over.
  func stall(for amount: TimeAmount) {
    conduct.withLock { $0.stallEnd = .now() + amount }
  }

  /// How long a request that has just been read has to wait, which is counted; nil without a stall.
  func remainingStall() -> TimeAmount? {
    conduct.withLock { state in
      let rest = state.stallEnd - .now()
      guard rest > .zero else { return nil }
      state.heldRequests += 1
      return rest
    }
  }

  /// Notes the time of an acceptance. What was accepted is checked when somebody asks for the summary, which is after the
  /// load.
  func accept(_ body: ByteBuffer, _ coding: BodyCoding?) {
    conduct.withLock { $0.lastArrival = NIODeadline.now().uptimeNanoseconds }
    inspections.add(bytes: body.readableBytes) { [self] in inspect(body, coding) }
  }

  private func inspect(_ body: ByteBuffer, _ coding: BodyCoding?) {
    let wireBytes = body.readableBytes
    guard let coding else { return inspect(body, wireBytes: wireBytes) }
    let inflater = inflaters.withLock { $0.popLast() } ?? WarmInflater()
    do {
      try inflater.inflate(body, coding) { inspect($0, wireBytes: wireBytes) }
    } catch {
      inspector.withLock { $0.recordMalformed(wireBytes: wireBytes) }
    }
    inflaters.withLock { $0.append(inflater) }
  }

  private func inspect(_ body: ByteBuffer, wireBytes: Int) {
    body.withUnsafeReadableBytes { bytes in
      let bytes = bytes.bindMemory(to: UInt8.self)
      inspector.withLock { $0.inspect(Span(_unsafeElements: bytes), wireBytes: wireBytes) }
    }
  }

  var summary: SinkSummary {
    inspections.begin()
    // Before the tally: what is inspected in between is in both rather than in none.
    var summary = SinkSummary(uninspected: inspections.count)
    conduct.withLock { state in
      for (fault, count) in state.counts { summary.faults[fault.rawValue] = count }
      summary.heldRequests = state.heldRequests
      summary.lastArrival = state.lastArrival
    }
    inspector.withLock { inspector in
      summary.tally = inspector.tally
      summary.leakedTexts = Array(inspector.leakedTexts.prefix(Self.keptLeaks))
    }
    return summary
  }

  /// One bit for each span, as `SpanLedger` lays them out.
  var bitmap: [UInt8] {
    inspector.withLock { $0.ledger.bitmap }
  }
}
