import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct LatchTests {
  @Test func letsEverybodyPassOnceOpen() async {
    let latch = Latch()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 { group.addTask { await latch.wait() } }
      #expect(latch.open())
      #expect(!latch.open())
    }
    await latch.wait()
    #expect(latch.isOpen)
  }

  @Test func letsTheCancelledGo() async {
    let latch = Latch()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 { group.addTask { await latch.wait() } }
      group.cancelAll()
    }
    #expect(!latch.isOpen)
  }
}
