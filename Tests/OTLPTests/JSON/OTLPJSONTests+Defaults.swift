import Testing

@testable import OTLP

/// Values that are read as the specification's default.
extension OTLPJSONTests {
  @Test(
    "Negative numbers where there can be none, and unknown names, are read as the default",
    arguments: [
      #""droppedAttributesCount":-1"#, #""droppedEventsCount":"-7""#, #""kind":"SPAN_KIND_NOBODY""#,
      #""kind":"""#, #""kind":"2nd""#, #""kind":"4294967296""#, #""kind":"-""#,
      #""droppedAttributesCount":-1e30"#, #""flags":"-9223372036854775809""#,
      #""status":{"code":"STATUS_CODE_FINE"}"#, #""startTimeUnixNano":-1"#, #""flags":-2147483649"#,
      #""links":[{"traceId":"\#(traceID)","spanId":"\#(spanID)","droppedAttributesCount":-9223372036854775808}]"#,
    ]
  )
  func defaults(member: String) throws {
    let json = Self.span(member)
    let (body, transcoded) = try OTLPJSON.protobuf(
      from: Array(json.utf8).span,
      as: .traces,
      maximumBytes: 1 << 20
    )
    #expect(transcoded.defaultedValues == 1 && transcoded.firstFault == nil)
    #expect(try WireValidator.validate(body.span, as: .traces).acceptedItems == 1)
    let written = String(decoding: try TelemetryBatch.json(of: body, .traces), as: UTF8.self)
    #expect(!written.contains("-") && !written.contains("kind") && !written.contains("Count"))
  }
}
