import NIOCore
import NIOPosix
import Workload

/// Sends a workload over a number of connections, all on one event loop, and measures the answers.
///
/// Bounded in time by its schedule, and in requests by what a `SpanLedger` can tell apart.
final class LoadGenerator {
  struct Target: Sendable {
    var port: Int
    var wire = LoadProtocol.httpProtobuf
    /// Nil for the protocol's own.
    var path: String?
    var headers: [(String, String)] = []
  }

  let workload: Workload
  let bodies: LoadBodies
  let target: Target
  let eventLoop: any EventLoop
  /// How long to wait for answers once no request is started any more.
  private let grace: TimeAmount
  private var schedule: LoadSchedule
  private var result = LoadResult()
  private let origin = NIODeadline.now()
  private var openConnections = 0
  private let finished: EventLoopPromise<LoadResult>
  private var connections: [LoadConnection] = []

  private init(
    _ workload: Workload,
    _ bodies: LoadBodies,
    schedule: LoadSchedule,
    target: Target,
    grace: TimeAmount,
    eventLoop: any EventLoop
  ) {
    self.workload = workload
    self.bodies = bodies
    self.schedule = schedule
    self.target = target
    self.grace = grace
    self.eventLoop = eventLoop
    finished = eventLoop.makePromise()
  }

  /// Runs a load to its end.
  static func run(
    _ workload: Workload,
    schedule: LoadSchedule,
    target: Target,
    connections: Int,
    grace: TimeAmount = .seconds(30),
    on eventLoop: any EventLoop
  ) async throws -> LoadResult {
    let bodies = try LoadBodies(workload, target.wire)
    return try await eventLoop.flatSubmit {
      let generator = LoadGenerator(
        workload,
        bodies,
        schedule: schedule,
        target: target,
        grace: grace,
        eventLoop: eventLoop
      )
      generator.start(connections)
      return generator.finished.futureResult
    }.get()
  }

  private func start(_ count: Int) {
    openConnections = count
    connections = (0..<count).map { _ in LoadConnection(self) }
    for connection in connections { connection.connect() }
    let isolated = eventLoop.assumeIsolated()
    isolated.scheduleTask(in: .nanoseconds(Int64(schedule.duration)) + grace) {
      for connection in self.connections { connection.giveUp() }
    }
  }

  /// Nanoseconds since the load began.
  var now: UInt64 { UInt64((NIODeadline.now() - origin).nanoseconds) }

  /// Whether there will still be time to send a request again.
  func isOpen(after delay: TimeAmount = .zero) -> Bool {
    now + UInt64(delay.nanoseconds) < schedule.duration
  }

  func nextStep() -> LoadSchedule.Step {
    schedule.next(now: now)
  }

  // MARK: - What connections report

  func acknowledged(request: UInt64, bytes: Int, intended: UInt64) {
    let time = now
    result.acknowledged.record(request)
    result.acknowledgedBytes += bytes
    result.acknowledgedSpans += workload.spansPerRequest
    result.latency.record(nanoseconds: time - min(intended, time))
    result.elapsed = time
  }

  func refused(seconds: Int) {
    result.refusals += 1
    result.refusalSeconds += seconds
  }

  func answered(status: Int) {
    result.otherStatuses[status, default: 0] += 1
  }

  func connectionFailed() {
    result.connectionErrors += 1
  }

  func abandoned() {
    result.abandoned += 1
  }

  func connectionEnded() {
    openConnections -= 1
    guard openConnections == 0 else { return }
    if let intended = schedule.intendedCount {
      result.unsent = Int(intended - min(schedule.startedCount, intended))
    }
    result.start = origin.uptimeNanoseconds
    finished.succeed(result)
    connections = []
  }
}
