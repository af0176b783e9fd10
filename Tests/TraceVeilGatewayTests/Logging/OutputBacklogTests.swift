import Testing

@testable import TraceVeilGateway

@Suite("Backlog of a stream")
struct OutputBacklogTests {
  private func text(_ number: Int, _ size: Int = 1) -> OutputBacklog.Text {
    .init(number: number, bytes: Array(repeating: 0x61, count: size))
  }

  @Test(
    "The first text calls the writer, others wait for it, and after the last one the next is the first again"
  )
  func writer() {
    var backlog = OutputBacklog(maximumTexts: 10, maximumBytes: 100)
    #expect(backlog.add(text(0)) == .addedFirst)
    #expect(backlog.add(text(1)) == .added)
    #expect(backlog.take(chunk: 100).map(\.number) == [0, 1])
    #expect(backlog.add(text(2)) == .added, "the writer has not come back")
    #expect(backlog.take(chunk: 100).map(\.number) == [2])
    #expect(backlog.isBusy)
    #expect(backlog.take(chunk: 100).isEmpty)
    #expect(!backlog.isBusy)
    #expect(backlog.add(text(3)) == .addedFirst)
  }

  @Test("Bounded by number and by bytes; what is dropped is counted, and told once")
  func bounds() {
    var few = OutputBacklog(maximumTexts: 2, maximumBytes: 100)
    let fewArrivals = (0..<4).map { few.add(text($0)) }
    #expect(fewArrivals == [.addedFirst, .added, .dropped, .dropped])
    var small = OutputBacklog(maximumTexts: 10, maximumBytes: 100)
    let smallArrivals = [60, 41, 40].map { small.add(text(0, $0)) }
    #expect(smallArrivals == [.addedFirst, .dropped, .added])
    #expect((few.dropped, small.dropped) == (2, 1))
    let told = [few.takeUntold(), few.takeUntold()]
    #expect(told == [2, 0])
    #expect(few.dropped == 2)
    _ = small.take(chunk: 1000)
    #expect(small.add(text(1, 100)) == .added, "there is room again")
  }

  @Test("A text that is larger than the bound is taken when no other waits")
  func large() {
    var backlog = OutputBacklog(maximumTexts: 10, maximumBytes: 100)
    #expect(backlog.add(text(0, 500)) == .addedFirst)
    #expect(backlog.add(text(1)) == .dropped)
    #expect(backlog.take(chunk: 10).map(\.number) == [0])
    #expect(backlog.add(text(2)) == .added)
  }

  @Test("Taken in chunks, of one text at least")
  func chunks() {
    var backlog = OutputBacklog(maximumTexts: 10, maximumBytes: 100)
    for (number, size) in [4, 4, 4, 20].enumerated() { _ = backlog.add(text(number, size)) }
    #expect(backlog.take(chunk: 10).map(\.number) == [0, 1])
    #expect(backlog.take(chunk: 10).map(\.number) == [2])
    #expect(backlog.take(chunk: 10).map(\.number) == [3])
  }

  @Test("A text that waits can be taken back, one that is being written cannot")
  func removal() {
    var backlog = OutputBacklog(maximumTexts: 2, maximumBytes: 100)
    _ = backlog.add(text(0))
    _ = backlog.take(chunk: 1)
    _ = backlog.add(text(1))
    _ = backlog.add(text(2))
    let removed = [backlog.remove(0), backlog.remove(1)]
    #expect(removed == [false, true])
    #expect(backlog.add(text(3)) == .added)
    #expect(backlog.take(chunk: 100).map(\.number) == [2, 3])
  }
}
