import Testing

@testable import OTLP

@Suite struct WireValidatorLimitTests {
  /// A value nested in arrays: `levels` pairs of AnyValue and ArrayValue under a span's attribute.
  private func nested(_ levels: Int) -> [UInt8] {
    var value: [UInt8] = []
    for _ in 0..<levels {
      let inner = value
      value = WireWriter { $0.message(5) { $0.bytes(1, inner) } }.bytes
    }
    return Sample.traces { scope in
      Sample.span(&scope) { span in span.message(9) { $0.bytes(2, value) } }
    }
  }

  /// The value of an attribute, in which there are `levels` arrays or maps.
  private func nested(_ levels: Int, inMaps: Bool) -> [UInt8] {
    var value = WireWriter { $0.text(1, "leaf") }.bytes
    for _ in 0..<levels {
      let inner = value
      value =
        WireWriter { writer in
          writer.message(inMaps ? 6 : 5) { list in
            if inMaps {
              list.message(1) { pair in
                pair.text(1, "k")
                pair.bytes(2, inner)
              }
            } else {
              list.bytes(1, inner)
            }
          }
        }.bytes
    }
    return Sample.traces { scope in
      Sample.span(&scope) { span in
        span.message(9) { pair in
          pair.text(1, "deep")
          pair.bytes(2, value)
        }
        Sample.attribute(&span, 9, "beside") { $0.text(1, "stays") }
      }
    }
  }

  /// Values are counted, not the messages that they are made of.
  @Test(arguments: [false, true], [1, 20, 63, 64, 65, 66, 200])
  func aValueThatIsTooDeepBecomesAText(inMaps: Bool, levels: Int) throws {
    let body = nested(levels, inMaps: inMaps)
    let summary = try WireValidator.validate(body.span, as: .traces)
    #expect(summary.acceptedItems == 1)
    #expect(summary.deepValues == (levels > 64 ? 1 : 0))
    #expect(summary.depth == min(levels, 64))
    let batch = try TelemetryBatch(decoding: body, as: .traces)
    #expect(try MessageTree.memoryOfLargestPart(of: body, .traces) <= summary.treeBytes)
    let packed = batch.packed()
    #expect(packed.holds("leaf") == (levels <= 64))
    #expect(packed.holds(DeepValue.standIn) == (levels > 64))
    #expect(packed.holds("stays"))
    let left = try WireValidator.validate(packed.span, as: .traces)
    #expect(left.isClean && left.depth == min(levels, 64))
  }

  @Test func theLimitCanBeLower() throws {
    var limits = WireLimits()
    limits.maximumDepth = 2
    let summary = try WireValidator.validate(nested(3, inMaps: true).span, as: .traces, limits: limits)
    #expect(summary.deepValues == 1 && summary.depth == 2)
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(holding: nested(3, inMaps: true), summary: summary)
    #expect(!batch.packed().holds("leaf") && batch.packed().holds(DeepValue.standIn))
  }

  /// Read in a row, or one by one, as those with a padded length are.
  @Test func attributesCountTheSameHoweverTheyAreRead() throws {
    let values: [(inout WireWriter) -> Void] = [
      { $0.text(1, "v") }, { $0.text(1, String(repeating: "é", count: 100)) }, { $0.number(2, 1) },
      { $0.number(3, 1 << 40) }, { $0.text(1, "a\0b") },
      { $0.message(5) { $0.message(1) { $0.text(1, "x") } } }, { $0.bytes(1, [0x61, 0xFF]) },
      { _ in },
    ]
    func body(padded: Bool) -> [UInt8] {
      Sample.traces { scope in
        Sample.span(&scope) { span in
          for value in values + values {
            let pair = WireWriter { pair in
              pair.text(1, "key")
              pair.message(2, value)
            }.bytes
            let (low, high) = (UInt8(pair.count & 0x7f), UInt8(pair.count >> 7))
            let length = padded ? [low | 0x80, high | 0x80, 0] : high > 0 ? [low | 0x80, high] : [low]
            span.raw([0x4A] + length + pair)
          }
        }
      }
    }
    let row = try WireValidator.validate(body(padded: false).span, as: .traces)
    let single = try WireValidator.validate(body(padded: true).span, as: .traces)
    #expect(row.treeBytes == single.treeBytes)
    #expect(row.rewriteGrowth == single.rewriteGrowth)
    #expect([row.nulTexts, single.nulTexts] == [2, 2])
    #expect([row.invalidTexts, single.invalidTexts] == [2, 2])
  }

  @Test func survivesNestingBombs() {
    // 60 KB of nothing but nesting killed protobuf-c.
    #expect(throws: DecodeError.self) {
      try WireValidator.validate([UInt8](repeating: 0x0A, count: 1 << 20).span, as: .traces)
    }
    #expect(throws: Never.self) { _ = try TelemetryBatch(decoding: nested(5000), as: .traces) }
  }

  @Test func emptySpansAreRejectedWithoutMemory() throws {
    let body = Sample.traces { scope in
      for _ in 0..<500_000 { scope.raw([0x12, 0x00]) }
    }
    let summary = try WireValidator.validate(body.span, as: .traces)
    #expect(summary.rejectedItems == 500_000 && summary.acceptedItems == 0)
    #expect(summary.treeBytes < 1024)
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(holding: body, summary: summary)
    #expect(batch.packed().isEmpty)
    #expect(batch.arena.reserved <= 1 << 20)
  }

  @Test func emptyMessagesAreRefusedAtTheMemoryLimit() {
    // Empty events, which nothing is wrong with: two bytes that take 80.
    let body = Sample.traces { scope in
      Sample.span(&scope) { span in for _ in 0..<500_000 { span.raw([0x5A, 0x00]) } }
    }
    var limits = WireLimits()
    limits.maximumTreeBytes = 16 << 20
    do {
      _ = try WireValidator.validate(body.span, as: .traces, limits: limits)
      Issue.record("accepted")
    } catch {
      #expect(error.reason == .tooLarge)
    }
  }

  @Test func packedNumbersCountTheirMemory() throws {
    // Bucket counts of an exponential histogram: a byte each that takes eight.
    let body = Sample.traces { scope in
      scope.message(2) { metric in
        metric.message(10) { data in
          data.message(1) { point in
            point.message(8) { $0.bytes(2, [UInt8](repeating: 1, count: 100_000)) }
          }
        }
      }
    }
    #expect(try TelemetryBatch(decoding: body, as: .metrics).packed().count == body.count)
    let limits = WireLimits(maximumTreeBytes: 700_000)
    #expect(throws: DecodeError.self) {
      try WireValidator.validate(body.span, as: .metrics, limits: limits)
    }
  }

  /// There is never more unpacked of a request than one span or resource.
  @Test func theLargestPartCountsNotTheirSum() throws {
    func events(_ counts: [Int]) -> [UInt8] {
      Sample.traces { scope in
        for count in counts {
          Sample.span(&scope) { span in for _ in 0..<count { span.raw([0x5A, 0x00]) } }
        }
      }
    }
    let single = try WireValidator.validate(events([1000]).span, as: .traces)
    let several = try WireValidator.validate(events([10, 1000, 999, 1000]).span, as: .traces)
    #expect(several.treeBytes == single.treeBytes)
    let limits = WireLimits(maximumTreeBytes: single.treeBytes)
    #expect(
      try WireValidator.validate(events([1000, 1000]).span, as: .traces, limits: limits).acceptedItems == 2
    )
    #expect(throws: DecodeError.self) {
      try WireValidator.validate(events([1001]).span, as: .traces, limits: limits)
    }
  }

  @Test func aResourceIsAPartOfItsOwn() throws {
    let body = WireWriter { request in
      request.message(1) { spans in
        spans.message(1) { resource in
          for number in 0..<500 { Sample.attribute(&resource, 1, "key\(number)") { $0.text(1, "value") } }
        }
      }
    }.bytes
    let summary = try WireValidator.validate(body.span, as: .traces)
    let used = try MessageTree.memoryOfLargestPart(of: body, .traces)
    #expect(used > 0 && used <= summary.treeBytes)
    let limits = WireLimits(maximumTreeBytes: summary.treeBytes - 1)
    #expect(throws: DecodeError.self) {
      try WireValidator.validate(body.span, as: .traces, limits: limits)
    }
  }

  @Test func takesLargeTexts() throws {
    let text = String(repeating: "x", count: 16 << 20)
    let body = Sample.traces { Sample.span(&$0) { $0.text(5, text) } }
    let batch = try TelemetryBatch(decoding: body, as: .traces)
    #expect(batch.packed() == body)
  }
}
