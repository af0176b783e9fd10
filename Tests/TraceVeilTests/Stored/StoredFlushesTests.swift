import TestSupport
import Testing

@testable import TraceVeil

@Suite("How long what is stored waits for more", .timeLimit(.minutes(1)))
struct StoredFlushesTests {
  private static let limits = BatchLimits(items: 10, bytes: 1000)
  private let flushes = StoredFlushes()
  private let clock = ManualClock()
  private let draining = Latch()

  private func pause(until deadline: Duration = .seconds(3600)) async -> Bool {
    await flushes.pause(until: deadline, on: clock, orUntil: draining, Self.limits)
  }

  @Test("No longer than until a request is full, by items or bytes; what is open stays open then")
  func full() async {
    flushes.noteStored(items: 9, bytes: 999, Self.limits)
    flushes.noteStored(items: 1, bytes: 0, Self.limits)
    #expect(await !pause())
    flushes.beginReading()
    flushes.noteStored(items: 1, bytes: 1000, Self.limits)
    #expect(await !pause())
  }

  @Test("It is told while it waits")
  func whileItWaits() async {
    async let isDue = pause()
    while !flushes.isPausing { await Task.yield() }
    flushes.noteStored(items: 3, bytes: 3, Self.limits)
    #expect(flushes.isPausing)
    flushes.noteStored(items: 7, bytes: 3, Self.limits)
    #expect(await !isDue)
  }

  @Test("It goes on when there is room for what was held up, also when that was said before it waited")
  func room() async {
    flushes.noteRoom()
    #expect(await !pause())
    flushes.beginReading()
    async let isDue = pause()
    while !flushes.isPausing { await Task.yield() }
    flushes.noteRoom()
    #expect(await !isDue)
  }

  @Test("Not past the deadline, and not in a drain: then all of it is sent as it is")
  func due() async {
    #expect(await pause(until: .zero))
    flushes.noteStored(items: 1, bytes: 1, Self.limits)
    draining.open()
    #expect(await pause())
  }
}
