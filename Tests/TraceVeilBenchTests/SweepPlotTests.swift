import Testing

@testable import TraceVeilBench

@Suite struct SweepPlotTests {
  private func record(offered: Double?, accepted: Double, p50: Double, p99: Double) -> BenchRecord {
    var record = BenchRecord()
    record.load.offeredSpansPerSecond = offered
    record.spansPerSecond = accepted
    record.latency.p50 = p50
    record.latency.p99 = p99
    return record
  }

  @Test func drawsAPointForEachLoadAndLeavesOutTheClosedLoop() {
    let plot = SweepPlot(
      title: "a < b & c",
      records: [
        record(offered: nil, accepted: 9_999, p50: 1, p99: 2),
        record(offered: 10_000, accepted: 9_000, p50: 2, p99: 40),
        record(offered: 5_000, accepted: 5_000, p50: 1, p99: 4),
      ]
    )
    let svg = plot.svg
    #expect(svg.split(separator: "<circle").count - 1 == 6)
    #expect(svg.contains("a &lt; b &amp; c"))
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }

  @Test func withoutPointsItIsStillADocument() {
    #expect(SweepPlot(title: "", records: []).svg.hasSuffix("</svg>\n"))
  }

  @Test func linearAxesStartAtZeroAndEndAtARoundNumber() {
    let axis = Axis.linear(to: 7_300, from: 100, 0)
    #expect(axis.ticks.first == 0)
    #expect(axis.top >= 7_300 && axis.ticks.count <= 11)
    #expect(axis.place(0) == 100)
    #expect(axis.place(axis.top) == 0)
    #expect(axis.place(axis.top * 2) == 0)
  }

  @Test func logarithmicAxesGoByPowersOfTen() {
    let axis = Axis.logarithmic([0.5, 30, 0], from: 300, 0)
    #expect(axis.ticks.count == 4)
    #expect(axis.place(0) == 300)
    #expect(abs(axis.place(1) - 200) < 1e-9)
    #expect(axis.place(100) == 0)
  }

  @Test func figuresHaveTheDigitsAskedFor() {
    #expect(Figure.fixed(3.14159, 2) == "3.14")
    #expect(Figure.fixed(0.05, 1) == "0.1")
    #expect(Figure.fixed(-0.04, 1) == "0.0")
    #expect(Figure.fixed(-2.5, 1) == "-2.5")
    #expect(Figure.fixed(1_234.6, 0) == "1235")
    #expect(Figure.fixed(.nan, 2) == "-")
  }
}
