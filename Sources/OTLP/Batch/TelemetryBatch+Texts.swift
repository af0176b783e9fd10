extension TelemetryBatch {
  /// Shows an editor every text of the batch, wherever it stands: names, keys, values of all types at any
  /// depth, trace states, status messages, schema URLs, resources, scopes, events, links, exemplars.
  ///
  /// What is replaced or removed is zeroed in the batch's own memory. A key is shown with its value, before or behind it.
  ///
  /// - Throws: What the editor throws, or `ArenaFull`. The batch is then as it was.
  package mutating func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {
    passedScreen = false
    try withUnsafeMutablePointer(to: &editor) { editor in
      let visitor = WireTextVisitor(
        edit: {
          try editor.pointee.edit($0, form: $1, place: $2, attributeKey: $3, key: $4, replacement: &$5)
        },
        separate: { try editor.pointee.separate(key: $0, in: $1, replacement: &$2) },
        didShow: { editor.pointee.didShow(list: $0) },
        keeps: { editor.pointee.keeps(attribute: $0, place: $1) },
        didKeep: { editor.pointee.didKeep(attribute: $0) },
        followsSpans: editor.pointee.followsSpans,
        willShowSpan: { editor.pointee.willShowSpan() },
        didShowSpan: { editor.pointee.didShowSpan() },
        willShowEvents: { editor.pointee.willShow(events: $0) }
      )
      try held.editTexts(maximumBytes: maximumBytes, arena: arena.allocator, visitor)
    }
  }
}
