import Logging
import OTLP
import Store
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Log of what a queue on disk loses")
struct StoredLossLogTests {
  private let folder = TemporaryDirectory()
  private let log = LogRecorder()
  private let clock = ManualClock()

  private func store(limit: Int = 1 << 30, dropsOldest: Bool = false) throws -> QueueStore {
    var settings = QueueStore.Settings()
    settings.dropsOldest = dropsOldest
    let store = QueueStore(
      folder: folder.path + "/traces",
      settings: settings,
      space: DiskSpace(limit: limit),
      run: { $0() }
    )
    try store.open()
    return store
  }

  private func append(_ store: QueueStore) {
    let record = Record(
      signal: 1,
      arrival: 5,
      items: 2,
      uncompressedBytes: 400,
      checksum: 0,
      isCompressed: false,
      label: [],
      body: Array(repeating: 0x73, count: 400)
    )
    store.append(record) { #expect($0 == .stored) }
  }

  private func losses(_ store: QueueStore) -> StoredLossLog {
    StoredLossLog(store: store, interval: .seconds(60), clock: clock, logger: log.logger)
  }

  @Test(
    "What is set aside is said once per interval, with all that was since, and nothing when there is nothing new"
  )
  func setAside() throws {
    let store = try store()
    for _ in 0..<4 { append(store) }
    let losses = losses(store)
    losses.note()
    #expect(log.lines.isEmpty)
    for number in 1...3 {
      store.setAside(try #require(store.next()))
      losses.note()
      #expect(log.lines.count == 1, "\(number)")
    }
    #expect(log.lines[0].level == .error && log.lines[0].metadata["lost_items"] == "2")
    clock.advance(by: .seconds(61))
    losses.note()
    #expect(log.lines.count == 2 && log.lines[1].metadata["lost_items"] == "6")
    #expect(log.lines[1].metadata["pieces"] == "3" && log.lines[1].metadata["pieces_not_kept"] == "0")
    clock.advance(by: .seconds(61))
    losses.note()
    #expect(log.lines.count == 2)
    #expect(!log.text.contains("sss"), "nothing of the contents")
  }

  @Test("What makes room for newer records is said beside what is set aside, and once per interval, too")
  func dropped() throws {
    let store = try store(limit: 1200, dropsOldest: true)
    let losses = losses(store)
    for _ in 0..<2 { append(store) }
    store.setAside(try #require(store.next()))
    losses.note()
    for _ in 0..<6 {
      append(store)
      losses.note()
    }
    let drops = log.lines.filter { $0.message.contains("oldest") }
    #expect(drops.count == 1 && log.lines.count == 2)
    #expect(drops[0].metadata["dropped_items"] == "2" && drops[0].level == .error)
    clock.advance(by: .seconds(61))
    losses.note()
    #expect(log.lines.count == 3)
    #expect(log.lines[2].metadata["dropped_items"] == "\(store.statistics.droppedItems)")
  }

  @Test("That the disk takes no dead letter is said once per interval")
  func unkept() throws {
    let losses = losses(try store())
    let letters = DeadLetterStore(directory: folder.path, limit: 1 << 20, cipher: nil)
    for _ in 0..<3 { losses.noteUnkept(in: letters) }
    #expect(log.lines.count == 1)
    #expect(
      log.lines[0].level == .error && log.lines[0].metadata["folder"]?.hasSuffix("dead-letters") == true
    )
    clock.advance(by: .seconds(60))
    losses.noteUnkept(in: letters)
    #expect(log.lines.count == 2)
  }

  @Test("That dead letters make room for others is said once per interval, with all that were removed")
  func removed() throws {
    let losses = losses(try store())
    let letters = DeadLetterStore(directory: folder.path, limit: 8192, cipher: nil)
    try letters.open()
    func keep() {
      let record = Record(
        signal: 1,
        arrival: 5,
        items: 2,
        uncompressedBytes: 1000,
        checksum: 0,
        isCompressed: false,
        label: [],
        body: Array(repeating: 0x73, count: 1000)
      )
      #expect(letters.keep(DeadLetter(time: 1, status: 400, reason: "refused", record: record)) == .kept)
      losses.noteRemoved(from: letters)
    }
    for _ in 0..<2 { keep() }
    #expect(log.lines.isEmpty)
    for _ in 0..<3 { keep() }
    #expect(log.lines.count == 1)
    #expect(log.lines[0].level == .error && log.lines[0].metadata["removed_letters"] == "1")
    clock.advance(by: .seconds(61))
    losses.noteRemoved(from: letters)
    #expect(log.lines.count == 2 && log.lines[1].metadata["removed_items"] == "6")
    losses.noteRemoved(from: letters)
    #expect(log.lines.count == 2)
  }
}
