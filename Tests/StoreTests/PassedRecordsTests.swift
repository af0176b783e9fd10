import Testing

@testable import Store

@Suite("Which records were left for later")
struct PassedRecordsTests {
  private func place(_ sequence: UInt64, items: Int32 = 1) -> PassedRecords.Place {
    PassedRecords.Place(sequence: sequence, segment: 1, offset: Int(sequence) * 10, bytes: 10, items: items)
  }

  @Test(
    "Each partition's come in their order, once, whatever moves or is dropped",
    arguments: 0..<100 as Range<UInt64>
  )
  func model(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (passed, model) = (PassedRecords(), [[UInt8]: [PassedRecords.Place]]())
    var next: UInt64 = 1
    for _ in 0..<300 {
      let label = [UInt8.random(in: 0..<4, using: &random)]
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        let floor = UInt64.random(in: 0...next, using: &random)
        let gone = model.values.flatMap { $0 }.filter { $0.sequence < floor }
        let items = passed.drop(below: UInt8.random(in: 0..<3, using: &random) == 0 ? floor : 0)
        guard items > 0 else { continue }
        #expect(items == gone.reduce(0) { $0 + Int($1.items) })
        model = model.mapValues { $0.filter { $0.sequence >= floor } }.filter { !$0.value.isEmpty }
      case 1, 2:
        // Of any place in its line.
        guard let one = model[label]?.randomElement(using: &random) else { continue }
        let moved = place(next, items: one.items)
        let isMoved = passed.move(one.sequence, to: moved)
        #expect(isMoved)
        model[label] = (model[label] ?? []).filter { $0 != one } + [moved]
        next += 1
      case 3, 4:
        guard let first = model[label]?.first else { continue }
        #expect(passed.first(of: label) == first)
        let isRemoved = passed.remove(first.sequence)
        let again = passed.remove(first.sequence)
        #expect(isRemoved && !again)
        model[label]?.removeFirst()
        if model[label] == [] { model[label] = nil }
      default:
        let one = place(next, items: Int32.random(in: 1...5, using: &random))
        let isAdded = passed.add(one, of: label)
        #expect(isAdded)
        model[label, default: []].append(one)
        next += UInt64.random(in: 1...3, using: &random)
      }
      #expect(passed.count == model.values.reduce(0) { $0 + $1.count })
      let partitions = model.sorted { $0.value[0].sequence < $1.value[0].sequence }.map(\.key)
      #expect(passed.partitions == partitions)
      for label in 0..<4 as Range<UInt8> { #expect(passed.first(of: [label]) == model[[label]]?.first) }
    }
  }

  @Test("There are no more than may be, by number and by the bytes of labels")
  func bounds() {
    var passed = PassedRecords(limit: 3)
    let added = (1...4).map { passed.add(place(UInt64($0)), of: [UInt8($0)]) }
    #expect(added == [true, true, true, false])
    passed.remove(2)
    let again = passed.add(place(9), of: [9])
    #expect(again)

    var labels = PassedRecords()
    let long = [UInt8](repeating: 1, count: PassedRecords.labelBytes)
    let results = [
      labels.add(place(1), of: long), labels.add(place(2), of: long), labels.add(place(3), of: [2]),
    ]
    #expect(results == [true, true, false])
    labels.remove(1)
    labels.remove(2)
    let after = labels.add(place(4), of: [2])
    #expect(after && labels.partitions == [[2]])
  }

  @Test("Others are expected behind a record when they have been written there, or read lately")
  func runs() {
    var runs = PartitionRuns()
    let (one, other) = ([1] as ArraySlice<UInt8>, [2] as ArraySlice<UInt8>)
    // At a start nothing is known.
    #expect(runs.hasOthers(than: one, behind: 0))
    for sequence in 1...2000 as ClosedRange<UInt64> {
      runs.noteWritten(one, sequence)
      runs.noteRead(one)
    }
    #expect(!runs.hasOthers(than: one, behind: 5))
    runs.noteWritten(other, 2001)
    runs.noteWritten(one, 2002)
    #expect(runs.hasOthers(than: one, behind: 2000) && !runs.hasOthers(than: one, behind: 2001))
    #expect(runs.hasOthers(than: other, behind: 2001))
    runs.noteRead(other)
    for _ in 0..<PartitionRuns.forgetting { runs.noteRead(one) }
    #expect(runs.hasOthers(than: one, behind: 3000))
    runs.noteRead(one)
    #expect(!runs.hasOthers(than: one, behind: 3000))
  }
}
