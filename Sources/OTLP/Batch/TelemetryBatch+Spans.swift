extension TelemetryBatch {
  /// Shows the spans one by one; those that are dropped leave the batch, and the resources and scopes that
  /// are empty then with them. Does nothing for logs and metrics.
  ///
  /// - Parameters:
  ///   - keys: Keys of attributes to look out for. `mayHoldAsked` of a span says whether any may be there, for next to
  ///     nothing.
  ///   - resources: Is shown each resource before its spans.
  ///   - body: Is shown each span.
  /// - Throws: What they throw, or `ArenaFull`. The batch is then as it was.
  package mutating func editSpans(
    asking keys: AttributeKeys? = nil,
    resources: ((inout ResourceEditor) throws -> Void)? = nil,
    _ body: (inout SpanEditor) throws -> Void
  ) throws {
    guard signal == .traces else { return }
    passedScreen = false
    try withoutActuallyEscaping(body) { body in
      let left = try held.editSpans(
        maximumBytes: maximumBytes,
        arena: arena.allocator,
        SpanWalk.Visitor(resource: resources, span: body, asked: keys?.filter ?? .none)
      )
      itemCount -= left.dropped
      undecodedItems += left.undecoded
    }
  }
}
