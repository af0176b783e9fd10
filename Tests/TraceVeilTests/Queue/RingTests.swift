import TestSupport
import Testing

@testable import TraceVeil

@Suite struct RingTests {
  @Test func keepsTheOrder() {
    var ring = Ring<Int>(capacity: 2)
    for number in 0..<100 { ring.append(number) }
    #expect(ring.first == 0)
    #expect((0..<100).allSatisfy { ring.popFirst() == $0 })
    #expect(ring.popFirst() == nil)
  }

  @Test func agreesWithAnArray() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var ring = Ring<Int>(capacity: 1)
    var array: [Int] = []
    for step in 0..<5000 {
      if Bool.random(using: &random) {
        ring.append(step)
        array.append(step)
      } else {
        #expect(ring.popFirst() == (array.isEmpty ? nil : array.removeFirst()), "seed \(seed)")
      }
      #expect(ring.count == array.count, "seed \(seed)")
    }
  }
}
