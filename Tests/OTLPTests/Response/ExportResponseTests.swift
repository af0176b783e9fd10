import Testing

@testable import OTLP

@Suite struct ExportResponseTests {
  private static let partial = ExportResponse.PartialSuccess(
    rejectedItems: 3,
    errorMessage: "bad \"ids\"\n\u{1}é"
  )

  @Test(arguments: Signal.allCases, PayloadEncoding.allCases)
  func partialSuccessComesBack(signal: Signal, encoding: PayloadEncoding) throws {
    let body = ExportResponse.encode(Self.partial, signal: signal, as: encoding)
    #expect(
      try ExportResponse.decodePartialSuccess(body.span, signal: signal, from: encoding) == Self.partial
    )
  }

  @Test(arguments: Signal.allCases) func fullSuccessIsEmpty(signal: Signal) throws {
    #expect(ExportResponse.encode(nil, signal: signal, as: .protobuf).isEmpty)
    #expect(ExportResponse.encode(nil, signal: signal, as: .json) == Array("{}".utf8))
    for body in [[], [0x0A, 0x00]] as [[UInt8]] {
      #expect(try ExportResponse.decodePartialSuccess(body.span, signal: signal, from: .protobuf) == nil)
    }
    for body in ["", "{}", " {\"partialSuccess\" : {} } ", #"{"partialSuccess":null}"#] {
      #expect(
        try ExportResponse.decodePartialSuccess(Array(body.utf8).span, signal: signal, from: .json) == nil
      )
    }
  }

  @Test func writesWhatTheProtocolSays() {
    #expect(
      ExportResponse.encode(.init(rejectedItems: 3, errorMessage: "no"), signal: .logs, as: .protobuf)
        == WireWriter {
          $0.message(1) {
            $0.number(1, 3)
            $0.text(2, "no")
          }
        }.bytes
    )
    let json = ExportResponse.encode(Self.partial, signal: .traces, as: .json)
    #expect(
      String(decoding: json, as: UTF8.self)
        == #"{"partialSuccess":{"rejectedSpans":"3","errorMessage":"bad \"ids\"\n\u0001é"}}"#
    )
    for (signal, key) in [(Signal.logs, "rejectedLogRecords"), (.metrics, "rejectedDataPoints")] {
      #expect(ExportResponse.encode(Self.partial, signal: signal, as: .json).holds("\"\(key)\":\"3\""))
    }
  }

  @Test func statusComesBack() throws {
    for encoding in PayloadEncoding.allCases {
      let body = ExportResponse.encodeStatus(code: 3, message: "not \\ protobuf", as: encoding)
      #expect(try ExportResponse.decodeStatusMessage(body.span, from: encoding) == "not \\ protobuf")
      let empty: [UInt8] = []
      #expect(try ExportResponse.decodeStatusMessage(empty.span, from: encoding) == "")
    }
    #expect(
      ExportResponse.encodeStatus(code: 3, message: "no", as: .protobuf)
        == WireWriter {
          $0.number(1, 3)
          $0.text(2, "no")
        }.bytes
    )
    #expect(
      ExportResponse.encodeStatus(code: 3, message: "no", as: .json)
        == Array(#"{"code":3,"message":"no"}"#.utf8)
    )
  }

  @Test func readsWhatOthersWrite() throws {
    // Unknown fields, details, numbers as numbers, snake case.
    let status = WireWriter {
      $0.number(1, 3)
      $0.message(3) { $0.text(1, "type.googleapis.com/google.rpc.BadRequest") }
      $0.text(2, "no")
      $0.number(77, 1)
    }
    #expect(try ExportResponse.decodeStatusMessage(status.bytes.span, from: .protobuf) == "no")
    let json = #"""
      {"x": [1, {"y": -1.5e3}, "z", true, false, null], "partial_success":
        {"rejectedSpans": 7, "error_message": "\u00e9\ud83d\ude42\/\ud83d", "more": []}}
      """#
    let decoded = try ExportResponse.decodePartialSuccess(Array(json.utf8).span, signal: .traces, from: .json)
    #expect(decoded == .init(rejectedItems: 7, errorMessage: "é🙂/\u{FFFD}"))
  }

  @Test(arguments: [
    "{", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":tru}", "{} x", "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12\"}",
    "{\"a\":01x}", "<html>", "\"", "{\"partialSuccess\":{\"rejectedSpans\":\"x\"}}", "{\"a\":\"\u{1}\"}",
    "{\"partialSuccess\":{\"rejectedSpans\":99999999999999999999}}", "{\"partialSuccess\":\"\"}",
  ])
  func refusesWhatIsNotJSON(body: String) {
    #expect(throws: DecodeError.self) {
      try ExportResponse.decodePartialSuccess(Array(body.utf8).span, signal: .traces, from: .json)
    }
  }

  @Test func refusesHostileBodies() {
    let deep = Array("{\"a\":".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: DecodeError.self) { try ExportResponse.decodeStatusMessage(deep.span, from: .json) }
    let large = [UInt8](repeating: UInt8(ascii: " "), count: ExportResponse.maximumResponseBytes + 1)
    for encoding in PayloadEncoding.allCases {
      #expect(throws: DecodeError(.tooLarge)) {
        try ExportResponse.decodePartialSuccess(large.span, signal: .traces, from: encoding)
      }
    }
    let html = Array("<html><body>502 Bad Gateway</body></html>".utf8)
    #expect(throws: DecodeError.self) { try ExportResponse.decodeStatusMessage(html.span, from: .protobuf) }
    let details = WireWriter { status in for _ in 0..<1_000_000 { status.raw([0x1A, 0x00]) } }
    #expect(throws: DecodeError.self) {
      try ExportResponse.decodeStatusMessage(details.bytes.span, from: .protobuf)
    }
  }

  @Test func mutatedBodiesAreHarmless() {
    var random = SeededGenerator()
    for encoding in PayloadEncoding.allCases {
      let body = ExportResponse.encode(Self.partial, signal: .traces, as: encoding)
      for _ in 0..<2000 {
        var mutated = body
        for _ in 0..<3 {
          mutated[Int.random(in: 0..<body.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        _ = try? ExportResponse.decodePartialSuccess(mutated.span, signal: .traces, from: encoding)
        _ = try? ExportResponse.decodeStatusMessage(mutated.span, from: encoding)
      }
    }
  }
}
