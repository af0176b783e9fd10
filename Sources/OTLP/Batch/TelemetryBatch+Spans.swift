extension TelemetryBatch {
  /// Shows the spans one by one; those that are dropped leave the batch, and the resources and scopes that
  /// are empty then with them. Does nothing for logs and metrics.
  ///
  /// - Parameters:
  ///   - resources: Is shown each resource before its spans.
  ///   - body: Is shown each span.
  /// - Throws: What they throw, or `ArenaFull`. The batch is then as it was.
  package mutating func editSpans(
    resources: ((inout ResourceEditor) throws -> Void)? = nil,
    _ body: (inout SpanEditor) throws -> Void
  ) throws {
    guard signal == .traces else { return }
    try withoutActuallyEscaping(body) { body in
      let left = try held.editSpans(
        maximumBytes: maximumBytes,
        arena: arena.allocator,
        SpanWalk.Visitor(resource: resources, span: body)
      )
      itemCount -= left.dropped
      undecodedItems += left.undecoded
    }
  }
}
