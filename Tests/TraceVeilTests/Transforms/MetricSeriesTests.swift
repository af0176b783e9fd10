import OTLP
import Redaction
import Testing

@testable import TraceVeil

/// Series of metrics that differ in what is redacted stay different, and the same series stays the same.
@Suite("Series of metrics")
struct MetricSeriesTests {
  /// One series for each number: of `places` the one at hand has a value of its own, the others have one for all.
  private static func request(_ place: String, _ numbers: ClosedRange<Int>) -> String {
    func value(_ here: String, _ number: Int) -> String {
      place == here ? "192.0.2.\(number)" : "198.51.100.7"
    }
    return numbers.map { number in
      #"""
      {"resource":{"attributes":[{"key":"host.ip","value":{"stringValue":"\#(value("resource", number))"}}]},
      "scopeMetrics":[{"scope":{"name":"s \#(value("scope", number))","attributes":[
      {"key":"of","value":{"stringValue":"\#(value("scope attribute", number))"}}]},
      "metrics":[{"name":"reads of \#(value("name", number))","unit":"{\#(value("unit", number))}",
      "metadata":[{"key":"\#(value("metadata key", number))","value":{"intValue":"1"}}],"sum":{
      "isMonotonic":true,"aggregationTemporality":2,"dataPoints":[{"asInt":"\#(number)","attributes":[
      {"key":"client.address","value":{"stringValue":"\#(value("attribute", number))"}},
      {"key":"to \#(value("key", number))","value":{"intValue":"1"}},
      {"key":"secret","value":{"stringValue":"\#(value("sensitive key", number))"}},
      {"key":"document","value":{"stringValue":"{\"secret\":\"\#(value("member", number))\"}"}},
      {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"\#(value("list", number))"}]}}},
      {"key":"map","value":{"kvlistValue":{"values":[{"key":"\#(value("key of a map", number))"}]}}}],
      "exemplars":[{"asInt":"1","filteredAttributes":[{"key":"\#(value("exemplar key", number))"},
      {"key":"by","value":{"stringValue":"\#(value("exemplar", number))"}}]}]}]}}]}]}
      """#
    }.joined(separator: ",")
  }

  private static let places = [
    "resource", "scope", "scope attribute", "name", "unit", "attribute", "key", "sensitive key", "member",
    "list", "metadata key",
    "key of a map", "exemplar key", "exemplar",
  ]

  /// What is left of each series but its value.
  private func series(_ place: String, _ transform: RedactionTransform) throws -> [String] {
    let request = #"{"resourceMetrics":[\#(Self.request(place, 1...9))]}"#
    var batch = try heldBatch(request, .metrics)
    try transform.transform(&batch)
    let json = String(decoding: batch.encodeJSON(), as: UTF8.self)
    return json.split(separator: #"{"resource":"#).dropFirst().map {
      String($0).replacing(#/"asInt":"\d+"/#, with: "").replacing(#/[\],}]+$/#, with: "")
    }
  }

  private func transform(_ change: (inout RedactionPolicy) -> Void) throws -> RedactionTransform {
    var policy = RedactionPolicy()
    change(&policy)
    policy.apply(
      try PolicyFile(
        parsing: Array("version: 1\nkeys:\n  redact: [secret]\n".utf8),
        file: "policy.yaml",
        context: PolicyContext(hasKey: policy.key != nil)
      )
    )
    return RedactionTransform(plan: try RedactionPlan(policy: policy))
  }

  private static let operators: [Operator] = [
    .replace(.entityName), .replace(ReplacementTemplate("[gone]")), .redact, .mask(keepFirst: 0, keepLast: 0),
  ]

  @Test("Different values in any place", arguments: places, operators.indices)
  func apart(place: String, index: Int) throws {
    let transform = try transform { $0.defaultOperator = Self.operators[index] }
    let found = try series(place, transform)
    #expect(Set(found).count == 9)
    #expect(!found.contains { $0.contains("192.0.2.") || $0.contains("198.51.100.") })
    #expect(try series(place, transform) == found, "the same in the next request")
  }

  @Test("With a key the same in every process")
  func key() throws {
    let key = try KeyMaterial(fileBytes: Array(String(repeating: "0123456789abcdef", count: 4).utf8))
    let found = try (0..<2).map { _ in try series("attribute", transform { $0.key = key }) }
    #expect(found[0] == found[1])
    #expect(Set(found[0]).count == 9)
  }

  @Test("What was chosen to keep is kept")
  func kept() throws {
    let found = try series("attribute", transform { $0.defaultOperator = .keep })
    #expect(found[0].contains(#"{"stringValue":"192.0.2.1"}"#))
  }

  @Test("Other signals have the names of entities")
  func traces() throws {
    let request = #"""
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001",
      "spanId":"0000000000000001","name":"from 192.0.2.1"}]}]}]}
      """#
    let transform = try transform { _ in }
    _ = try series("name", transform)
    var batch = try heldBatch(request, .traces)
    try transform.transform(&batch)
    #expect(String(decoding: batch.encodeJSON(), as: UTF8.self).contains(#""name":"from <IP_ADDRESS>""#))
  }
}
