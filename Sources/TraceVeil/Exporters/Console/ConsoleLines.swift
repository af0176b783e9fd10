import JSON

/// A few lines for each span, log record or metric, indented by what belongs to what.
///
/// Read from OTLP's JSON. Texts are shown as JSON strings, so that none can pass for another line.
extension JSONValue {
  var lines: [String] {
    elements("resourceSpans").flatMap { $0.resourceLines("scopeSpans", "spans") { $0.spanLines } }
      + elements("resourceLogs").flatMap { $0.resourceLines("scopeLogs", "logRecords") { $0.logLines } }
      + elements("resourceMetrics").flatMap { $0.resourceLines("scopeMetrics", "metrics") { $0.metricLines } }
  }

  private func resourceLines(
    _ scopes: String,
    _ items: String,
    _ itemLines: (JSONValue) -> [String]
  ) -> [String] {
    let resource = self["resource"].map { ["resource"] + $0.attributeLines(indent: 1) } ?? []
    return resource
      + elements(scopes).flatMap { scope in
        let name = scope["scope"]?.string("name").map { "scope \(Self.quoted($0))" }
        return (name.map { [$0] } ?? []) + scope.elements(items).flatMap(itemLines)
      }
  }

  private var spanLines: [String] {
    var title = ["span", quoted("name"), Self.spanKinds[string("kind") ?? ""], duration]
    if let status = self["status"], let code = Self.statusCodes[status.string("code") ?? ""] {
      title += [code, status.string("message").map(Self.quoted)]
    }
    var lines = [Self.line(title), identifierLine]
    lines += attributeLines(indent: 1)
    for event in elements("events") {
      lines.append(Self.line(["  event", event.quoted("name")]))
      lines += event.attributeLines(indent: 2)
    }
    for link in elements("links") {
      lines.append(Self.line(["  link", link.string("traceId"), link.string("spanId")]))
      lines += link.attributeLines(indent: 2)
    }
    return lines
  }

  private var logLines: [String] {
    let title = ["log", quoted("severityText"), quoted("eventName"), self["body"]?.plainValue.compact]
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
    return ["  point \(JSONValue.object(numbers).compact)"] + attributeLines(indent: 2)
  }

  private var identifierLine: String {
    var words = ["  "]
    for (label, name) in [("trace", "traceId"), ("span", "spanId"), ("parent", "parentSpanId")] {
      if let id = string(name), !id.isEmpty { words += [words.count > 1 ? "  " : "", label, " ", id] }
    }
    return words.joined()
  }

  private func attributeLines(indent: Int) -> [String] {
    elements("attributes").map { attribute in
      let key = Self.quoted(attribute.string("key") ?? "").dropFirst().dropLast()
      let value = attribute["value"]?.plainValue.compact ?? "null"
      return String(repeating: "  ", count: indent) + "\(key) = \(value)"
    }
  }

  private var duration: String? {
    guard let start = string("startTimeUnixNano").flatMap({ UInt64($0) }),
      let end = string("endTimeUnixNano").flatMap({ UInt64($0) }), end >= start
    else { return nil }
    let microseconds = (end - start) / 1000
    let fraction = String(1000 + microseconds % 1000).dropFirst()
    return "\(microseconds / 1000).\(fraction) ms"
  }

  private func quoted(_ name: String) -> String? { string(name).map(Self.quoted) }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).compact }

  private var compact: String { String(decoding: encoded, as: UTF8.self) }

  private static func line(_ words: [String?]) -> String {
    words.compactMap { $0 }.joined(separator: " ")
  }

  private static let spanKinds = [
    "1": "internal", "2": "server", "3": "client", "4": "producer", "5": "consumer",
  ]
  private static let statusCodes = ["1": "ok", "2": "error"]
}

// Members of OTLP's JSON.
extension JSONValue {
  /// The elements of an array that is a member; none when it is absent.
  private func elements(_ name: String) -> [JSONValue] {
    guard case .array(let elements) = self[name] else { return [] }
    return elements
  }

  /// A text, or a number as text, that is a member.
  private func string(_ name: String) -> String? {
    guard case .number(let digits) = self[name] else { return self[name]?.text }
    return digits
  }

  /// What an `AnyValue` holds, in plain JSON: an attribute for people to read.
  private var plainValue: JSONValue {
    guard case .object(let members) = self, let member = members.first else { return .null }
    switch member.name {
    // Numbers of 64 bits are texts in OTLP's JSON, for the sake of JavaScript.
    case "intValue": return member.value.text.map { .number($0) } ?? member.value
    case "arrayValue": return .array(member.value.elements("values").map(\.plainValue))
    case "kvlistValue":
      return .object(
        member.value.elements("values").map {
          .init($0.string("key") ?? "", $0["value"]?.plainValue ?? .null)
        }
      )
    default: return member.value
    }
  }
}
