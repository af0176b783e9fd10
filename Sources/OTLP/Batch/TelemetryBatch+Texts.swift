extension TelemetryBatch {
  /// Shows an editor every text of the batch, wherever it stands: names, keys, values of all types at any
  /// depth, trace states, status messages, schema URLs, resources, scopes, events, links, exemplars.
  ///
  /// What is replaced or removed is zeroed in memory. The value of an attribute is shown before its key.
  ///
  /// - Throws: What the editor throws, or `ArenaFull`. The batch is then half edited: do not send it.
  public mutating func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {
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
    var finished: Set<UnsafeMutableRawPointer> = []
    try editSpans { span in
      if try finish(&span, &editor) { finished.insert(UnsafeMutableRawPointer(span.span)) }
    }
    guard let request else { return }
    try TextWalk.visit(request, &editor, skipping: finished, arena: arena.allocator)
  }
}
