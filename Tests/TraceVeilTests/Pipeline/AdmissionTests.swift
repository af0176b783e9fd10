import OTLP
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

/// How much is let in at the front, and how much goes out at a time at the back.
@Suite(.timeLimit(.minutes(5))) struct AdmissionTests {
  private let clock = ManualClock()

  @Test func keepsBytesReservedUntilTheyAreDelivered() async throws {
    let exporter = ScriptedExporter(holds: true)
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.maximumBatchItems = 1 }
    let budget = ByteBudget(limit: 1 << 20)
    try await pipeline.whileRunning {
      try pipeline.submit([.sample(0)], budget: budget)
      let one = budget.reserved
      #expect(one > 0)
      await exporter.begun.wait(for: 1)
      #expect(budget.reserved == one)
      try pipeline.submit([.sample(1)], budget: budget)
      exporter.release()
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(budget.reserved == 0)
  }

  @Test func handsARequestBackWhenFull() throws {
    let pipeline = ExportPipeline.test(InMemoryExporter(), clock: clock) { $0.maximumQueuedRequests = 2 }
    let budget = ByteBudget(limit: 1 << 20)
    #expect(try pipeline.submit([.sample(0)], budget: budget) == .accepted)
    #expect(try pipeline.submit([.sample(1)], budget: budget) == .accepted)
    let reserved = budget.reserved
    #expect(try pipeline.submit([.sample(2)], budget: budget) == .full(retryAfter: .seconds(1)))
    #expect(budget.reserved == reserved)
    #expect(pipeline.statistics.received == 2)
    #expect(pipeline.statistics.refusedRequests == 1)
  }

  @Test func acceptsAndForgetsARequestWithoutItems() throws {
    let pipeline = ExportPipeline.test(InMemoryExporter(), clock: clock)
    let budget = ByteBudget(limit: 1 << 20)
    #expect(try pipeline.submit([], budget: budget) == .accepted)
    #expect(budget.reserved == 0)
    #expect(pipeline.statistics.receivedRequests == 0)
  }

  @Test func exportsAsManyAtATimeAsTheExporterAllows() async throws {
    let exporter = ScriptedExporter(maximumConcurrentExports: 3, holds: true)
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.maximumBatchItems = 1 }
    try await pipeline.whileRunning {
      for number in 0..<20 { try pipeline.submit([.sample(number)]) }
      await exporter.begun.wait(for: 3)
      // Each release lets one in, and only one.
      for done in 1...10 {
        exporter.releaseOne()
        await exporter.begun.wait(for: 3 + done)
      }
      exporter.release()
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(exporter.mostUnderway == 3)
    #expect(exporter.itemCount == 20)
  }

  @Test func aTenantThatHangsHoldsUpNoOther() async throws {
    let exporter = HangingExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.maximumBatchItems = 1 }
    let (hanging, good) = (HangingExporter.hanging, ForwardedHeaders([("t", "good")]))
    try await pipeline.whileRunning {
      // Far more than there are places and workers.
      for number in 0..<40 { try pipeline.submit([.sample(number)], headers: hanging) }
      await exporter.hung.wait(for: exporter.maximumConcurrentExports - 1)
      for number in 0..<10 { try pipeline.submit([.sample(number)], headers: good) }
      await exporter.delivered.wait(for: 10)
      #expect(exporter.hung.count == exporter.maximumConcurrentExports - 1)
      exporter.recovered.open()
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(pipeline.statistics.exported == 50)
  }

  @Test func neverOverlapsExportsByDefault() async throws {
    let exporter = ScriptedExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock) {
      $0.maximumBatchItems = 1
      $0.workers = 4
    }
    try await pipeline.whileRunning {
      for number in 0..<100 { try pipeline.submit([.sample(number)]) }
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(exporter.mostUnderway == 1)
    #expect(exporter.itemCount == 100)
  }

  @Test func admitsInTheOrderAsked() async {
    let admission = ExportAdmission(limit: 1)
    #expect(await admission.enter())
    let order = EventCounter()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        #expect(await admission.enter())
        order.increment()
        admission.leave()
      }
      admission.leave()
      await order.wait(for: 1)
    }
    #expect(await admission.enter())
  }

  @Test func whoWaitsLetsOthersIn() async {
    let admission = ExportAdmission(limit: 1)
    #expect(await admission.enter())
    let slot = ExportSlot(ExportParking(admission), partition: ForwardedHeaders())
    #expect(slot.park(isHeld: false))
    #expect(await admission.enter(), "the place is free")
    admission.leave()
    await slot.comeBack()
    slot.end()
    #expect(await admission.enter(), "it was given back once")
  }

  @Test func notTooManyOfAPartitionWaitBesideTheirPlaces() async {
    let admission = ExportAdmission(limit: 1)
    let parking = ExportParking(admission)
    let partition = ForwardedHeaders([("t", "a")])
    func park(_ partition: ForwardedHeaders, isHeld: Bool = false) async -> Bool {
      #expect(await admission.enter(partition))
      let slot = ExportSlot(parking, partition: partition)
      defer { slot.end() }
      return slot.park(isHeld: isHeld)
    }
    for _ in 0..<ExportSlot.maximumParked {
      #expect(await park(partition))
    }
    #expect(await !park(partition))
    #expect(await park(partition, isHeld: true))
    #expect(await park(ForwardedHeaders()))
  }

  @Test func doesNotAdmitTheCancelled() async {
    let admission = ExportAdmission(limit: 1)
    #expect(await admission.enter())
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await admission.enter() }
      group.cancelAll()
      #expect(await group.next() == false)
    }
    admission.leave()
    #expect(await admission.enter())
  }

  @Test func tellsCallersToWaitAsLongAsTheDestinationWants() throws {
    let exporter = ThrottledExporter(throttledFor: .seconds(17))
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    #expect(pipeline.retryAfter == .seconds(17))
    let patient = ExportPipeline.test(ThrottledExporter(throttledFor: .seconds(7200)), clock: clock)
    #expect(patient.retryAfter == .seconds(60))
  }
}

/// Answers all but one tenant.
private struct HangingExporter: SpanExporter {
  static let hanging = ForwardedHeaders([("t", "hanging")])
  let hung = EventCounter()
  let delivered = EventCounter()
  let recovered = Latch()
  var name: String { "hanging" }
  var maximumConcurrentExports: Int { 4 }

  func export(_ request: ExportRequest) async -> ExportResult {
    if request.headers == Self.hanging {
      hung.increment()
      await recovered.wait()
    } else {
      delivered.increment()
    }
    return .success
  }
  func shutdown(timeout: Duration) async -> FlushResult { .success }
}

private struct ThrottledExporter: SpanExporter {
  var throttledFor: Duration
  var name: String { "throttled" }
  var statistics: ExporterStatistics {
    var statistics = ExporterStatistics()
    statistics.throttledFor = throttledFor
    return statistics
  }
  func export(_ request: ExportRequest) async -> ExportResult { .success }
  func shutdown(timeout: Duration) async -> FlushResult { .success }
}
