import Testing

@testable import OTLP
@testable import ProtobufWire

/// Requests that are edited as they are on the wire.
@Suite struct HeldRequestTests {
  private static let rounds = 80

  private func batch(holding bodies: [[UInt8]], _ signal: Signal) throws -> TelemetryBatch {
    var batch = TelemetryBatch(signal: signal, maximumBytes: 1 << 30)
    for body in bodies { try batch.hold(body) }
    return batch
  }

  /// Decides by what it is shown and nothing else, so that two editors decide the same. An empty text is kept: a tree
  /// has one where the wire has nothing.
  private static func decide(_ text: ClosureEditor.Text) -> ClosureEditor.Edit {
    guard !text.text.isEmpty else { return .keep }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.text + Array(text.key.utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash ^= hash >> 29
    switch hash % 16 {
    case 0...1: return .remove
    case 2...4: return .replace(String(repeating: "<X>", count: Int(hash >> 8 % 64)))
    case 5: return .replace("")
    case 6: return .replaceBytes([0x61, 0, 0xff, 0xe2, 0x82])
    default: return .keep
    }
  }

  /// What becomes of a request is what becomes of protobuf-c's tree of it.
  @Test(arguments: Signal.allCases)
  func editsAsATreeDoes(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("editsAsATreeDoes \(signal)"))
    (generator.nulChance, generator.unknownChance, generator.unfitChance) = (0.02, 0.02, 0.02)
    (generator.invalidChance, generator.deepChance) = (0.02, 0.02)
    for round in 0..<Self.rounds {
      let bodies = (0...round % 3).map { _ in generator.request(signal) }
      var held = try batch(holding: bodies, signal)
      // Requests behind each other are one.
      let decoded = try MessageTree(decoding: Array(bodies.joined()), as: signal)
      #expect(held.itemCount == decoded.summary.acceptedItems)
      var (one, other) = (ClosureEditor(Self.decide), ClosureEditor(Self.decide))
      try held.editTexts(&one)
      try decoded.editTexts(&other)
      let packed = held.packed()
      _ = try WireValidator.validate(packed.span, as: signal)
      #expect(
        try CanonicalMessage(packed, signal.requestDescriptor)
          == CanonicalMessage(decoded.packed(), signal.requestDescriptor)
      )
    }
  }

  @Test(arguments: Signal.allCases)
  func showsWhatATreeShows(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("showsWhatATreeShows \(signal)"))
    generator.deepChance = 0.02
    for _ in 0..<Self.rounds {
      let body = generator.request(signal)
      var held = try batch(holding: [body], signal)
      let decoded = try MessageTree(decoding: body, as: signal)
      var (one, other) = (ClosureEditor(), ClosureEditor())
      try held.editTexts(&one)
      try decoded.editTexts(&other)
      #expect(one.counts == other.counts)
    }
  }

  @Test(arguments: Signal.allCases)
  func leavesEveryByteOfWhatIsKept(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("leavesEveryByteOfWhatIsKept \(signal)"))
    var scratch = ScratchMemory()
    for count in 1...4 {
      let bodies = (0..<count).map { _ in generator.request(signal) }
      var untouched = try batch(holding: bodies, signal)
      #expect(untouched.packed() == Array(bodies.joined()))
      #expect(Array(untouched.serialize(into: &scratch)) == Array(bodies.joined()))
      var edited = try batch(holding: bodies, signal)
      var editor = ClosureEditor()
      try edited.editTexts(&editor)
      #expect(edited.packed() == Array(bodies.joined()))
      #expect([edited.packedSize()] == [bodies.map(\.count).reduce(0, +)])
      #expect(Array(edited.serialize(into: &scratch)) == Array(bodies.joined()))
    }
  }

  /// What stands up to each end is what would stand there if the request had come alone, through any edits.
  @Test(arguments: Signal.allCases)
  func knowsWhereEachRequestEnds(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("knowsWhereEachRequestEnds \(signal)"))
    func edit(_ batch: inout TelemetryBatch, _ kinds: [Bool]) throws {
      for editsTexts in kinds {
        if editsTexts {
          var editor = ClosureEditor(Self.decide)
          try batch.editTexts(&editor)
        } else {
          try batch.editSpans { span in if span.name.utf8.count % 3 == 0 { span.drop() } }
        }
      }
    }
    for kinds in [[], [true], [false], [false, true], [true, false], [false, false]] {
      for count in 1...5 {
        let bodies = (0..<count).map { _ in generator.request(signal) }
        var joined = try batch(holding: bodies, signal)
        try edit(&joined, kinds)
        var (alone, ends): ([UInt8], [Int]) = ([], [])
        for body in bodies {
          var one = try batch(holding: [body], signal)
          try edit(&one, kinds)
          alone += one.packed()
          ends.append(alone.count)
        }
        #expect(joined.packed() == alone)
        #expect(joined.requestEnds == (count > 1 ? ends : []))
      }
    }
  }

  /// From one byte of length to two, and back, on all levels above.
  @Test(arguments: [(100, 140), (140, 100), (16_370, 16_390), (16_390, 16_370), (3, 40_000), (40_000, 0)])
  func lengthsTakeTheBytesTheyNeed(from: Int, to: Int) throws {
    var made = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    func span(_ text: String) -> SpanData {
      SpanData(
        traceID: TraceID(high: 1, low: 2),
        spanID: SpanID(3),
        name: "n",
        attributes: ["list": .array([.map(["text": .string(text)]), "rest"]), "after": 1]
      )
    }
    try made.append([span(String(repeating: "a", count: from))])
    var held = try batch(holding: [made.packed()], .traces)
    var editor = ClosureEditor {
      $0.text.first == UInt8(ascii: "a") && $0.key == "text"
        ? .replace(String(repeating: "b", count: to)) : .keep
    }
    try held.editTexts(&editor)
    made.removeAll()
    try made.append([span(String(repeating: "b", count: to))])
    // An empty text of a oneof is sent, by both.
    #expect(held.packed() == made.packed())
  }

  /// An editor that knows attributes by their bytes, and writes down what it was told.
  private struct Knowing: TextEditor {
    var known: [[UInt8]] = []
    private(set) var kept: [[UInt8]] = []
    private(set) var places: Set<TextPlace> = []
    private(set) var shown: [String] = []

    mutating func edit(
      _ text: Span<UInt8>,
      form: TextForm,
      place: TextPlace,
      attributeKey: Span<UInt8>,
      key: Span<UInt8>,
      replacement: inout [UInt8]
    ) throws -> TextEdit {
      let text = String(decoding: Array(text), as: UTF8.self)
      shown.append(text)
      if text == "drop" { return .removeAttribute }
      guard text.hasPrefix("secret") else { return .keep }
      replacement += "*".utf8
      return .replace
    }

    mutating func keeps(attribute: Span<UInt8>, place: TextPlace) -> Bool {
      places.insert(place)
      return known.contains(Array(attribute))
    }

    mutating func didKeep(attribute: Span<UInt8>) { kept.append(Array(attribute)) }
  }

  @Test func anAttributeThatIsKnownIsNotShown() throws {
    let span = SpanData(
      traceID: TraceID(high: 1, low: 2),
      spanID: SpanID(3),
      name: "n",
      attributes: [
        "a": "plain", "b": "secret 1", "c": .array(["x", "secret 2"]), "d": "drop", "e": 7,
        "f": .map(["g": "y"]),
      ],
      events: [SpanEvent(name: "event", attributes: ["h": "z"])],
      resource: Resource(attributes: ["i": "w"])
    )
    var made = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try made.append([span])
    let body = made.packed()
    var first = Knowing()
    var held = try batch(holding: [body], .traces)
    try held.editTexts(&first)
    let edited = held.packed()
    // Nothing of an attribute is remembered that was changed anywhere.
    let names = first.kept.map { String(decoding: $0.dropFirst(2).prefix(1), as: UTF8.self) }
    #expect(names.sorted() == ["a", "e", "f", "h", "i"])
    #expect(first.places == [.spanAttribute, .eventAttribute, .resourceAttribute])
    var second = Knowing(known: first.kept)
    held = try batch(holding: [body], .traces)
    try held.editTexts(&second)
    #expect(held.packed() == edited)
    #expect(second.kept == [])
    for text in ["plain", "7", "y", "z", "w", "a", "e", "g"] {
      #expect(first.shown.contains(text) && !second.shown.contains(text), "\(text)")
    }
    for text in ["secret 1", "secret 2", "x", "drop", "n", "event"] {
      #expect(second.shown.contains(text), "\(text)")
    }
  }

  @Test func aSecondEditSeesWhatTheFirstLeft() throws {
    var held = try batch(holding: [Sample.rich], .traces)
    var first = ClosureEditor { $0.place == .spanName ? .replace("first") : .keep }
    try held.editTexts(&first)
    var second = ClosureEditor { $0.string == "first" ? .replace("second") : .keep }
    try held.editTexts(&second)
    #expect(second.seen.contains { $0.string == "first" })
    #expect(held.packed().holds("second") && !held.packed().holds("first"))
  }

  @Test func anEditThatFailsLeavesTheRequests() throws {
    struct Stop: Error {}
    var held = try batch(holding: [Sample.rich, Sample.rich], .traces)
    var count = 0
    var editor = ClosureEditor { _ in
      count += 1
      if count == 30 { throw Stop() }
      return .replace("x")
    }
    #expect(throws: Stop.self) { try held.editTexts(&editor) }
    #expect(held.packed() == Sample.rich + Sample.rich)
  }

  @Test func anEditThatMakesThemTooLargeIsAnError() throws {
    var held = TelemetryBatch(signal: .traces, maximumBytes: 4 << 10)
    try held.hold(Sample.rich)
    var editor = ClosureEditor { _ in .replace(String(repeating: "x", count: 1000)) }
    #expect(throws: ArenaFull.self) { try held.editTexts(&editor) }
    #expect(held.packed() == Sample.rich)
  }

  @Test func spansCanBeSeenBeforeAndAfterAnEdit() throws {
    var held = try batch(holding: [Sample.rich], .traces)
    var editor = ClosureEditor { $0.place == .spanName ? .replace("renamed") : .keep }
    try held.editTexts(&editor)
    var names: Set<String> = []
    try held.editSpans { names.insert($0.name) }
    #expect(names == ["renamed"])
    // What comes later joins it.
    let items = held.itemCount
    try held.hold(Sample.rich)
    #expect(held.itemCount == 2 * items)
    let both = held.packed()
    #expect(try WireValidator.validate(both.span, as: .traces).acceptedItems == 2 * items)
  }

  @Test func nothingIsLeftAfterRemovingAll() throws {
    var held = try batch(holding: [Sample.rich], .traces)
    var editor = ClosureEditor()
    try held.editTexts(&editor)
    held.removeAll()
    #expect([held.packed().count, held.itemCount] == [0, 0])
    try held.hold(Sample.rich)
    #expect(held.packed() == Sample.rich)
  }

  @Test func aRequestBehindAnEditJoinsWhatIsLeftOfIt() throws {
    var held = try batch(holding: [Sample.rich], .traces)
    var editor = ClosureEditor { $0.place == .spanName ? .replace("renamed") : .keep }
    try held.editTexts(&editor)
    try held.hold(Sample.rich)
    var names: [String] = []
    try held.editSpans { names.append($0.name) }
    #expect(names == ["renamed", "chat"])
  }

  @Test func aSpanWithoutRoomToUnpackLeavesWhenItIsChanged() throws {
    let small = SpanData(traceID: TraceID(high: 1, low: 2), spanID: SpanID(3), name: "small")
    var large = small
    large.attributes = Attributes((0..<2000).map { ("key\($0)", .int(Int64($0))) })
    var made = TelemetryBatch(signal: .traces, maximumBytes: 1 << 24)
    try made.append([small, large, small])
    var held = TelemetryBatch(signal: .traces, maximumBytes: 1 << 16)
    try held.hold(made.packed())
    try held.editSpans { _ in }
    #expect([held.itemCount, held.undecodedItems] == [3, 0])
    try held.editSpans { try $0.setName("changed") }
    #expect([held.itemCount, held.undecodedItems] == [2, 1])
    var names: [String] = []
    try held.editSpans { names.append($0.name) }
    #expect(names == ["changed", "changed"])
    held.removeAll()
    #expect([held.undecodedItems] == [0])
  }
}

extension TelemetryBatch {
  fileprivate mutating func hold(_ body: [UInt8]) throws {
    try append(holding: body, summary: WireValidator.validate(body.span, as: signal))
  }
}

extension ClosureEditor {
  /// How often each text was shown, but for empty ones.
  fileprivate var counts: [String: Int] {
    seen.filter { !$0.text.isEmpty }
      .reduce(into: [:]) {
        $0["\($1.text) \($1.form) \($1.place) \($1.attributeKey) \($1.key)", default: 0] += 1
      }
  }
}
