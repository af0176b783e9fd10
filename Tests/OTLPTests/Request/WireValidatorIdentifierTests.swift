import Testing

@testable import OTLP

@Suite struct WireValidatorIdentifierTests {
  private static let id16 = Sample.traceID
  private static let id8 = Sample.spanID

  private func counts(_ body: [UInt8], _ signal: Signal) throws -> [Int] {
    let summary = try WireValidator.validate(body.span, as: signal)
    let batch = try TelemetryBatch(decoding: body, as: signal)
    #expect(batch.itemCount == summary.acceptedItems)
    let left = try WireValidator.validate(batch.packed().span, as: signal)
    #expect(left.acceptedItems == summary.acceptedItems && left.rejectedItems == 0)
    return [summary.acceptedItems, summary.rejectedItems]
  }

  /// A good span beside one with these ids.
  private func spans(_ trace: [UInt8]?, _ span: [UInt8]?, parent: [UInt8]? = nil) throws -> [Int] {
    let body = Sample.traces { scope in
      Sample.span(&scope)
      scope.message(2) { writer in
        if let trace { writer.bytes(1, trace) }
        if let span { writer.bytes(2, span) }
        if let parent { writer.bytes(4, parent) }
      }
    }
    return try counts(body, .traces)
  }

  @Test func spanIDsMustBeWhole() throws {
    #expect(try spans(Self.id16, Self.id8) == [2, 0])
    #expect(try spans(nil, Self.id8) == [1, 1])
    #expect(try spans([], Self.id8) == [1, 1])
    #expect(try spans(Self.id8, Self.id8) == [1, 1])
    #expect(try spans(Self.id16, nil) == [1, 1])
    #expect(try spans(Self.id16, Self.id16) == [1, 1])
  }

  @Test func parentIDMayBeAbsent() throws {
    #expect(try spans(Self.id16, Self.id8, parent: Self.id8) == [2, 0])
    #expect(try spans(Self.id16, Self.id8, parent: []) == [2, 0])
    #expect(try spans(Self.id16, Self.id8, parent: Self.id16) == [1, 1])
  }

  @Test func linkIDsMustBeWholeOrMissing() throws {
    let linked = { (trace: [UInt8], span: [UInt8]) in
      Sample.traces { scope in
        Sample.span(&scope)
        Sample.span(&scope) { writer in
          writer.message(13) { link in
            link.bytes(1, trace)
            link.bytes(2, span)
          }
        }
      }
    }
    #expect(try counts(linked(Self.id16, Self.id8), .traces) == [2, 0])
    #expect(try counts(linked(Self.id8, Self.id8), .traces) == [1, 1])
    #expect(try counts(linked(Self.id16, []), .traces) == [2, 0])
    #expect(try counts(linked([], []), .traces) == [2, 0])
  }

  @Test func logIDsMayBeAbsent() throws {
    let records = { (trace: [UInt8], span: [UInt8]) in
      Sample.logs { scope in
        scope.message(2) { $0.text(3, "INFO") }
        scope.message(2) { record in
          record.bytes(9, trace)
          record.bytes(10, span)
        }
      }
    }
    #expect(try counts(records([], []), .logs) == [2, 0])
    #expect(try counts(records(Self.id16, Self.id8), .logs) == [2, 0])
    #expect(try counts(records(Self.id16, [1]), .logs) == [1, 1])
    #expect(try counts(records([1], []), .logs) == [1, 1])
  }

  @Test func exemplarIDsRejectTheirDataPoint() throws {
    let points = { (trace: [UInt8]) in
      Sample.traces { scope in
        scope.message(2) { metric in
          metric.text(1, "latency")
          metric.message(5) { gauge in
            gauge.message(1) { $0.fixed64(4, 0) }
            gauge.message(1) { $0.message(5) { $0.bytes(5, trace) } }
          }
        }
      }
    }
    #expect(try counts(points(Self.id16), .metrics) == [2, 0])
    #expect(try counts(points([1, 2, 3]), .metrics) == [1, 1])
  }

  /// The one that does not count would be sent on.
  @Test(arguments: [1, 2, 4])
  func aSecondIDIsRefused(field: Int) throws {
    for first in [Self.id16, Self.id8, Array("bob@example.com".utf8), []] {
      let body = Sample.traces { scope in
        scope.message(2) { span in
          span.bytes(field, first)
          span.bytes(1, Self.id16)
          span.bytes(2, Self.id8)
          span.bytes(4, Self.id8)
        }
      }
      #expect(try counts(body, .traces) == [0, 1])
      #expect(try WireValidator.validate(body.span, as: .traces).firstFault?.reason == .duplicateField)
    }
  }

  @Test func envelopesOfRejectedItemsGoWithThem() throws {
    let body = Sample.traces { $0.message(2) { $0.text(5, "no ids") } }
    let batch = try TelemetryBatch(decoding: body, as: .traces)
    #expect(batch.packed().isEmpty)
  }

  /// As MLflow reads them, which takes them for numbers.
  @Test func shortIdsAreNumbersForOneThatForgives() throws {
    let body = Sample.traces { scope in
      for (trace, span, parent) in [
        (8, 8, 0), (16, 3, 8), (1, 1, 1), (17, 8, 0), (16, 9, 0), (0, 8, 0), (16, 8, 9),
      ] {
        scope.message(2) {
          $0.bytes(1, [UInt8](repeating: 7, count: trace))
          $0.bytes(2, [UInt8](repeating: 9, count: span))
          if parent > 0 { $0.bytes(4, [UInt8](repeating: 5, count: parent)) }
        }
      }
    }
    var limits = WireLimits()
    #expect(try WireValidator.validate(body.span, as: .traces, limits: limits).acceptedItems == 0)
    limits.isForgiving = true
    let summary = try WireValidator.validate(body.span, as: .traces, limits: limits)
    #expect([summary.acceptedItems, summary.rejectedItems, summary.paddedIdentifiers] == [3, 4, 5])
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(holding: body, summary: summary)
    #expect(try MessageTree.memoryOfLargestPart(of: batch.packed(), .traces) <= summary.treeBytes)
    let packed = batch.packed()
    let left = try WireValidator.validate(packed.span, as: .traces)
    let references = try SpanReferences(of: packed.span, summary: left).spans
    #expect(references.map(\.traceID.low) == [0x0707_0707_0707_0707, 0x0707_0707_0707_0707, 7])
    #expect(references.map(\.traceID.high) == [0, 0x0707_0707_0707_0707, 0])
    #expect(references.map(\.spanID.value) == [0x0909_0909_0909_0909, 0x09_0909, 9])
    #expect(references.map(\.isRoot) == [true, false, false])
  }
}
