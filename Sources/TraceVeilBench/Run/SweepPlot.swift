/// Draws what a sweep measured: throughput and latency against the offered load, as one SVG document.
struct SweepPlot {
  private static let width = 720.0
  private static let panelHeight = 220.0
  private static let left = 80.0
  private static let right = 24.0
  private static let top = 44.0
  private static let gap = 56.0

  let title: String
  /// A record for each load. Records of a closed loop have no offered load and are left out.
  let records: [BenchRecord]

  var svg: String {
    let points = records.filter { $0.load.offeredSpansPerSecond != nil }
      .sorted { ($0.load.offeredSpansPerSecond ?? 0) < ($1.load.offeredSpansPerSecond ?? 0) }
    let offered = points.map { $0.load.offeredSpansPerSecond ?? 0 }
    let throughput = points.map(\.spansPerSecond)
    let p50 = points.map(\.latency.p50)
    let p99 = points.map(\.latency.p99)
    let x = Axis.linear(to: offered.max() ?? 1, from: Self.left, Self.width - Self.right)
    let upper = Axis.linear(
      to: max(offered.max() ?? 1, throughput.max() ?? 1),
      from: Self.top + Self.panelHeight,
      Self.top
    )
    let lowerTop = Self.top + Self.panelHeight + Self.gap
    let lower = Axis.logarithmic(p50 + p99, from: lowerTop + Self.panelHeight, lowerTop)
    let height = lowerTop + Self.panelHeight + 48

    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        + "viewBox=\"0 0 \(Self.number(Self.width)) \(Self.number(height))\" "
        + "font-family=\"sans-serif\" font-size=\"12\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      Self.text(Self.width / 2, 22, title, anchor: "middle", size: 15),
    ]
    parts += grid(x, upper, label: "accepted spans/s", isLast: false)
    parts += grid(x, lower, label: "latency ms", isLast: true)
    parts.append(
      Self.line(
        [(x.place(0), upper.place(0)), (x.place(x.top), upper.place(min(x.top, upper.top)))],
        "#bbbbbb"
      )
    )
    parts += series(offered, throughput, x, upper, color: "#1f6fb2", name: "accepted", row: 0)
    parts += series(offered, p50, x, lower, color: "#2a9d55", name: "p50", row: 0)
    parts += series(offered, p99, x, lower, color: "#c0392b", name: "p99", row: 1)
    return (parts + ["</svg>", ""]).joined(separator: "\n")
  }

  private func grid(_ x: Axis, _ y: Axis, label: String, isLast: Bool) -> [String] {
    var parts: [String] = []
    for tick in y.ticks {
      parts.append(
        Self.line([(Self.left, y.place(tick)), (Self.width - Self.right, y.place(tick))], "#e5e5e5")
      )
      parts.append(Self.text(Self.left - 6, y.place(tick) + 4, Self.short(tick), anchor: "end"))
    }
    for tick in x.ticks {
      parts.append(Self.line([(x.place(tick), y.start), (x.place(tick), y.end)], "#e5e5e5"))
      parts.append(Self.text(x.place(tick), y.start + 16, Self.short(tick), anchor: "middle"))
    }
    parts.append(Self.text(Self.left, y.end - 8, label, anchor: "start"))
    if isLast {
      parts.append(Self.text(Self.width - Self.right, y.start + 36, "offered spans/s", anchor: "end"))
    }
    return parts
  }

  private func series(
    _ xs: [Double],
    _ ys: [Double],
    _ x: Axis,
    _ y: Axis,
    color: String,
    name: String,
    row: Int
  ) -> [String] {
    let points = zip(xs, ys).map { (x.place($0), y.place($1)) }
    let dots = points.map {
      "<circle cx=\"\(Self.number($0.0))\" cy=\"\(Self.number($0.1))\" r=\"3\" fill=\"\(color)\"/>"
    }
    let legend = Self.text(
      Self.width - Self.right - 4,
      y.end + 14 + 16 * Double(row),
      name,
      anchor: "end",
      fill: color
    )
    return [Self.line(points, color, width: 2)] + dots + [legend]
  }

  private static func line(_ points: [(Double, Double)], _ color: String, width: Double = 1) -> String {
    let list = points.map { number($0.0) + "," + number($0.1) }.joined(separator: " ")
    return
      "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(number(width))\"/>"
  }

  private static func text(
    _ x: Double,
    _ y: Double,
    _ content: String,
    anchor: String,
    size: Double = 12,
    fill: String = "#333333"
  ) -> String {
    let escaped = content.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;"][$0] ?? String($0) }.joined()
    return
      "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" font-size=\"\(number(size))\" "
      + "fill=\"\(fill)\">\(escaped)</text>"
  }

  private static func number(_ value: Double) -> String { Figure.fixed(value, 1) }

  private static func short(_ value: Double) -> String {
    switch value {
    case 1_000_000...: Figure.fixed(value / 1e6, 1) + "M"
    case 1000...: Figure.fixed(value / 1000, 0) + "k"
    case 1...: Figure.fixed(value, 0)
    case 0: "0"
    default: Figure.fixed(value, 2)
    }
  }
}
