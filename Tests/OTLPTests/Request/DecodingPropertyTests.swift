import Testing

@testable import OTLP

/// Over random requests of all signals, with every field of the protocol.
@Suite struct DecodingPropertyTests {
  private static let rounds = 60

  /// A request made of decoded ones has one list, whatever the input had: bytes differ, meaning does not.
  @Test(arguments: Signal.allCases)
  func packsWhatItDecoded(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("packsWhatItDecoded \(signal)"))
    (generator.deepChance, generator.deepLevels) = (0.1, 1...60)
    var depths: Set<Int> = []
    var round = 0
    // On until a deep one has come up, which 60 rounds do not promise.
    while round < Self.rounds || !depths.contains(where: { $0 > 40 }) {
      round += 1
      let body = generator.request(signal)
      let summary = try WireValidator.validate(body.span, as: signal)
      guard summary.deepValues == 0 else { continue }
      depths.insert(summary.depth)
      #expect(summary.isClean)
      let tree = try MessageTree(decoding: body, as: signal)
      #expect(try MessageTree.memoryOfLargestPart(of: body, signal) <= summary.treeBytes)
      #expect(try TelemetryBatch(decoding: body, as: signal).itemCount == summary.acceptedItems)
      let packed = tree.packed()
      #expect(
        try CanonicalMessage(packed, signal.requestDescriptor)
          == CanonicalMessage(body, signal.requestDescriptor)
      )
      #expect(try WireValidator.validate(packed.span, as: signal).acceptedItems == summary.acceptedItems)
    }
  }

  @Test(arguments: Signal.allCases)
  func requestsShareABatch(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("requestsShareABatch \(signal)"))
    for count in [2, 3, 17] {
      let bodies = (0..<count).map { _ in generator.request(signal) }
      var batch = TelemetryBatch(signal: signal, maximumBytes: 1 << 30)
      for body in bodies { try batch.append(body) }
      // The bytes of requests, one behind the other, are a request.
      #expect(
        try CanonicalMessage(batch.packed(), signal.requestDescriptor)
          == CanonicalMessage(Array(bodies.joined()), signal.requestDescriptor)
      )
    }
  }

  @Test(arguments: Signal.allCases)
  func dropsUnknownFieldsAndUnfitItemsAndReplacesNULs(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("dropsUnknownFields \(signal)"))
    generator.unknownChance = 0.2
    generator.nulChance = 0.2
    for unfitChance in [0, 0.2] {
      generator.unfitChance = unfitChance
      for _ in 0..<Self.rounds {
        let before = (generator.unknownFields, generator.nulTexts)
        let body = generator.request(signal)
        let summary = try WireValidator.validate(body.span, as: signal)
        if unfitChance == 0 {
          #expect(summary.unknownFields == generator.unknownFields - before.0)
          #expect(summary.nulTexts == generator.nulTexts - before.1)
        }
        #expect(try MessageTree.memoryOfLargestPart(of: body, signal) <= summary.treeBytes)
        let packed = try TelemetryBatch(decoding: body, as: signal).packed()
        let left = try WireValidator.validate(packed.span, as: signal)
        #expect(left.isClean && left.acceptedItems == summary.acceptedItems)
        guard unfitChance == 0 else { continue }
        #expect(
          try CanonicalMessage(packed, signal.requestDescriptor)
            == CanonicalMessage(body, signal.requestDescriptor).replacingNULs()
        )
      }
    }
  }

  /// Whatever is wrong with texts and values, what is left is clean, and no larger than was foreseen.
  @Test(arguments: Signal.allCases)
  func repairsTextsAndValues(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("repairsTextsAndValues \(signal)"))
    (generator.invalidChance, generator.deepChance, generator.nulChance) = (0.2, 0.3, 0.1)
    (generator.unfitChance, generator.unknownChance) = (0.02, 0.05)
    var (invalidTexts, deepValues) = (0, 0)
    for _ in 0..<Self.rounds {
      let body = generator.request(signal)
      let summary = try WireValidator.validate(body.span, as: signal)
      let batch = try TelemetryBatch(decoding: body, as: signal)
      #expect(try MessageTree.memoryOfLargestPart(of: body, signal) <= summary.treeBytes)
      let left = try WireValidator.validate(batch.packed().span, as: signal)
      #expect(left.isClean && left.acceptedItems == summary.acceptedItems && left.depth <= 64)
      invalidTexts += summary.invalidTexts
      deepValues += summary.deepValues
    }
    #expect(invalidTexts > 0 && deepValues > 0)
  }

  @Test func truncationAnywhereIsHarmless() throws {
    for count in 0..<Sample.rich.count {
      let body = Array(Sample.rich.prefix(count))
      do {
        let batch = try TelemetryBatch(decoding: body, as: .traces)
        #expect(count == 0 && batch.itemCount == 0, "accepted the first \(count) bytes")
      } catch let error as DecodeError {
        #expect(error.reason == .truncated)
        #expect((0...count).contains(error.offset ?? -1))
      }
    }
  }

  /// Whatever the validator accepts, protobuf-c unpacks, and the result is clean.
  @Test(arguments: Signal.allCases)
  func mutationIsHarmless(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("mutationIsHarmless \(signal)"))
    var accepted = 0
    for _ in 0..<1500 {
      var body = generator.request(signal)
      guard body.count < 20_000 else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &generator.random) { body.mutate(&generator.random) }
      guard let summary = try? WireValidator.validate(body.span, as: signal) else { continue }
      accepted += 1
      var batch = TelemetryBatch(signal: signal, maximumBytes: 1 << 30)
      try batch.append(holding: body, summary: summary)
      #expect(try MessageTree.memoryOfLargestPart(of: body, signal) <= summary.treeBytes)
      var editor = ClosureEditor()
      try batch.editTexts(&editor)
      let left = try WireValidator.validate(batch.packed().span, as: signal)
      #expect(left.isClean && left.acceptedItems == summary.acceptedItems)
    }
    #expect(accepted > 0)
  }
}

extension CanonicalMessage {
  fileprivate func replacingNULs() -> CanonicalMessage {
    switch self {
    case .number, .bytes: self
    case .text(let bytes): .text(bytes.flatMap { $0 == 0 ? Array("\u{FFFD}".utf8) : [$0] })
    case .message(let fields): .message(fields.mapValues { $0.map { $0.replacingNULs() } })
    }
  }
}

extension [UInt8] {
  fileprivate mutating func mutate(_ random: inout SeededGenerator) {
    guard !isEmpty else { return append(.random(in: 0...255, using: &random)) }
    let place = Int.random(in: 0..<count, using: &random)
    switch Int.random(in: 0...4, using: &random) {
    case 0: self[place] = .random(in: 0...255, using: &random)
    case 1: self[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 2: remove(at: place)
    case 3: insert(.random(in: 0...255, using: &random), at: place)
    default:
      let end = Int.random(in: place...Swift.min(count, place + 40), using: &random)
      insert(contentsOf: Array(self[place..<end]), at: Int.random(in: 0...count, using: &random))
    }
  }
}
