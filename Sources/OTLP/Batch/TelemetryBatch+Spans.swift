internal import COTLP

extension TelemetryBatch {
  /// Shows the spans one by one; those that are dropped leave the batch, and the resources and scopes that
  /// are empty then with them. Does nothing for logs and metrics.
  ///
  /// - Throws: What `body` throws. The batch is then half edited: do not send it.
  public mutating func editSpans(_ body: (inout SpanEditor) throws -> Void) throws {
    guard signal == .traces else { return }
    decodeHeld()
    guard let request else { return }
    let traces = UnsafeMutableRawPointer(request).assumingMemoryBound(to: TracesRequest.self)
    guard let resources = traces.pointee.resource_spans else { return }
    let builder = TreeBuilder(arena: arena.allocator)
    var dropped = 0
    defer { itemCount -= dropped }
    try MessageFiltering.filter(resources, count: &traces.pointee.n_resource_spans) { resource in
      let before = dropped
      guard let scopes = resource.pointee.scope_spans else { return true }
      try MessageFiltering.filter(scopes, count: &resource.pointee.n_scope_spans) { scope in
        let before = dropped
        guard let spans = scope.pointee.spans else { return true }
        try MessageFiltering.filter(spans, count: &scope.pointee.n_spans) { span in
          var editor = SpanEditor(span, scope: scope, resource: resource, builder: builder)
          try body(&editor)
          if editor.isDropped { dropped += 1 }
          return !editor.isDropped
        }
        return dropped == before || scope.pointee.n_spans > 0
      }
      return dropped == before || resource.pointee.n_scope_spans > 0
    }
  }
}
