import Testing

@testable import OTLP
@testable import ProtobufWire

/// Requests of every signal that are taken apart and put together.
@Suite struct RequestMapTests {
  private func withMap<Result>(
    _ body: [UInt8],
    _ signal: Signal,
    _ use: (RequestMap, UnsafeBufferPointer<UInt8>) throws -> Result
  ) throws -> Result {
    try body.withUnsafeBufferPointer { try use(RequestMap($0, of: signal), $0) }
  }

  /// Each item with all that stands around it, from the outside in.
  private func contents(_ body: [UInt8], _ signal: Signal) throws -> [[[UInt8]]] {
    try withMap(body, signal) { map, bytes in
      map.items.map { item in
        var parts = [Array(bytes[item.place])]
        var envelope: Int? = item.envelope
        while let place = envelope {
          let around = map.envelopes[place]
          parts.append([UInt8(around.number)] + around.fields.flatMap { bytes[$0] })
          envelope = around.parent
        }
        return parts
      }
    }
  }

  private func requests(_ name: String, _ signal: Signal) -> [[UInt8]] {
    var generator = MessageGenerator(SeededGenerator("\(name) \(signal)"))
    return (0..<60).map { _ in generator.request(signal) }
  }

  @Test(arguments: Signal.allCases)
  func findsAllItems(signal: Signal) throws {
    for body in requests("findsAllItems", signal) {
      let summary = try WireValidator.validate(body.span, as: signal)
      #expect(try withMap(body, signal) { map, _ in map.itemCount } == summary.acceptedItems)
    }
  }

  @Test(arguments: Signal.allCases)
  func partsHoldWhatTheyAreMadeOf(signal: Signal) throws {
    var random = SeededGenerator("partsHoldWhatTheyAreMadeOf \(signal)")
    for body in requests("partsHoldWhatTheyAreMadeOf", signal) {
      let whole = try contents(body, signal)
      guard whole.count > 1 else { continue }
      let place = Int.random(in: 1..<whole.count, using: &random)
      for range in [0..<place, place..<whole.count, place - 1..<place] {
        let part = try withMap(body, signal) { map, bytes in map.part(range, from: bytes).body }
        #expect(try contents(part, signal) == Array(whole[range]))
        #expect(try WireValidator.validate(part.span, as: signal).acceptedItems == range.count)
      }
    }
  }

  @Test(arguments: Signal.allCases)
  func costsAreWhatItemsTake(signal: Signal) throws {
    for body in requests("costsAreWhatItemsTake", signal) {
      let (costs, items) = try withMap(body, signal) { map, _ in (map.costs, map.items) }
      #expect(costs.count == items.count && costs.reduce(0, +) <= body.count)
      #expect(zip(costs, items).allSatisfy { $0 >= $1.place.count })
    }
  }

  @Test(arguments: Signal.allCases)
  func countsItemsOfEachOfTheJoined(signal: Signal) throws {
    let bodies = Array(requests("countsItemsOfEachOfTheJoined", signal).prefix(5))
    var ends: [Int] = []
    for body in bodies { ends.append((ends.last ?? 0) + body.count) }
    var counts: [Int] = []
    for body in bodies {
      counts.append(try (counts.last ?? 0) + WireValidator.validate(body.span, as: signal).acceptedItems)
    }
    let whole = Array(bodies.joined())
    #expect(try withMap(whole, signal) { map, _ in map.itemCounts(before: ends) } == counts)
    // A part of all knows where they end, too; what held no item is nowhere.
    let part = try withMap(whole, signal) { map, bytes in
      map.part(0..<map.itemCount, joined: counts, from: bytes)
    }
    let senders = Set(counts).subtracting([0]).sorted()
    #expect(
      try withMap(part.body, signal) { map, _ in map.itemCounts(before: part.joined) }
        == (senders.count > 1 ? senders : [])
    )
  }

  @Test("An item without content is counted at the end of its sender's bytes, too")
  func countsEmptyItems() throws {
    // ResourceLogs, ScopeLogs and an empty LogRecord.
    let one: [UInt8] = [0x0a, 4, 0x12, 2, 0x12, 0]
    let counts = try withMap(one + one, .logs) { map, _ in map.itemCounts(before: [one.count, 2 * one.count])
    }
    #expect(counts == [1, 2])
  }

  @Test func refusesWhatIsNoRequest() {
    #expect(throws: DecodeError.self) { try withMap([0x0a, 0x05, 0x12], .logs) { map, _ in map.itemCount } }
  }
}
