import Testing

@testable import TraceVeil

@Suite("Hop count")
struct HopCountTests {
  @Test("What an application sends has come through no gateway")
  func absent() {
    #expect(HopCount([String]())?.value == 0)
    #expect(HopCount([String]())?.next == "1")
  }

  @Test("Each gateway counts itself, the largest of several counts")
  func counting() {
    #expect(HopCount(["3"])?.next == "4")
    #expect(HopCount(["2", "5", "0"])?.next == "6")
    #expect(HopCount(["07"])?.value == 7)
  }

  @Test("A circle ends, and a number is none that is too large to be one")
  func limit() {
    var hops = HopCount([String]())
    var rounds = 0
    while let count = hops, !count.isExhausted {
      rounds += 1
      hops = HopCount([count.next])
    }
    #expect(rounds == HopCount.limit)
    #expect(HopCount(["8"])?.isExhausted == true)
    #expect(HopCount([String(repeating: "9", count: 40)])?.isExhausted == true)
    #expect(HopCount([String(repeating: "9", count: 40)])?.next == "9")
  }

  @Test("What is no number is nothing", arguments: ["", "x", "-1", "+1", "1.0", " 1", "0x1", "\u{661}"])
  func invalid(value: String) {
    #expect(HopCount([value]) == nil)
    #expect(HopCount(["1", value]) == nil)
  }
}
