import Testing

@testable import OTLP

@Suite struct OTLPJSONTests {
  static let traceID = "5b8efff798038103d269b633813fc60c"
  static let spanID = "eee19b7ec3c1b174"

  /// A request whose only span holds `members`.
  static func span(_ members: String) -> String {
    """
    {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"\(traceID)","spanId":"\(spanID)"\
    \(members.isEmpty ? "" : ",")\(members)}]}]}]}
    """
  }

  private static func attribute(_ value: String) -> String {
    span(#""attributes":[{"key":"k","value":\#(value)}]"#)
  }

  /// JSON in, JSON out: what the batch made of it.
  private static func roundTrip(_ json: String, _ signal: Signal = .traces) throws -> String {
    let body = try protobuf(json, signal)
    return String(decoding: try TelemetryBatch.json(of: body, signal), as: UTF8.self)
  }

  private static func protobuf(_ json: String, _ signal: Signal = .traces) throws -> [UInt8] {
    try OTLPJSON.protobuf(from: Array(json.utf8).span, as: signal, maximumBytes: 1 << 20).bytes
  }

  /// Why a request is refused, or a span of it.
  private static func error(_ json: String) -> DecodeError? {
    do throws(DecodeError) {
      return try OTLPJSON.protobuf(from: Array(json.utf8).span, as: .traces, maximumBytes: 1 << 20).transcoded
        .firstFault
    } catch {
      return error
    }
  }

  @Test func readsAndWritesTracesAsTheSpecificationDoes() throws {
    let json = """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"my.service"}}]},\
      "scopeSpans":[{"scope":{"name":"my.library","version":"1.0.0","attributes":[{"key":"my.scope.attribute",\
      "value":{"stringValue":"some scope attribute"}}]},"spans":[{"traceId":"\(Self.traceID)",\
      "spanId":"\(Self.spanID)","parentSpanId":"eee19b7ec3c1b173","name":"I'm a server span","kind":2,\
      "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000",\
      "attributes":[{"key":"my.span.attr","value":{"stringValue":"some value"}}],\
      "status":{"message":"no","code":2}}]}]}]}
      """
    #expect(try Self.roundTrip(json) == json)
  }

  @Test func readsAndWritesLogsAsTheSpecificationDoes() throws {
    let json = """
      {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1544712660300000000",\
      "severityNumber":10,"severityText":"Information","body":{"stringValue":"Example log record"},\
      "attributes":[{"key":"boolean.attribute","value":{"boolValue":true}},\
      {"key":"int.attribute","value":{"intValue":"10"}},{"key":"double.attribute","value":{"doubleValue":637.704}},\
      {"key":"array.attribute","value":{"arrayValue":{"values":[{"stringValue":"many"},{}]}}},\
      {"key":"map.attribute","value":{"kvlistValue":{"values":[{"key":"some.map.key",\
      "value":{"stringValue":""}}]}}}],"traceId":"\(Self.traceID)","spanId":"\(Self.spanID)",\
      "observedTimeUnixNano":"1544712660300000000"}]}]}]}
      """
    #expect(try Self.roundTrip(json, .logs) == json)
  }

  @Test func readsAndWritesMetricsAsTheSpecificationDoes() throws {
    let json = """
      {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"my.counter","unit":"1","sum":{"dataPoints":[\
      {"timeUnixNano":"1544712660300000000","asInt":"-5"}],"aggregationTemporality":1,"isMonotonic":true}},\
      {"name":"my.histogram","histogram":{"dataPoints":[{"count":"2","sum":0.0,"bucketCounts":["1","1"],\
      "explicitBounds":[1.0],"min":0.0,"max":2.0}],"aggregationTemporality":1}},\
      {"name":"my.exponential","exponentialHistogram":{"dataPoints":[{"scale":-1,"zeroCount":"1",\
      "positive":{"offset":-3,"bucketCounts":["0","18446744073709551615"]}}]}}]}]}]}
      """
    #expect(try Self.roundTrip(json, .metrics) == json)
  }

  @Test(arguments: [
    // Names as in the protocol files, spaces, escapes in a name.
    (#""start_time_unix_nano" : "5""#, #""startTimeUnixNano":"5""#),
    (#""n\u0061me":"x""#, #""name":"x""#),
    // Numbers as numbers or strings, with an exponent or a fraction of nought.
    (#""startTimeUnixNano":18446744073709551615"#, #""startTimeUnixNano":"18446744073709551615""#),
    (#""startTimeUnixNano":1.5e3"#, #""startTimeUnixNano":"1500""#),
    (#""startTimeUnixNano":1.79e18"#, #""startTimeUnixNano":"1790000000000000000""#),
    (#""startTimeUnixNano":"9007199254740993.0""#, #""startTimeUnixNano":"9007199254740993""#),
    (#""droppedAttributesCount":"7","flags":"257""#, #""droppedAttributesCount":7,"flags":257"#),
    (#""kind":"3","status":{"code":2}"#, #""kind":3,"status":{"code":2}"#),
    (#""kind":"SPAN_KIND_SERVER","status":{"code":"STATUS_CODE_ERROR"}"#, #""kind":2,"status":{"code":2}"#),
    (#""kind":77"#, #""kind":77"#), (#""flags":20E-1"#, #""flags":2"#),
    // Null is absent, also beside a value; an element of null is an empty one.
    (#""name":null,"status":null,"attributes":null,"kind":null"#, ""),
    (#""name":null,"name":"x""#, #""name":"x""#),
    (#""events":[null,{"name":"e"}]"#, #""events":[{},{"name":"e"}]"#),
    (#""parentSpanId":"EEE19B7EC3C1B174""#, #""parentSpanId":"eee19b7ec3c1b174""#),
    (#""parentSpanId":"""#, ""),
    // Escapes, halves of surrogate pairs, NUL.
    (#""name":"\"\\\/\b\f\n\r\té\u00E9🙂\ud83d\ude42""#, #""name":"\"\\/\u0008\u000c\n\r\téé🙂🙂""#),
    (#""name":"a\ud83d""#, "\"name\":\"a\u{FFFD}\""),
    (#""name":"\ud83d\ud83d\ude42\ude42x\ud83d\n""#, "\"name\":\"\u{FFFD}🙂\u{FFFD}x\u{FFFD}\\n\""),
    (#""name":"a\u0000b""#, "\"name\":\"a\u{FFFD}b\""),
    // What the protocol does not have.
    (#""name":"x","later":{"a":[1,"\u0041",null,true,{}]}"#, #""name":"x""#),
  ])
  func isLiberalInWhatItReads(members: String, written: String) throws {
    #expect(try Self.roundTrip(Self.span(members)) == Self.span(written))
  }

  @Test(arguments: [
    (#"{"doubleValue":1}"#, #"{"doubleValue":1.0}"#), (#"{"doubleValue":"1e3"}"#, #"{"doubleValue":1000.0}"#),
    (#"{"doubleValue":"NaN"}"#, #"{"doubleValue":"NaN"}"#),
    (#"{"doubleValue":"-Infinity"}"#, #"{"doubleValue":"-Infinity"}"#),
    (#"{"doubleValue":-0.0}"#, #"{"doubleValue":-0.0}"#),
    (#"{"doubleValue":5e-324}"#, #"{"doubleValue":5e-324}"#),
    (#"{"intValue":-9223372036854775808}"#, #"{"intValue":"-9223372036854775808"}"#),
    (#"{"intValue":0}"#, #"{"intValue":"0"}"#), (#"{"boolValue":false}"#, #"{"boolValue":false}"#),
    (#"{"bytesValue":"-_8="}"#, #"{"bytesValue":"+/8="}"#),
    (#"{"bytesValue":"+\/8"}"#, #"{"bytesValue":"+/8="}"#),
    (#"{"bytesValue":""}"#, #"{"bytesValue":""}"#), (#"{"bytesValue":"YQ"}"#, #"{"bytesValue":"YQ=="}"#),
    (#"{"bytesValue":"YWJj"}"#, #"{"bytesValue":"YWJj"}"#), (#"{}"#, #"{}"#),
    (#"{"intValue":null,"stringValue":"x"}"#, #"{"stringValue":"x"}"#),
    // An index into a table that only profiles have.
    (#"{"stringValueStrindex":3,"string_value_strindex":3}"#, #"{}"#),
  ])
  func readsValues(value: String, written: String) throws {
    #expect(try Self.roundTrip(Self.attribute(value)) == Self.attribute(written))
  }

  @Test(arguments: [
    (#""kind":2147483648"#, "2147"), (#""kind":true"#, "true"),
    (#""kind":1.5"#, "1.5"), (#""name":7"#, "7"), (#""name":{}"#, "{}"), (#""name":["x"]"#, "["),
    (#""flags":-1.5"#, "-1.5"), (#""flags":4294967296"#, "4294967296"), (#""flags":"""#, "\"}"),
    (#""startTimeUnixNano":18446744073709551616"#, "1844"),
    (#""startTimeUnixNano":9007199254740993.5"#, "9007"), (#""flags":1e9223372036854775807"#, "1e9"),
    (#""startTimeUnixNano":1e20"#, "1e20"), (#""flags":1e99999999999999999999"#, "1e9"),
    (#""startTimeUnixNano":"0x10""#, "0x10"), (#""startTimeUnixNano":" 1""#, " 1"),
    (#""parentSpanId":"eee19b7ec3c1b17""#, "eee19b7ec3c1b17\""), (#""parentSpanId":"xx""#, "xx"),
    (#""status":[]"#, "[]"), (#""attributes":{}"#, "{}"), (#""attributes":[1]"#, "1]"),
    (#""attributes":[{"value":{"doubleValue":1e999}}]"#, "1e999"),
    (#""attributes":[{"value":{"doubleValue":"inf"}}]"#, "inf"),
    (#""attributes":[{"value":{"boolValue":"true"}}]"#, "\"true"),
    (#""attributes":[{"value":{"bytesValue":"Y"}}]"#, "Y\""),
    (#""attributes":[{"value":{"bytesValue":"Y Q="}}]"#, "Y Q"),
    (#""attributes":[{"value":{"bytesValue":"YQ="}}]"#, "YQ="),
    (#""attributes":[{"value":{"bytesValue":"=="}}]"#, "=="),
  ])
  func refusesWhatDoesNotFitItsField(members: String, place: String) throws {
    let json = Self.span(members)
    let start = Self.span("").utf8.count - "}]}]}]}".utf8.count
    let before = try #require(json.range(of: place, from: start))
    #expect(Self.error(json) == DecodeError(.invalidValue, offset: before))
  }

  @Test(arguments: [
    #""name":"a","name":"b""#, #""startTimeUnixNano":1,"start_time_unix_nano":1"#,
    #""status":{},"status":{}"#,
    #""attributes":[],"attributes":[]"#, #""attributes":[{"value":{"stringValue":"a","intValue":1}}]"#,
  ])
  func refusesTwoValuesForOneField(members: String) {
    #expect(Self.error(Self.span(members))?.reason == .duplicateField)
  }

  @Test(arguments: [
    "", " ", "{", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":[", "{\"a\":\"\\",
    "{\"a\":\"\\u12", "{\"a\":\"",
  ])
  func saysWhereATruncatedBodyEnds(json: String) {
    #expect(Self.error(json) == DecodeError(.truncated, offset: json.utf8.count))
  }

  @Test(arguments: [
    "{} {}", "{}x", "{,}", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":+1}",
    "{\"a\":1.}",
    "{\"a\":.5}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":NaN}", "{\"a\":tru}", "{\"a\":[1,]}", "{\"a\":[1 2]}",
    "{\"a\":[}", "{\"a\":\"\u{1}\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":// \n1}",
    "\u{FEFF}{}",
    "{\"a\":1\(String(repeating: "0", count: 600))}", "{\"a\":\"\n\"}",
  ])
  func refusesWhatIsNotJSON(json: String) {
    #expect(Self.error(json)?.reason == .invalidJSON)
  }

  @Test(arguments: ["[]", "1", "\"x\"", "null", "true"])
  func refusesWhatIsNoObject(json: String) {
    #expect(Self.error(json) == DecodeError(.invalidValue, offset: 0))
  }

  @Test(arguments: [
    #""name":"x~y""#, #""name":"x\\n~y""#, #""attributes":[{"key":"~","value":{"stringValue":""}}]"#,
  ])
  func whatIsNotUTF8IsCountedByTheValidator(members: String) throws {
    var json = Array(Self.span(members).utf8)
    json[try #require(json.firstIndex(of: UInt8(ascii: "~")))] = 0xFF
    let body = try OTLPJSON.protobuf(from: json.span, as: .traces, maximumBytes: 1 << 20).bytes
    let summary = try WireValidator.validate(body.span, as: .traces)
    #expect([summary.invalidTexts, summary.acceptedItems] == [1, 1])
    #expect(try TelemetryBatch(decoding: body, as: .traces).packed().holds("\u{FFFD}"))
  }

  @Test func anIdOfTheWrongLengthRefusesItsSpanAlone() throws {
    let json = Self.span("").replacingFirst(Self.spanID, with: "abcd")
    let body = try Self.protobuf(json)
    #expect(try WireValidator.validate(body.span, as: .traces).rejectedItems == 1)
  }

  private static func summary(_ json: String, isForgiving: Bool) throws -> WireSummary {
    let limits = WireLimits(isForgiving: isForgiving)
    let body = try OTLPJSON.protobuf(
      from: Array(json.utf8).span,
      as: .traces,
      limits: limits,
      maximumBytes: 1 << 20
    )
    return try WireValidator.validate(body.bytes.span, as: .traces, limits: limits)
  }

  @Test(arguments: [
    #""traceId":"xyz""#, #""traceId":7"#, #""startTimeUnixNano":"soon""#, #""name":5"#,
    #""name":"a","name":"b""#,
    #""links":[{"traceId":"xx"}]"#, #""status":[[[{}]]]"#,
  ])
  func aSpanThatCannotBeReadCostsNoOther(members: String) throws {
    let json = Self.span("").replacingFirst(#"{"traceId""#, with: "{\(members)},{\"traceId\"")
    for isForgiving in [false, true] {
      let summary = try Self.summary(json, isForgiving: isForgiving)
      #expect([summary.acceptedItems, summary.rejectedItems] == [1, 1])
    }
    #expect(Self.error(json) != nil)
  }

  @Test("A bad value costs its log record or its data point alone")
  func badItemsOfOtherSignals() throws {
    let requests: [(Signal, String)] = [
      (
        .logs,
        #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"soon"},{"severityNumber":9}]}]}]}"#
      ),
      (
        .metrics,
        #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[{"asInt":"x"},{"asInt":1}]}},"#
          + #"{"name":"h","histogram":{"dataPoints":[{"count":"7","bucketCounts":["x"]},{"count":"8"}]}}]}]}]}"#
      ),
    ]
    for (signal, json) in requests {
      let (body, transcoded) = try OTLPJSON.protobuf(
        from: Array(json.utf8).span,
        as: signal,
        maximumBytes: 1 << 20
      )
      let summary = try WireValidator.validate(body.span, as: signal)
      #expect(summary.acceptedItems == summary.rejectedItems && summary.acceptedItems > 0)
      #expect(transcoded.firstFault?.reason == .invalidValue)
    }
  }

  @Test(arguments: [
    (#"{"intValue":18446744073709551615}"#, "18446744073709551615"),
    (#"{"intValue":"-9223372036854775809"}"#, "-9223372036854775809"),
    (#"{"doubleValue":1e400}"#, "1e400"), (#"{"boolValue":"true"}"#, "true"),
    (#"{"stringValue":{"a":[1, 2]}}"#, #"{"a":[1, 2]}"#),
    (#"{"bytesValue":"Y"}"#, "Y"),
  ])
  func aValueThatItsTypeCannotHoldBecomesAText(value: String, text: String) throws {
    var limits = WireLimits()
    limits.isForgiving = true
    let json = Array(Self.attribute(value).utf8)
    let body = try OTLPJSON.protobuf(from: json.span, as: .traces, limits: limits, maximumBytes: 1 << 20)
      .bytes
    let batch = try TelemetryBatch(decoding: body, as: .traces)
    #expect(batch.packed().holds(text) && batch.itemCount == 1)
    #expect(Self.error(Self.attribute(value))?.reason == .invalidValue)
  }

  @Test func countsMembersThatTheProtocolDoesNotHave() throws {
    let json = Array(Self.span(#""later":{"nested":1},"name":"x","newer":null"#).utf8)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: json.count, alignment: 8)
    defer { room.deallocate() }
    let transcoded = try OTLPJSON.transcode(json.span, as: .traces, into: room)
    #expect(transcoded.unknownMembers == 2)
  }

  @Test(arguments: [
    (#"{"arrayValue":{"values":["#, "]}}"),
    (#"{"kvlistValue":{"values":[{"key":"k","value":"#, "}]}}"),
  ])
  func boundsNesting(open: String, close: String) throws {
    for (depth, deepValues) in [(29, 0), (64, 0), (65, 1), (2000, 1), (100_000, 1)] {
      let value = String(repeating: open, count: depth) + "{}" + String(repeating: close, count: depth)
      let body = try Self.protobuf(Self.attribute(value))
      #expect(try WireValidator.validate(body.span, as: .traces).deepValues == deepValues)
      #expect(
        try TelemetryBatch(decoding: body, as: .traces).packed().holds(DeepValue.standIn) == (deepValues > 0)
      )
    }
  }

  @Test func passesOverWhatIsUnknownAtAnyDepth() throws {
    let deep = String(repeating: #"[{"a":"#, count: 100_000) + "0" + String(repeating: "}]", count: 100_000)
    let body = try Self.protobuf(Self.span(#""later":\#(deep),"name":"stays""#))
    #expect(try TelemetryBatch(decoding: body, as: .traces).packed().holds("stays"))
  }

  /// What is nested is still read as JSON, whatever it is replaced by.
  @Test(arguments: [
    ("{\"a\":" + String(repeating: "[", count: 100_000), DecodeError.Reason.truncated),
    (String(repeating: "{\"a\":", count: 100_000), .truncated),
    ("{\"a\":" + String(repeating: "[", count: 70) + String(repeating: "]", count: 69) + "}}", .invalidJSON),
    (
      "{\"a\":" + String(repeating: "{\"a\":", count: 70) + "0" + String(repeating: "}", count: 69) + "]}",
      .invalidJSON
    ),
  ])
  func whatIsNestedHasToEnd(json: String, reason: DecodeError.Reason) {
    #expect(Self.error(json)?.reason == reason)
  }

  @Test(arguments: [
    (
      Signal.metrics,
      #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"histogram":{"dataPoints":[{"explicitBounds":["#,
      "1"
    ),
    (
      .metrics,
      #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"histogram":{"dataPoints":[{"bucketCounts":["#, "0"
    ),
    (.traces, #"{"resourceSpans":["#, "{}"), (.logs, #"{"resourceLogs":[{"scopeLogs":["#, "{}"),
  ])
  func growsByNoMoreThanItSays(signal: Signal, start: String, element: String) throws {
    let elements = Array(repeating: element, count: 10_000).joined(separator: ",")
    let ends = ["{": "}", "[": "]"]
    let end = start.filter { ends.keys.contains(String($0)) }.reversed().map { ends[String($0)] ?? "" }
      .joined()
    let json = Array((start + elements + end).utf8)
    let body = try OTLPJSON.protobuf(from: json.span, as: signal, maximumBytes: .max).bytes
    #expect(body.count > json.count && body.count <= OTLPJSON.maximumGrowth * json.count)
    let error = #expect(throws: DecodeError.self) {
      try OTLPJSON.protobuf(from: json.span, as: signal, maximumBytes: body.count / 2)
    }
    #expect(error == DecodeError(.tooLarge))
  }

  @Test func anEmptyRequestIsAValidOne() throws {
    #expect(try Self.protobuf(" {} ").isEmpty)
    #expect(try Self.roundTrip(#"{"resourceSpans":[]}"#) == "{}")
    let empty = TelemetryBatch(signal: .logs, maximumBytes: 1 << 20)
    let json = empty.encodeJSON()
    #expect(json == Array("{}".utf8))
  }

  @Test func aTextThatWasEditedIsWritten() throws {
    let body = try Self.protobuf(Self.span(#""name":"to bob@example.com","kind":1"#))
    var batch = try TelemetryBatch(decoding: body, as: .traces)
    var editor = ClosureEditor { $0.place == .spanName ? .replace("to \"<EMAIL>\"") : .keep }
    try batch.editTexts(&editor)
    #expect(
      String(decoding: batch.encodeJSON(), as: UTF8.self)
        == Self.span(#""name":"to \"<EMAIL>\"","kind":1"#)
    )
  }
}

extension String {
  /// Offset of the first occurrence that begins at `start` or later, in ASCII.
  fileprivate func range(of text: String, from start: Int) -> Int? {
    let bytes = Array(utf8)
    return bytes.indices.dropFirst(start).first { bytes[$0...].starts(with: text.utf8) }
  }

  fileprivate func replacingFirst(_ text: String, with other: String) -> String {
    guard let start = range(of: text, from: 0) else { return self }
    return String(
      decoding: Array(utf8.prefix(start)) + other.utf8 + utf8.dropFirst(start + text.utf8.count),
      as: UTF8.self
    )
  }
}
