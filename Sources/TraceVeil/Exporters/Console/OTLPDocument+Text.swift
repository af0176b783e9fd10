/// A few lines for each span, log record or metric, indented by what belongs to what.
///
/// Texts are shown as JSON strings, so that none can pass for another line or reach the terminal as a command.
extension OTLPDocument {
  var lines: [String] {
    elements("resourceSpans").flatMap { $0.resourceLines("scopeSpans", "spans") { $0.spanLines } }
      + elements("resourceLogs").flatMap { $0.resourceLines("scopeLogs", "logRecords") { $0.logLines } }
      + elements("resourceMetrics").flatMap { $0.resourceLines("scopeMetrics", "metrics") { $0.metricLines } }
  }

  private func resourceLines(
    _ scopes: String,
    _ items: String,
    _ itemLines: (OTLPDocument) -> [String]
  ) -> [String] {
    let resource = self["resource"].map { ["resource"] + $0.attributeLines(indent: 1) } ?? []
    return resource
      + elements(scopes).flatMap { scope in
        let name = scope["scope"]?.text("name").map { "scope \(JSONString.quoted($0))" }
        return (name.map { [$0] } ?? []) + scope.elements(items).flatMap(itemLines)
      }
  }

  private var spanLines: [String] {
    var title = ["span", quoted("name"), Self.spanKinds[text("kind") ?? ""], duration]
    if let status = self["status"], let code = Self.statusCodes[status.text("code") ?? ""] {
      title += [code, status.text("message").map(JSONString.quoted)]
    }
    var lines = [Self.line(title), identifierLine]
    lines += attributeLines(indent: 1)
    for event in elements("events") {
      lines.append(Self.line(["  event", event.quoted("name")]))
      lines += event.attributeLines(indent: 2)
    }
    for link in elements("links") {
      lines.append(Self.line(["  link", link.text("traceId"), link.text("spanId")]))
      lines += link.attributeLines(indent: 2)
    }
    return lines
  }

  private var logLines: [String] {
    let title = ["log", quoted("severityText"), quoted("eventName"), self["body"]?.plainValue.json]
    return [Self.line(title), identifierLine].filter { $0 != "  " } + attributeLines(indent: 1)
  }

  private var metricLines: [String] {
    let kinds = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"]
    guard let kind = kinds.first(where: { self[$0] != nil }), let data = self[kind] else {
      return [Self.line(["metric", quoted("name")])]
    }
    let title = Self.line(["metric", quoted("name"), quoted("unit"), kind])
    return [title] + data.elements("dataPoints").flatMap { $0.pointLines }
  }

  private var pointLines: [String] {
    guard case .object(let members) = self else { return [] }
    let numbers = members.filter { $0.name != "attributes" }
    return ["  point \(OTLPDocument.object(numbers).json)"] + attributeLines(indent: 2)
  }

  private var identifierLine: String {
    var words = ["  "]
    for (label, name) in [("trace", "traceId"), ("span", "spanId"), ("parent", "parentSpanId")] {
      if let id = text(name), !id.isEmpty { words += [words.count > 1 ? "  " : "", label, " ", id] }
    }
    return words.joined()
  }

  private func attributeLines(indent: Int) -> [String] {
    elements("attributes").map { attribute in
      let key = JSONString.quoted(attribute.text("key") ?? "").dropFirst().dropLast()
      let value = attribute["value"]?.plainValue.json ?? "null"
      return String(repeating: "  ", count: indent) + "\(key) = \(value)"
    }
  }

  private var duration: String? {
    guard let start = text("startTimeUnixNano").flatMap({ UInt64($0) }),
      let end = text("endTimeUnixNano").flatMap({ UInt64($0) }), end >= start
    else { return nil }
    let microseconds = (end - start) / 1000
    let fraction = String(1000 + microseconds % 1000).dropFirst()
    return "\(microseconds / 1000).\(fraction) ms"
  }

  private func quoted(_ name: String) -> String? { text(name).map(JSONString.quoted) }

  private static func line(_ words: [String?]) -> String {
    words.compactMap { $0 }.joined(separator: " ")
  }

  private static let spanKinds = [
    "1": "internal", "2": "server", "3": "client", "4": "producer", "5": "consumer",
  ]
  private static let statusCodes = ["1": "ok", "2": "error"]
}
