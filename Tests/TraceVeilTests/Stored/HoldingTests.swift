import NIOCore
import OTLP
import Store
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite("What a disk does not take waits in memory", .timeLimit(.minutes(5)))
struct HoldingTests {
  @Test("The first that is held begins the attempts, and nobody else does")
  func beginsOnce() {
    var line = HoldingLine<Int>()
    let holdings = [line.hold(1), line.hold(2)]
    #expect(holdings == [.begins, .waits])
    let first = line.next()
    #expect(first == 1)
    let isHeld = line.putBack(1)
    #expect(isHeld)
    let all = line.takeAll()
    #expect(all == [2, 1], "one that does not fit holds up none of the others")
    let rests = line.rest()
    #expect(rests)
    let next = line.hold(3)
    #expect(next == .begins)
  }

  @Test("Attempts go on while something is held")
  func goesOn() {
    var line = HoldingLine<Int>()
    _ = line.hold(1)
    _ = line.next()
    _ = line.hold(2)
    let restsEarly = line.rest()
    #expect(!restsEarly)
    let all = line.takeAll()
    #expect(all == [2])
    let rests = line.rest()
    #expect(rests)
  }

  @Test("Nothing is held after the end")
  func ends() {
    var line = HoldingLine<Int>()
    _ = line.hold(1)
    _ = line.hold(2)
    _ = line.next()
    let left = line.close()
    #expect(left == [2])
    let isHeld = line.putBack(1)
    #expect(!isHeld)
    let next = line.next()
    #expect(next == nil)
    let holding = line.hold(3)
    #expect(holding == .refused)
  }

  private let folder = TemporaryDirectory()
  private let files = UnreliableFileSystem(failingRenames: 0..<0)

  private func holding(_ clock: ManualClock) throws -> (HoldingExporter, QueueStore) {
    let store = QueueStore(
      folder: folder.path + "/traces",
      space: DiskSpace(limit: 1 << 30),
      fileSystem: files,
      run: { $0() }
    )
    try store.open()
    let storing = StoringExporter(store: store, sender: InMemoryExporter(), clock: clock)
    return (HoldingExporter(storing, clock: clock), store)
  }

  private func request(_ number: Int) -> ExportRequest {
    .unsealed(body: ByteBuffer(string: "request \(number)"))
  }

  @Test("What a full disk does not take is stored when it has room, with all that came meanwhile")
  func stores() async throws {
    let clock = ManualClock()
    let (holding, store) = try holding(clock)
    files.breakWrites(true)
    async let first = holding.export(request(0))
    await clock.waitForSleepers(1)
    async let second = holding.export(request(1))
    // It does not give up after an attempt that fails.
    clock.advance(by: .seconds(1))
    await clock.waitForSleepers(1)
    #expect(store.statistics.records == 0)
    files.breakWrites(false)
    clock.advance(by: .seconds(1))
    let results = await [first, second]
    #expect(results == [.success(rejectedItems: 0), .success(rejectedItems: 0)])
    #expect(store.statistics.records == 2)
  }

  @Test("What is held at the end is given up, and said to be")
  func givesUp() async throws {
    let clock = ManualClock()
    let (holding, store) = try holding(clock)
    files.breakWrites(true)
    async let result = holding.export(request(0))
    await clock.waitForSleepers(1)
    holding.stopRetrying()
    #expect(await result == .failure(ExportError(.notStored, ending: .shutDown)))
    #expect(await holding.export(request(1)) == .failure(ExportError(.notStored)))
    #expect(store.statistics.records == 0)
  }
}
