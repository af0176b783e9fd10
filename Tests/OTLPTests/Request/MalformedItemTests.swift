import Testing

@testable import OTLP

/// What is malformed within a span, a log record or a data point costs its neighbours nothing.
@Suite("Malformed items") struct MalformedItemTests {
  /// Fields of an item that cannot be read; numbers of fields are those of a span.
  private static let faults: [(DecodeError.Reason, @Sendable (inout WireWriter) -> Void)] = [
    (.truncated, { $0.raw([0x2A, 5, 1]) }),
    (.truncated, { $0.raw([0x39, 1, 2]) }),
    (.truncated, { $0.raw([0x82]) }),
    (.invalidTag, { $0.raw([0]) }),
    (.wrongWireType, { $0.raw([0x0B]) }),
    (.invalidNumber, { $0.raw([0x30] + Array(repeating: 0xFF, count: 11)) }),
    (.wrongWireType, { $0.number(5, 7) }),
    (
      .duplicateField,
      {
        $0.text(5, "a")
        $0.text(5, "b")
      }
    ),
    // In an attribute, in a value, in an event, in a list of a value.
    (.truncated, { $0.message(9) { $0.raw([0x0A, 9]) } }),
    (.wrongWireType, { $0.message(9) { $0.message(2) { $0.fixed32(1, 1) } } }),
    (
      .duplicateField,
      {
        $0.message(11) {
          $0.text(2, "a")
          $0.text(2, "b")
        }
      }
    ),
    (
      .truncated,
      { $0.message(9) { $0.message(2) { $0.message(5) { $0.message(1) { $0.raw([0x0A, 1]) } } } } }
    ),
  ]

  @Test(arguments: faults.indices, 0..<3)
  func span(index: Int, place: Int) throws {
    let (reason, fault) = Self.faults[index]
    let body = Sample.traces { scope in
      for position in 0..<3 { Sample.span(&scope) { if position == place { fault(&$0) } } }
    }
    let good = Sample.traces { scope in for _ in 0..<2 { Sample.span(&scope) } }
    let summary = try WireValidator.validate(body.span, as: .traces)
    #expect([summary.acceptedItems, summary.rejectedItems] == [2, 1])
    #expect(summary.firstFault?.reason == reason)
    let batch = try TelemetryBatch(decoding: body, as: .traces)
    #expect(batch.itemCount == 2)
    #expect(try TelemetryBatch.json(of: body, .traces) == TelemetryBatch.json(of: good, .traces))
    #expect(try SpanReferences(of: body.span, summary: summary).spans.count == 2)
  }

  @Test("What was counted in a malformed item does not count")
  func counts() throws {
    let body = Sample.traces { scope in
      Sample.span(&scope)
      Sample.span(&scope) {
        $0.text(99, "unknown")
        $0.text(3, "NUL \0")
        $0.raw([0])
      }
    }
    let summary = try WireValidator.validate(body.span, as: .traces)
    #expect([summary.unknownFields, summary.nulTexts, summary.rejectedItems] == [0, 0, 1])
  }

  @Test("A log record and a data point")
  func otherSignals() throws {
    let records = WireWriter {
      $0.message(1) {
        $0.message(2) {
          $0.message(2) { $0.raw([0]) }
          $0.message(2) { $0.number(2, 9) }
        }
      }
    }
    let points = WireWriter {
      $0.message(1) {
        $0.message(2) {
          $0.message(2) {
            $0.text(1, "m")
            $0.message(5) {
              $0.message(1) { $0.raw([0x21]) }
              $0.message(1) { $0.fixed64(3, 9) }
            }
          }
        }
      }
    }
    for (signal, body) in [(Signal.logs, records.bytes), (.metrics, points.bytes)] {
      let summary = try WireValidator.validate(body.span, as: signal)
      #expect([summary.acceptedItems, summary.rejectedItems] == [1, 1])
      #expect(try TelemetryBatch(decoding: body, as: signal).itemCount == 1)
    }
  }

  @Test("Around the items a fault is one of the request")
  func around() {
    let scope = WireWriter { $0.message(1) { $0.message(2) { $0.message(1) { $0.raw([0x0A, 9]) } } } }
    #expect(throws: DecodeError.self) { try WireValidator.validate(scope.bytes.span, as: .traces) }
  }
}
