internal import COTLP
internal import CProtobufC
import Testing

@testable import OTLP

/// Over random spans with every field of the protocol: what an editor changes is byte for byte what protobuf-c packs of
/// the same change in its own structures, whose new parts protobuf-c has unpacked from bytes written by hand.
@Suite struct SpanEditPropertyTests {
  private static let rounds = 60

  @Test(arguments: SpanChange.allCases)
  func aChangeIsWhatProtobufCMakesOfIt(_ change: SpanChange) throws {
    var generator = MessageGenerator(SeededGenerator("aChangeIsWhatProtobufCMakesOfIt(\(change))"))
    generator.deepChance = 0.02
    for _ in 0..<Self.rounds { try expectSame([change], generator.request(.traces)) }
  }

  @Test func severalChangesInAnyOrderAreToo() throws {
    var generator = MessageGenerator(SeededGenerator("severalChangesInAnyOrderAreToo"))
    for _ in 0..<Self.rounds {
      let count = Int.random(in: 2...SpanChange.allCases.count, using: &generator.random)
      let changes = SpanChange.allCases.shuffled(using: &generator.random).prefix(count)
      try expectSame(Array(changes), generator.request(.traces))
    }
  }

  @Test func aResourceIsWhatProtobufCMakesOfIt() throws {
    var generator = MessageGenerator(SeededGenerator("aResourceIsWhatProtobufCMakesOfIt"))
    for _ in 0..<Self.rounds {
      var batch = try TelemetryBatch(decoding: generator.request(.traces), as: .traces)
      let before = SpanBytes.resources(of: batch.packed())
      var (index, changed) = (0, Set<Int>())
      let edit: (inout ResourceEditor) throws -> Void = { resource in
        if index % 2 == 0 {
          changed.insert(index)
          try resource.editAttributes { try $0.set(SpanChange.key, to: SpanChange.value) }
        }
        index += 1
      }
      try batch.editSpans(resources: edit) { _ in }
      let after = SpanBytes.resources(of: batch.packed())
      #expect(index == before.count && after.count == before.count)
      for (index, (old, new)) in zip(before, after).enumerated() {
        let expected =
          try changed.contains(index)
          ? SpanBytes.repacked(old, otlp_resource()) { message, arena in
            let resource = UnsafeMutableRawPointer(message).assumingMemoryBound(to: ResourceMessage.self)
            try SpanChange.setAttribute(
              &resource.pointee.n_attributes,
              &resource.pointee.attributes,
              SpanChange.donor(arena),
              arena
            )
          } : old
        #expect(new == expected)
      }
    }
  }

  private func expectSame(_ changes: [SpanChange], _ body: [UInt8]) throws {
    var batch = try TelemetryBatch(decoding: body, as: .traces)
    let before = SpanBytes.spans(of: batch.packed())
    try batch.editSpans { span in for change in changes { try change.apply(to: &span) } }
    let after = SpanBytes.spans(of: batch.packed())
    #expect(after.count == before.count)
    for (old, new) in zip(before, after) {
      let expected = try SpanBytes.repacked(old) { message, arena in
        for change in changes { try change.apply(to: message, arena) }
      }
      #expect(new == expected)
    }
  }
}
