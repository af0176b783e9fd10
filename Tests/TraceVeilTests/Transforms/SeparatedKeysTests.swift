import OTLP
import Redaction
import Testing
import TraceVeil

/// Keys that redact alike stay apart in every list of pairs of the protocol, as it is on the wire and as a tree.
@Suite("Keys that redact alike")
struct SeparatedKeysTests {
  private static let members = #"""
    {"key":"kim@post.example","value":{"intValue":"10"}},{"key":"plain","value":{"intValue":"20"}},
    {"key":"li@post.example","value":{"intValue":"30"}},{"key":"<EMAIL_ADDRESS_2>","value":{"intValue":"40"}},
    {"key":"kim@post.example","value":{"intValue":"50"}},{"key":"to ana@post.example","value":{"intValue":"60"}}
    """#
  private static let separated = #"""
    {"key":"<EMAIL_ADDRESS>","value":{"intValue":"10"}},{"key":"plain","value":{"intValue":"20"}},
    {"key":"<EMAIL_ADDRESS_3>","value":{"intValue":"30"}},{"key":"<EMAIL_ADDRESS_2>","value":{"intValue":"40"}},
    {"key":"<EMAIL_ADDRESS>","value":{"intValue":"50"}},{"key":"to <EMAIL_ADDRESS>","value":{"intValue":"60"}}
    """#

  /// A list, with two lists in it.
  private static func list(_ members: String) -> String {
    let map = #"{"kvlistValue":{"values":[\#(members)]}}"#
    return
      #"[\#(members),{"key":"map","value":\#(map)},{"key":"array","value":{"arrayValue":{"values":[\#(map),\#(map)]}}}]"#
  }

  private static let requests: [(Signal, @Sendable (_ list: String) -> String)] = [
    (
      .traces,
      {
        #"""
        {"resourceSpans":[{"resource":{"attributes":\#($0)},"scopeSpans":[{"scope":{"name":"s","attributes":\#($0)},
        "spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"n",
        "attributes":\#($0),"events":[{"name":"e","attributes":\#($0)},{"name":"f","attributes":\#($0)}],
        "links":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000002","attributes":\#($0)}]}]}]}]}
        """#
      }
    ),
    (
      .logs,
      {
        #"""
        {"resourceLogs":[{"resource":{"attributes":\#($0)},"scopeLogs":[{"scope":{"attributes":\#($0)},"logRecords":[
        {"body":{"kvlistValue":{"values":\#($0)}},"attributes":\#($0)}]}]}]}
        """#
      }
    ),
  ]

  @Test("Every list of traces and logs", arguments: 0..<2)
  func lists(index: Int) throws {
    let (signal, request) = Self.requests[index]
    var batch = try heldBatch(request(Self.list(Self.members)), signal)
    try processor().transform(&batch)
    let expected = try heldBatch(request(Self.list(Self.separated)), signal)
    #expect(
      String(decoding: batch.encodeJSON(), as: UTF8.self)
        == String(decoding: expected.encodeJSON(), as: UTF8.self)
    )
  }

  /// Were each compared with those before it, it would be two hundred million comparisons.
  @Test("Many keys of one list")
  func manyKeys() throws {
    let keys = (0..<20_000).map { #"{"key":"u\#($0)@post.example","value":{"intValue":"\#($0)"}}"# }
    let request = Self.requests[0].1("[\(keys.joined(separator: ","))]")
    var batch = try heldBatch(request, .traces)
    try processor().transform(&batch)
    try batch.editSpans { span in
      let attributes = span.editAttributes { $0.all }
      #expect(attributes.count == keys.count)
      #expect(Set(attributes.map(\.key)).count == keys.count)
      #expect(attributes["<EMAIL_ADDRESS_20000>"] == .int(19_999))
    }
  }

  /// MLflow's server leaves out a tag whose key has other characters.
  @Test("A tag of a root span gets a key that MLflow takes, the same in every span")
  func tags() throws {
    let processor = try processor()
    let keys = try (0..<2).map { _ in
      let tags: Attributes = [
        "mlflow.traceTag.10.20.30.40": "a", "mlflow.traceTag.10.20.30.41": "b", "mlflow.traceTag.team": "c",
      ]
      let attributes = try processor.processed(.with(tags)).attributes
      #expect(attributes.map(\.value) == ["a", "b", "c"])
      return attributes.map(\.key)
    }
    #expect(keys[0] == keys[1] && Set(keys[0]).count == 3)
    #expect(keys[0][2] == "mlflow.traceTag.team")
    for key in keys[0].prefix(2) {
      #expect(key.wholeMatch(of: /mlflow\.traceTag\.IP_ADDRESS_[0-9a-f]{16}/) != nil)
    }
  }

  @Test("A session is the same wherever it stands, and another one is another")
  func sessions() throws {
    let processor = try processor()
    let keys = ["mlflow.trace.session", "session.id", "gen_ai.conversation.id"]
    let sessions = try ["kim@post.example", "li@post.example", #""kim@post.example""#].map { session in
      let span = SpanData.with(Attributes(keys.map { ($0, AttributeValue.string(session)) }))
      return Set(try processor.processed(span).attributes.compactMap { $0.value.string })
    }
    #expect(sessions.allSatisfy { $0.count == 1 })
    let quoted = sessions[2].map { $0.filter { $0 != "\"" } }
    #expect(sessions[0] != sessions[1] && Set(quoted) == sessions[0])
  }

  private func processor() throws -> RedactionTransform {
    RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))
  }
}
