import Testing

@testable import Store

/// The power goes behind any call of a run with everything in it. On what is left, a store opens, and holds every record
/// that was acknowledged by then and not done with.
@Suite("Loss of power")
struct PowerLossTests {
  /// What held at some number of changes.
  private struct Moment {
    var changes: Int
    var acknowledged: Set<Int>
    var ended: Set<Int>
  }

  /// - Parameter isStuck: Whether every eighth record is never taken.
  private func run(isStuck: Bool) throws -> (RecordedFileSystem, [Moment], moved: Int) {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 2500, progressBytes: 150)
    var moments: [Moment] = []
    var ended: Set<Int> = []
    var waiting: [(number: Int, sequence: UInt64)] = []
    func note() {
      moments.append(Moment(changes: files.changes.count, acknowledged: fixture.stored, ended: ended))
    }
    var random = SeededGenerator(seed: 1)
    note()
    for number in 0..<(isStuck ? 90 : 60) {
      if number.isMultiple(of: 7) { fixture.hold() }
      fixture.append(number, bytes: Int.random(in: 20...900, using: &random))
      if number % 7 == 3 { fixture.release() }
      note()
      waiting += fixture.readAll().filter { !isStuck || !$0.number.isMultiple(of: 8) }
      // Now and then nothing is left at all, and the last segment goes, too.
      while waiting.count > (number % 20 == 19 ? 0 : 8) {
        let one = waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random))
        // It may be gone from here on, also before the call has returned.
        ended.insert(one.number)
        note()
        fixture.store.finish([one.sequence])
        note()
      }
    }
    fixture.release()
    note()
    return (files, moments, fixture.store.statistics.movedRecords)
  }

  @Test(
    "12,000 states of what may be on disk: nothing acknowledged is missing, also where some records are never taken",
    arguments: [false, true]
  )
  func states(isStuck: Bool) throws {
    let (files, moments, moved) = try run(isStuck: isStuck)
    if isStuck { #expect(moved > 4, "records are written anew, more than once") }
    let changes = files.changes
    let loss = PowerLoss(changes: changes)
    var random = SeededGenerator(seed: 2)
    var checked = 0
    while checked < 12_000 {
      for count in 0...changes.count {
        let left = loss.files(after: count, using: &random)
        let moment = moments.last { $0.changes <= count } ?? Moment(changes: 0, acknowledged: [], ended: [])
        let ended = moments.first { $0.changes >= count }?.ended ?? moments[moments.count - 1].ended
        let found = try QueueStore.recovered(left)
        let missing = moment.acknowledged.subtracting(ended).subtracting(found)
        #expect(missing.isEmpty, "after \(count) changes")
        #expect(!found.contains(-1))
        // One that was being written anew may be there twice, and no other.
        let twice = Dictionary(grouping: found) { $0 }.filter { $0.value.count > 1 }
        #expect(
          twice.keys.allSatisfy { !moment.ended.contains($0) } && twice.values.allSatisfy { $0.count == 2 }
        )
        #expect(moved > 0 || twice.isEmpty)
        checked += 1
      }
    }
  }
}
