import Testing

@testable import OTLP

@Suite struct WireValidatorTests {
  private func validate(
    _ body: [UInt8],
    as signal: Signal = .traces,
    limits: WireLimits = WireLimits()
  ) throws -> WireSummary {
    try WireValidator.validate(body.span, as: signal, limits: limits)
  }

  /// Why a request is refused, or an item of it.
  private func reason(
    _ body: [UInt8],
    as signal: Signal = .traces,
    limits: WireLimits = WireLimits()
  ) -> DecodeError.Reason? {
    do {
      return try WireValidator.validate(body.span, as: signal, limits: limits).firstFault?.reason
    } catch {
      return error.reason
    }
  }

  @Test(arguments: Signal.allCases)
  func emptyRequestIsValid(signal: Signal) throws {
    let summary = try validate([], as: signal)
    #expect(summary.acceptedItems == 0 && summary.isClean)
  }

  @Test func countsItemsOfEverySignal() throws {
    #expect(try validate(Sample.rich).acceptedItems == 1)
    #expect(
      try validate(Sample.logs { for _ in 0..<3 { $0.message(2) { _ in } } }, as: .logs).acceptedItems == 3
    )
    let metrics = Sample.traces { scope in
      for kind in [5, 7, 9, 10, 11] {
        scope.message(2) { metric in
          metric.message(kind) { for _ in 0..<2 { $0.message(1) { _ in } } }
        }
      }
    }
    #expect(try validate(metrics, as: .metrics).acceptedItems == 10)
  }

  @Test func refusesWhatIsNotProtobuf() {
    #expect(reason(Array("hello, world".utf8)) != nil)
    #expect(reason(Array(#"{"resourceSpans":[]}"#.utf8)) != nil)
  }

  @Test(
    arguments: [
      [0x00, 0x01],  // field number 0
      [0x80, 0x00],  // the same, padded
      [0x8A, 0x80, 0x00, 0x00],  // tag of field 1, padded
      [0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x00],  // more than 32 bits
      [0x83, 0x7D, 0x01],  // group of an unknown field
      [0x84, 0x7D, 0x01],
      [0x86, 0x7D, 0x01],
      [0x87, 0x7D, 0x01],
    ] as [[UInt8]]
  )
  func refusesInvalidTags(body: [UInt8]) {
    #expect(reason(body) == .invalidTag)
  }

  @Test(
    arguments: [
      [0x80],  // half a tag
      [0x0A],  // no length
      [0x0A, 0x80],  // half a length
      [0x0A, 0x05, 0x00],  // length past the end
      [0x80, 0x7D, 0x80],  // unknown field, half a number
      [0x81, 0x7D, 0, 0, 0, 0, 0, 0, 0],  // 7 of 8 bytes
      [0x85, 0x7D, 0, 0, 0],  // 3 of 4 bytes
    ] as [[UInt8]]
  )
  func refusesTruncation(body: [UInt8]) {
    #expect(reason(body) == .truncated)
  }

  @Test func refusesNumbersOfMoreThan64Bits() {
    let most = [UInt8](repeating: 0xFF, count: 9)
    #expect(reason([0x80, 0x7D] + most + [0x01]) == nil)
    #expect(reason([0x80, 0x7D] + most + [0x02]) == .invalidNumber)
    #expect(reason([0x80, 0x7D] + most + [0x80, 0x00]) == .invalidNumber)
    #expect(reason([0x0A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]) == .invalidNumber)
  }

  @Test func acceptsPaddedLengths() throws {
    #expect(try validate([0x0A, 0x80, 0x80, 0x80, 0x80, 0x00]).acceptedItems == 0)
  }

  @Test func refusesWrongWireTypes() {
    #expect(reason([0x08, 0x01]) == .wrongWireType)  // resource_spans as a number
    #expect(reason(Sample.traces { Sample.span(&$0) { $0.number(5, 1) } }) == .wrongWireType)
    #expect(reason(Sample.traces { Sample.span(&$0) { $0.fixed32(7, 1) } }) == .wrongWireType)
    #expect(reason(Sample.traces { Sample.span(&$0) { $0.bytes(7, [1]) } }) == .wrongWireType)
    #expect(reason(Sample.traces { Sample.span(&$0) { $0.fixed64(16, 1) } }) == .wrongWireType)
  }

  /// As in any reader that goes on: the longest part that could have become a character is one U+FFFD.
  @Test(arguments: [
    ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xE2, 0x82], "\u{FFFD}"),
    ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ([0xC1, 0x81, 0x00], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    (Array(repeating: 0xFF, count: 500), String(repeating: "\u{FFFD}", count: 500)),
  ])
  func whatIsNotUTF8IsReplacedInStringsButNotInBytes(bad: [UInt8], repaired: String) throws {
    func check(_ body: [UInt8], texts: Int, _ kept: [UInt8]) throws {
      let summary = try WireValidator.validate(body.span, as: .traces)
      #expect([summary.invalidTexts, summary.acceptedItems] == [texts, 1])
      let batch = try TelemetryBatch(decoding: body, as: .traces)
      #expect(try MessageTree.memoryOfLargestPart(of: body, .traces) <= summary.treeBytes)
      let packed = batch.packed()
      #expect(packed.indices.contains { packed[$0...].starts(with: kept) })
      #expect(try WireValidator.validate(packed.span, as: .traces).isClean)
    }
    try check(Sample.traces { Sample.span(&$0) { $0.bytes(5, bad) } }, texts: 1, Array(repaired.utf8))
    func attribute(_ field: Int) -> [UInt8] {
      Sample.traces { Sample.span(&$0) { Sample.attribute(&$0, 9, "key") { $0.bytes(field, bad) } } }
    }
    try check(attribute(1), texts: 1, Array(repaired.utf8))
    try check(attribute(7), texts: 0, bad)
  }

  @Test func refusesASecondSingularMessage() {
    #expect(
      reason(
        Sample.traces {
          $0.message(1) { _ in }
          $0.message(1) { _ in }
        }
      ) == .duplicateField
    )
    let metric = Sample.traces {
      $0.message(2) {
        $0.message(5) { _ in }
        $0.message(7) { _ in }
      }
    }
    #expect(reason(metric, as: .metrics) == .duplicateField)
  }

  /// Whichever comes first would be sent on, and was judged by the other.
  @Test func refusesASecondSingularTextOrNumber() {
    let texts = Sample.traces {
      Sample.span(&$0) {
        $0.text(5, "bob@example.com")
        $0.text(5, "name")
      }
    }
    #expect(reason(texts) == .duplicateField)
    let keys = Sample.traces {
      Sample.span(&$0) {
        $0.message(9) {
          $0.text(1, "bob@example.com")
          $0.text(1, "mlflow.spanType")
          $0.message(2) { $0.text(1, "x") }
        }
      }
    }
    #expect(reason(keys) == .duplicateField)
    let values = Sample.traces {
      Sample.span(&$0) {
        Sample.attribute(&$0, 9, "key") {
          $0.text(1, "bob@example.com")
          $0.number(3, 1)
        }
      }
    }
    #expect(reason(values) == .duplicateField)
    let kinds = Sample.traces {
      Sample.span(&$0) {
        $0.number(6, 1)
        $0.number(6, 2)
      }
    }
    #expect(reason(kinds) == .duplicateField)
  }

  /// A card number is longer than any kind of span, and is no truth value either.
  @Test(arguments: [4_111_111_111_111_111, 1 << 32, UInt64(1) << 63])
  func refusesNumbersWiderThanTheirType(number: UInt64) {
    for field in [6, 10, 12, 14] {
      #expect(reason(Sample.traces { Sample.span(&$0) { $0.number(field, number) } }) == .invalidNumber)
    }
    for bool in [number, 2] {
      let body = Sample.traces { Sample.span(&$0) { Sample.attribute(&$0, 9, "key") { $0.number(2, bool) } } }
      #expect(reason(body) == .invalidNumber)
    }
    let int = Sample.traces { Sample.span(&$0) { Sample.attribute(&$0, 9, "key") { $0.number(3, number) } } }
    #expect(reason(int) == nil)
    // A negative enumeration is legal, and ten bytes long.
    let negative = Sample.traces { Sample.span(&$0) { $0.number(6, UInt64(bitPattern: -1)) } }
    #expect(reason(negative) == nil)
  }

  @Test func tellsWhereNotWhat() throws {
    let fault = try validate(Sample.traces { Sample.span(&$0) { $0.fixed32(5, 0x7365_6372) } }).firstFault
    #expect(fault?.offset == 35)
    #expect(fault?.message == "a field has the wrong wire type (at byte 35)")
  }
}
