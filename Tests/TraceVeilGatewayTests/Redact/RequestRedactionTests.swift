import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("traceveil redact --format")
struct RequestRedactionTests {
  private static let traceID = "5b8efff798038103d269b633813fc60c"

  private func redaction(_ variables: [String: String] = [:], policy: String? = nil) throws
    -> RequestRedaction
  {
    RequestRedaction(try CommandSettings(variables, policyFile: policy, for: .requests))
  }

  private func json(_ members: String, spanID: String = "eee19b7ec3c1b174") -> [UInt8] {
    Array(
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"\(Self.traceID)","spanId":"\(spanID)",\(members)}]}]}]}
      """.utf8
    )
  }

  @Test("JSON in, the same JSON out but for what was found")
  func jsonRequest() throws {
    let redacted = try redaction().redact(
      json(#""name":"to bob@example.com","attributes":[{"key":"n","value":{"intValue":"7"}}]"#),
      .otlpJSON,
      .traces
    )
    #expect(
      redacted.bytes
        == json(#""name":"to <EMAIL_ADDRESS>","attributes":[{"key":"n","value":{"intValue":"7"}}]"#)
    )
    #expect(redacted.rejectedItems == 0 && redacted.unknownFields == 0 && redacted.failedTexts == 0)
  }

  @Test(
    "JSON of the other signals",
    arguments: [
      (Signal.logs, #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"#),
      (.metrics, #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"metadata":[{"value":{"stringValue":"#),
    ]
  )
  func otherSignals(signal: Signal, start: String) throws {
    let end = String(start.compactMap { ["{": "}", "[": "]"][$0] }.reversed())
    let redacted = try redaction().redact(
      Array("\(start)\"bob@example.com\"\(end)".utf8),
      .otlpJSON,
      signal
    )
    let written = String(decoding: redacted.bytes, as: UTF8.self)
    // Metrics keep their series apart.
    #expect(written.replacing(/:[0-9a-f]{16}>/, with: ">") == "\(start)\"<EMAIL_ADDRESS>\"\(end)")
  }

  @Test("Protobuf in, protobuf out")
  func protobufRequest() throws {
    let redacted = try redaction().redact(OTLPBytes.traces(value: "bob@example.com"), .otlpProto, .traces)
    #expect(redacted.bytes == OTLPBytes.traces(value: "<EMAIL_ADDRESS>"))
  }

  @Test("The rules, keys and operators of a policy file apply in both formats")
  func policy() throws {
    let files = TemporaryDirectory()
    let policy = files.file(
      "policy.yaml",
      """
      version: 1
      entities: {EMAIL_ADDRESS: {operator: mask, keep_last: 4}}
      keys: {redact: ['*_token'], drop: ['http.request.body']}
      rules:
        - when: {name: 'tool*'}
          set_attributes: {note: '[REDACTED]'}
      """
    )
    func attributes(_ note: String, _ mail: String, _ token: String, _ body: String) -> [UInt8] {
      json(
        """
        "name":"tool","attributes":[{"key":"mail","value":{"stringValue":"\(mail)"}},\
        {"key":"a_token","value":{"stringValue":"\(token)"}}\(body),{"key":"note","value":{"stringValue":"\(note)"}}]
        """
      )
    }
    let body = #",{"key":"http.request.body","value":{"stringValue":"x"}}"#
    let given = attributes("raw", "bob@example.com", "t0p", body)
    let wanted = attributes("[REDACTED]", "***********.com", "<REDACTED>", "")
    let redaction = try redaction(policy: policy)
    #expect(try redaction.redact(given, .otlpJSON, .traces).bytes == wanted)
    let protobuf = try OTLPJSON.protobuf(from: given.span, as: .traces, maximumBytes: 1 << 20).bytes
    let redacted = try redaction.redact(protobuf, .otlpProto, .traces).bytes
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(holding: redacted, summary: WireValidator.validate(redacted.span, as: .traces))
    let written = batch.encodeJSON()
    #expect(written == wanted)
  }

  @Test("What is left out is counted")
  func leftOut() throws {
    let unknown = try redaction().redact(json(#""later":1,"name":"x""#), .otlpJSON, .traces)
    #expect(unknown.unknownFields == 1 && unknown.bytes == json(#""name":"x""#))
    let unfit = try redaction().redact(json(#""name":"x""#, spanID: "abcd"), .otlpJSON, .traces)
    #expect(unfit.rejectedItems == 1 && unfit.bytes == Array("{}".utf8))
  }

  @Test("What cannot be read is refused, without a word of it")
  func malformed() throws {
    let redaction = try redaction()
    for format in RequestFormat.allCases {
      let error = #expect(throws: DecodeError.self) {
        try redaction.redact(Array("top secret".utf8), format, .traces)
      }
      #expect(error?.message.contains("secret") == false)
    }
    let error = #expect(throws: DecodeError.self) {
      try redaction.redact(Array(#"{"resourceSpans":7}"#.utf8), .otlpJSON, .traces)
    }
    #expect(error?.reason == .invalidValue && error?.offset != nil)
  }

  @Test("A span that cannot be read is left out alone, and a number that cannot be negative is read as 0")
  func repaired() throws {
    let unfit = try redaction().redact(json(#""name":7"#), .otlpJSON, .traces)
    #expect(unfit.rejectedItems == 1 && unfit.bytes == Array("{}".utf8))
    let negative = try redaction().redact(json(#""droppedLinksCount":-1"#), .otlpJSON, .traces)
    #expect(negative.rejectedItems == 0 && negative.defaultedValues == 1)
  }

  @Test("TRACEVEIL_MAX_REQUEST_BYTES bounds the request in protobuf too")
  func bounded() throws {
    let body = json(#""name":"x""#)
    let redaction = try redaction(["TRACEVEIL_MAX_REQUEST_BYTES": "20"])
    #expect(throws: DecodeError(.tooLarge)) { try redaction.redact(body, .otlpJSON, .traces) }
  }

  @Test("A dry run and a summary are what they are in the gateway")
  func options() throws {
    let body = json(#""name":"to bob@example.com""#)
    let dry = try redaction(["TRACEVEIL_DRY_RUN": "true"])
    #expect(try dry.redact(body, .otlpJSON, .traces).bytes == body)
    let summary = try redaction(["TRACEVEIL_SUMMARY": "count"]).redact(body, .otlpJSON, .traces)
    #expect(String(decoding: summary.bytes, as: UTF8.self).contains("redaction.masked.count"))
  }
}
