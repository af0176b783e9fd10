extension TelemetryBatch {
  /// Shows an editor every text of the batch, wherever it stands: names, keys, values of all types at any
  /// depth, trace states, status messages, schema URLs, resources, scopes, events, links, exemplars.
  ///
  /// What is replaced or removed is zeroed in the batch's own memory. A key is shown with its value, before or behind it.
  ///
  /// - Throws: What the editor throws, or `ArenaFull`. An encoded batch is then as it was, any other half edited: do
  ///   not send it.
  public mutating func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {
    if isEncoded {
      return try withUnsafeMutablePointer(to: &editor) { editor in
        let visitor = WireTextVisitor(
          edit: {
            try editor.pointee.edit($0, form: $1, place: $2, attributeKey: $3, key: $4, replacement: &$5)
          },
          separate: { try editor.pointee.separate(key: $0, in: $1, replacement: &$2) },
          didShow: { editor.pointee.didShow(list: $0) },
          keeps: { editor.pointee.keeps(attribute: $0, place: $1) },
          didKeep: { editor.pointee.didKeep(attribute: $0) }
        )
        try held.edit(maximumBytes: maximumBytes, visitor)
      }
    }
    guard let request else { return }
    try TextWalk.visit(request, &editor, arena: arena.allocator)
  }

  /// As `editTexts`, but shows the spans first, one by one: of those that `finish` answers true for, the editor
  /// is shown nothing more. For spans that need an editor of their own. Spans may be dropped.
  ///
  /// - Throws: What `finish` or the editor throws, or `ArenaFull`. The batch is then half edited: do not send it.
  public mutating func editTexts<Editor: TextEditor & ~Copyable>(
    _ editor: inout Editor,
    finishing finish: (inout SpanEditor, inout Editor) throws -> Bool
  ) throws {
    decodeHeld()
    var finished: Set<UnsafeMutableRawPointer> = []
    try editSpans { span in
      if try finish(&span, &editor) { finished.insert(UnsafeMutableRawPointer(span.span)) }
    }
    guard let request else { return }
    try TextWalk.visit(request, &editor, skipping: finished, arena: arena.allocator)
  }
}
