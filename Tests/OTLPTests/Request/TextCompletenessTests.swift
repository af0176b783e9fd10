import Testing

@testable import OTLP

/// Every place a text can live, found by reflection over the protocol's descriptors: these fail when the
/// protocol gains a field that the visit misses or that has no name among the places.
@Suite struct TextCompletenessTests {
  @Test(arguments: Signal.allCases)
  func visitsEveryText(signal: Signal) throws {
    var marked = MarkedMessages()
    var batch = try TelemetryBatch(decoding: marked.request(signal), as: signal)
    var editor = ClosureEditor()
    try batch.editTexts(&editor)
    #expect(marked.markers.count > 50)
    #expect(Set(editor.seen.map(\.string)) == marked.markers)
    #expect(!editor.seen.contains { $0.place == .other })
  }

  @Test func everyPlaceIsUsed() throws {
    var places: Set<TextPlace> = [.other]
    for signal in Signal.allCases {
      var marked = MarkedMessages()
      var batch = try TelemetryBatch(decoding: marked.request(signal), as: signal)
      var editor = ClosureEditor()
      try batch.editTexts(&editor)
      places.formUnion(editor.seen.map(\.place))
    }
    #expect(places == Set(TextPlace.allCases))
  }

  @Test(arguments: Signal.allCases)
  func nothingSurvivesReplacement(signal: Signal) throws {
    var marked = MarkedMessages()
    var batch = try TelemetryBatch(decoding: marked.request(signal), as: signal)
    var editor = ClosureEditor { _ in .replace("X") }
    try batch.editTexts(&editor)
    let packed = batch.packed()
    // Read without protobuf-c and without the visit.
    let remains = try CanonicalMessage(packed, signal.requestDescriptor).remains()
    #expect(remains.isEmpty, "\(remains)")
    #expect(!packed.holds(MarkedMessages.prefix))
    let isInMemory = batch.memoryHolds(MarkedMessages.prefix)
    #expect(!isInMemory, "the old bytes are to be zeroed")
    var second = ClosureEditor()
    try batch.editTexts(&second)
    #expect(second.seen.count == editor.seen.count)
    #expect(second.seen.allSatisfy { $0.string == "X" && ($0.form == .string || $0.form == .bytes) })
  }

  @Test(arguments: Signal.allCases)
  func nothingSurvivesRemoval(signal: Signal) throws {
    var marked = MarkedMessages()
    var batch = try TelemetryBatch(decoding: marked.request(signal), as: signal)
    var editor = ClosureEditor { _ in .remove }
    try batch.editTexts(&editor)
    #expect(!batch.packed().holds(MarkedMessages.prefix))
    let isInMemory = batch.memoryHolds(MarkedMessages.prefix)
    #expect(!isInMemory)
    var second = ClosureEditor()
    try batch.editTexts(&second)
    #expect(second.seen.allSatisfy { $0.text.isEmpty && $0.key.isEmpty })
  }

  /// What the lists of the code say about fields must be about fields that exist.
  @Test func namedFieldsExist() {
    var paths: Set<String> = []
    var messages: Set<String> = []
    for signal in Signal.allCases { signal.collectFields(&paths, &messages) }
    #expect(Set(TextPlace.named.keys).subtracting(paths).isEmpty)
    #expect(TextPlace.identifiers.subtracting(paths).isEmpty)
    #expect(MessageSchema.requiredIdentifiers.subtracting(TextPlace.identifiers).isEmpty)
    #expect(MessageSchema.ignored.subtracting(paths).isEmpty)
    #expect(MessageSchema.items.subtracting(messages).isEmpty)
  }
}

extension CanonicalMessage {
  /// Texts that are not the replacement.
  fileprivate func remains() -> [String] {
    switch self {
    case .number: []
    case .text(let text): text == Array("X".utf8) ? [] : [String(decoding: text, as: UTF8.self)]
    case .bytes(let bytes):
      bytes == Array("X".utf8) || bytes.allSatisfy { $0 == 7 } ? [] : ["\(bytes)"]
    case .message(let fields): fields.values.flatMap { $0.flatMap { $0.remains() } }
    }
  }
}
