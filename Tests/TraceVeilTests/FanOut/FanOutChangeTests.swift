import OTLP
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Destinations that change while the gateway runs", .timeLimit(.minutes(5))) struct FanOutChangeTests {
  private let clock = ManualClock()

  private func statistics(_ pipeline: FanOutPipeline, _ name: String) -> PipelineStatistics? {
    pipeline.destinationStatistics.first { $0.name == name }?.statistics
  }

  @Test("One that stays has everything once, one that comes what is new, one that goes what was there before")
  func change() async throws {
    let (stays, goes, comes) = (ScriptedExporter(), ScriptedExporter(), ScriptedExporter())
    let pipeline = FanOutPipeline.test([stays, goes], clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit([.sample(0)])
      let next = [
        FanOutPipeline.Destination(name: "0", exporter: stays),
        FanOutPipeline.Destination(name: "new", exporter: comes),
      ]
      #expect(pipeline.change(to: next, rule: .any, routing: nil))
      #expect(pipeline.destinationStatistics.map(\.name).prefix(2) == ["0", "new"])
      try pipeline.submit([.sample(1)])
      pipeline.hurry()
      await comes.ended.wait(for: 1)
      while goes.shutdowns == 0 { await Task.yield() }
      while pipeline.destinationStatistics.count > 2 { await Task.yield() }
    }
    func names(_ exporter: ScriptedExporter) throws -> [String] {
      try exporter.requests.flatMap { try $0.spanNames() }.sorted()
    }
    #expect(try names(stays) == ["span 0", "span 1"])
    #expect(try names(goes) == ["span 0"])
    #expect(try names(comes) == ["span 1"])
    #expect(statistics(pipeline, "0")?.exported == 2 && statistics(pipeline, "0")?.received == 2)
    #expect(statistics(pipeline, "new")?.received == 1)
    #expect(pipeline.destinationStatistics.allSatisfy { $0.statistics.isBalanced })
    #expect(pipeline.statistics.exported == 2 && pipeline.statistics.isBalanced)
    #expect(pipeline.receivedItems == 2)
  }

  @Test("One that stays is told of no drain, and what it has begun goes on")
  func undisturbed() async throws {
    let (stays, goes) = (ScriptedExporter(holds: true), ScriptedExporter())
    let pipeline = FanOutPipeline.test([stays, goes], clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit([.sample(0)])
      pipeline.hurry()
      await stays.begun.wait(for: 1)
      #expect(pipeline.change(to: [.init(name: "0", exporter: stays)], rule: .any, routing: nil))
      while goes.shutdowns == 0 { await Task.yield() }
      #expect((stays.drains.count, stays.stopped.count, stays.shutdowns) == (0, 0, 0))
      stays.release()
    }
    #expect(stays.itemCount == 1 && pipeline.statistics.exported == 1)
  }

  @Test("One that goes and takes nothing is given up at the end of its time, and holds up nobody")
  func hanging() async throws {
    let (stays, goes) = (ScriptedExporter(), ScriptedExporter(holds: true))
    let pipeline = FanOutPipeline.test([stays, goes], clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit([.sample(0)])
      pipeline.hurry()
      await goes.begun.wait(for: 1)
      #expect(pipeline.change(to: [.init(name: "0", exporter: stays)], rule: .any, routing: nil))
      await clock.waitForSleeper(until: .seconds(25))
      try pipeline.submit([.sample(1)])
      pipeline.hurry()
      await stays.ended.wait(for: 2)
      #expect(statistics(pipeline, "1")?.isBalanced == true)
      clock.advance(by: .seconds(25))
      while pipeline.destinationStatistics.count > 1 { await Task.yield() }
    }
    #expect(pipeline.statistics.exported == 2 && pipeline.statistics.isBalanced)
  }

  @Test("Destinations that come and go many times, under load: each that stays has everything once")
  func often() async throws {
    let stays = ScriptedExporter(maximumConcurrentExports: 4)
    let pipeline = FanOutPipeline.test([stays, ScriptedExporter()], limit: 1 << 24, clock: clock)
    var others: [ScriptedExporter] = []
    try await pipeline.whileRunning {
      for round in 0..<40 {
        for number in 0..<10 { try pipeline.submit([.sample(round * 10 + number)]) }
        let other = ScriptedExporter()
        others.append(other)
        let next = [
          FanOutPipeline.Destination(name: "0", exporter: stays),
          FanOutPipeline.Destination(name: "other \(round % 3)", exporter: other),
        ]
        #expect(pipeline.change(to: next, rule: .any, routing: nil))
      }
    }
    let names = try stays.requests.flatMap { try $0.spanNames() }
    #expect(names.count == 400 && Set(names).count == 400)
    #expect(pipeline.statistics.exported == 400 && pipeline.statistics.isBalanced)
    #expect(statistics(pipeline, "0")?.exported == 400)
  }

  @Test("Nothing changes after a shutdown")
  func afterShutdown() async throws {
    let exporter = ScriptedExporter()
    let pipeline = FanOutPipeline.test([exporter], clock: clock)
    try await pipeline.whileRunning {}
    #expect(!pipeline.change(to: [.init(name: "0", exporter: exporter)], rule: .any, routing: nil))
  }

  @Test("A party that comes is sure of a part, and one that goes leaves it")
  func budget() throws {
    let budget = ByteBudget(limit: 600, parties: [.signal(.traces), .signal(.logs)])
    func room(_ party: ByteBudget.Party) -> Int {
      (1...600).last { budget.reserve($0, for: party) != nil } ?? 0
    }
    let party = ByteBudget.Party.destination("a", .traces)
    var reservations: [Int] = []
    for _ in 0..<5 {
      budget.add(party)
      reservations.append(room(party))
      budget.remove(party)
    }
    #expect(Set(reservations).count == 1, "a place is used again")
    var ledger = BudgetLedger(limit: 600, parties: 2)
    #expect(ledger.guaranteed == 150)
    #expect(ledger.add() == 2 && ledger.guaranteed == 100)
    let isGrown = ledger.grow(2, by: 10, own: 0)
    ledger.remove(2)
    #expect(isGrown && ledger.guaranteed == 150)
    #expect(ledger.add() == 3, "it has bytes still")
    ledger.remove(3)
    ledger.shrink(2, by: 10)
    #expect(ledger.add() == 2)
  }

  @Test("More places let in who waits, and fewer wait until enough have left")
  func places() {
    var places = ExportPlaces(limit: 1)
    var waiters = Waiters<Bool>()
    let tickets = (0..<4).map { _ in waiters.makeID() }
    let none = ForwardedHeaders()
    #expect(places.ask(tickets[0], for: none) == .admitted)
    for ticket in tickets.dropFirst() { #expect(places.ask(ticket, for: none) != .admitted) }
    #expect(places.resize(to: 3) == Array(tickets[1...2]))
    #expect(places.resize(to: 1) == [])
    #expect(places.leave(none) == [] && places.leave(none) == [])
    #expect(places.leave(none) == [tickets[3]])
  }
}
