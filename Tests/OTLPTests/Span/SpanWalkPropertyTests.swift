import Testing

@testable import OTLP
@testable import ProtobufWire

/// Over random requests with every field of the protocol: what is edited on the wire is what protobuf-c makes of it.
@Suite struct SpanWalkPropertyTests {
  private static let rounds = 60

  /// Each span that is touched is the very bytes that protobuf-c packs of it, and each that is not stays as it came.
  @Test func aSpanThatIsChangedIsPackedByProtobufC() throws {
    var generator = MessageGenerator(SeededGenerator("aSpanThatIsChangedIsPackedByProtobufC"))
    (generator.nulChance, generator.unknownChance, generator.unfitChance) = (0.02, 0.02, 0.02)
    (generator.invalidChance, generator.deepChance) = (0.02, 0.02)
    for round in 0..<Self.rounds {
      let body = generator.request(.traces)
      var batch = try TelemetryBatch(decoding: body, as: .traces)
      let before = SpanBytes.spans(of: batch.packed())
      var count = 0
      try batch.editSpans { span in
        // To ask for the message is to change the span, though nothing in it.
        if count % 3 == round % 3 { span.editAttributes { _ in } }
        count += 1
      }
      let after = SpanBytes.spans(of: batch.packed())
      #expect(after.count == before.count && count == before.count)
      for (index, (old, new)) in zip(before, after).enumerated() {
        let expected = try index % 3 == round % 3 ? SpanBytes.repacked(old) : old
        #expect(new == expected)
      }
    }
  }

  /// What is read off the wire is what protobuf-c reads.
  @Test func aSpanReadsTheSameBeforeAndAfterItIsUnpacked() throws {
    var generator = MessageGenerator(SeededGenerator("aSpanReadsTheSameBeforeAndAfter"))
    generator.deepChance = 0.02
    for _ in 0..<Self.rounds {
      var batch = try TelemetryBatch(decoding: generator.request(.traces), as: .traces)
      var before: [SpanData] = []
      try batch.editSpans { span in
        before.append(span.original.data)
        let (name, kind, status, times) = (span.name, span.kind, span.status, (span.startTime, span.endTime))
        let attributes = span.editAttributes { $0.all }
        #expect(attributes.bitwise == span.original.data.attributes.bitwise)
        #expect(span.name == name && span.kind == kind && span.status == status)
        #expect(span.startTime == times.0 && span.endTime == times.1)
      }
      var after: [SpanData] = []
      try batch.editSpans { after.append($0.original.data) }
      #expect("\(after)" == "\(before)")
    }
  }

  /// Dropping and adding leave what canonical protobuf has.
  @Test func editsMeanWhatTheyMeanToATree() throws {
    var generator = MessageGenerator(SeededGenerator("editsMeanWhatTheyMeanToATree"))
    for _ in 0..<Self.rounds {
      let bodies = (0..<3).map { _ in generator.request(.traces) }
      var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 30)
      for body in bodies {
        try batch.append(holding: body, summary: WireValidator.validate(body.span, as: .traces))
      }
      var (seen, kept) = (0, 0)
      try batch.editSpans { span in
        seen += 1
        if seen % 2 == 0 { return span.drop() }
        kept += 1
        if seen % 3 == 0 { try span.setAttribute("added", to: .int(Int64(seen))) }
      }
      #expect(batch.itemCount == kept)
      let packed = batch.packed()
      let summary = try WireValidator.validate(packed.span, as: .traces)
      #expect(summary.isClean && summary.acceptedItems == kept)
      var added = 0
      try batch.editSpans { if $0.attribute("added") != nil { added += 1 } }
      #expect(added == (1...max(1, seen)).count { $0 <= seen && $0 % 2 == 1 && $0 % 3 == 0 })
    }
  }
}

extension Attributes {
  /// Not a number is nothing's equal.
  fileprivate var bitwise: String { "\(map { "\($0.key)=\($0.value)" })" }
}
