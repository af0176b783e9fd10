import Testing

@testable import OTLP

@Suite struct TextEditingTests {
  /// A batch of one span with these attributes.
  private func batch(_ attributes: Attributes) throws -> TelemetryBatch {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append([
      SpanData(traceID: TraceID(high: 1, low: 2), spanID: SpanID(3), name: "", attributes: attributes)
    ])
    return batch
  }

  private func attributes(_ batch: inout TelemetryBatch) throws -> Attributes {
    var result = Attributes()
    try batch.editSpans { span in result = span.editAttributes { $0.all } }
    return result
  }

  private func edit(
    _ attributes: Attributes,
    _ decide: @escaping (ClosureEditor.Text) throws -> ClosureEditor.Edit
  ) throws -> Attributes {
    var batch = try batch(attributes)
    var editor = ClosureEditor(decide)
    try batch.editTexts(&editor)
    return try self.attributes(&batch)
  }

  private static let nested: Attributes = [
    "request": .map(["user": .map(["mail": "bob@example.com"]), "tags": ["a", "b"]])
  ]

  @Test func tellsBothKeys() throws {
    var batch = try batch(Self.nested)
    var editor = ClosureEditor()
    try batch.editTexts(&editor)
    let seen = editor.seen.filter { !$0.text.isEmpty }.map {
      [$0.string, $0.attributeKey, $0.key, "\($0.place)"]
    }
    #expect(
      seen == [
        ["request", "request", "request", "attributeKey"],
        ["user", "request", "user", "attributeKey"],
        ["mail", "request", "mail", "attributeKey"],
        ["bob@example.com", "request", "mail", "spanAttribute"],
        ["tags", "request", "tags", "attributeKey"],
        ["a", "request", "tags", "spanAttribute"],
        ["b", "request", "tags", "spanAttribute"],
      ]
    )
  }

  @Test func textsOutsideOfAttributesHaveNoKey() throws {
    var batch = try TelemetryBatch(decoding: Sample.rich, as: .traces)
    var editor = ClosureEditor()
    try batch.editTexts(&editor)
    for text in editor.seen where text.place == .statusMessage || text.place == .linkTraceState {
      #expect(text.attributeKey.isEmpty && text.key.isEmpty)
    }
  }

  @Test func valueIsShownBeforeItsKeyChanges() throws {
    let edited = try edit(["mail": "x"]) { text in
      text.place == .attributeKey ? .replace("k") : .replace(text.key)
    }
    #expect(edited == ["k": "mail"])
  }

  @Test func numbersAreDecimalTextAndBecomeStrings() throws {
    let attributes: Attributes = [
      "int": .int(.min), "card": .int(4_111_111_111_111_111), "double": 0.1,
      "whole": .double(4_111_111_111_111_111), "huge": .double(1e300), "bool": false, "nan": .double(.nan),
    ]
    var batch = try batch(attributes)
    var editor = ClosureEditor {
      $0.place == .spanAttribute && $0.key != "double" ? .replace("<\($0.string)>") : .keep
    }
    try batch.editTexts(&editor)
    let forms = editor.seen.filter { $0.place == .spanAttribute }.map(\.form)
    #expect(forms == [.integer, .integer, .double, .double, .double, .boolean, .double])
    let edited = try self.attributes(&batch)
    #expect(
      edited == [
        "int": "<-9223372036854775808>", "card": "<4111111111111111>", "double": 0.1,
        "whole": "<4111111111111111>", "huge": "<1e+300>", "bool": "<false>", "nan": "<nan>",
      ]
    )
  }

  @Test func bytesStayBytes() throws {
    let edited = try edit(["blob": .bytes([1, 2, 3])]) {
      $0.form == .bytes ? .replaceBytes([0, 255]) : .keep
    }
    #expect(edited == ["blob": .bytes([0, 255])])
    #expect(
      try edit(["blob": .bytes([1])]) { $0.form == .bytes ? .replace("") : .keep } == ["blob": .bytes([])]
    )
  }

  @Test func removalTakesTheNearestPair() throws {
    let keep = ClosureEditor.Edit.keep
    #expect(
      try edit(Self.nested) { $0.string == "bob@example.com" ? .remove : keep }
        == ["request": .map(["user": .map([:]), "tags": ["a", "b"]])]
    )
    #expect(
      try edit(Self.nested) { $0.string == "b" ? .remove : keep }
        == ["request": .map(["user": .map(["mail": "bob@example.com"])])]
    )
    #expect(try edit(Self.nested) { $0.string == "request" ? .remove : keep } == [:])
    #expect(
      try edit(["a": "1", "b": 2, "c": "3", "d": ["4"]]) {
        ["1", "2", "4"].contains($0.string) ? .remove : keep
      }
        == ["c": "3"]
    )
  }

  @Test func removalOfALoneTextEmptiesIt() throws {
    var batch = try TelemetryBatch(decoding: Sample.rich, as: .traces)
    var editor = ClosureEditor { $0.place == .spanName || $0.place == .statusMessage ? .remove : .keep }
    try batch.editTexts(&editor)
    try batch.editSpans { span in #expect(span.name.isEmpty && span.status.message.isEmpty) }
  }

  @Test func removalInALogBodyClearsIt() throws {
    let body = Sample.logs { scope in
      scope.message(2) { record in
        record.message(5) { $0.message(5) { $0.message(1) { $0.text(1, "secret") } } }
      }
    }
    var batch = try TelemetryBatch(decoding: body, as: .logs)
    var editor = ClosureEditor { $0.place == .logBody ? .remove : .keep }
    try batch.editTexts(&editor)
    #expect(batch.packed() == Sample.logs { $0.message(2) { $0.message(5) { _ in } } })
  }

  @Test func replacementsAreMadeFit() throws {
    let edited = try edit(["a": "1", "b": "2", "c": "3"]) { text in
      switch text.string {
      case "1": .replace("x\0y")
      case "2": .replaceBytes([0x61, 0xFF, 0x62])
      case "3": .replace("")
      default: .keep
      }
    }
    #expect(edited == ["a": "x\u{FFFD}y", "b": "a\u{FFFD}b", "c": ""])
  }

  @Test func replacementStartsEmptyEachTime() throws {
    struct Appender: TextEditor {
      mutating func edit(
        _ text: Span<UInt8>,
        form: TextForm,
        place: TextPlace,
        attributeKey: Span<UInt8>,
        key: Span<UInt8>,
        replacement: inout [UInt8]
      ) -> TextEdit {
        replacement += "!".utf8
        return place == .spanAttribute ? .replace : .keep
      }
    }
    var batch = try batch(["a": "1", "b": "2"])
    var editor = Appender()
    try batch.editTexts(&editor)
    let edited = try attributes(&batch)
    #expect(edited == ["a": "!", "b": "!"])
  }

  @Test func editorMayBeNoncopyable() throws {
    struct Counter: ~Copyable, TextEditor {
      var count = 0
      mutating func edit(
        _ text: Span<UInt8>,
        form: TextForm,
        place: TextPlace,
        attributeKey: Span<UInt8>,
        key: Span<UInt8>,
        replacement: inout [UInt8]
      ) -> TextEdit {
        count += 1
        return .keep
      }
    }
    var batch = try batch(["a": "1"])
    var counter = Counter()
    try batch.editTexts(&counter)
    #expect(counter.count == 2)
  }

  @Test func errorsEndTheEdit() throws {
    struct Failure: Error {}
    var batch = try batch(["a": "1", "b": "2"])
    var editor = ClosureEditor { text in
      if text.string == "1" { throw Failure() }
      return .keep
    }
    #expect(throws: Failure.self) { try batch.editTexts(&editor) }
    #expect(!editor.seen.contains { $0.string == "2" })
  }

  @Test func memoryLimitEndsTheEdit() throws {
    var batch = try batch(["a": "1"])
    let large = String(repeating: "x", count: 2 << 20)
    var editor = ClosureEditor { $0.string == "1" ? .replace(large) : .keep }
    #expect(throws: ArenaFull.self) { try batch.editTexts(&editor) }
  }

  @Test func unchangedBatchPacksUnchanged() throws {
    var batch = try TelemetryBatch(decoding: Sample.rich, as: .traces)
    let before = batch.packed()
    var editor = ClosureEditor()
    try batch.editTexts(&editor)
    #expect(batch.packed() == before)
  }
}
