/// A span of a workload before it is written.
struct WorkloadSpan {
  var name: String
  /// `Span.SpanKind` of trace.proto: 1 internal, 2 server, 3 client.
  var kind: UInt64
  /// Index of its trace and of its parent span within the request.
  var trace: Int
  var parent: Int?
  /// Nanoseconds since the epoch.
  var start: UInt64
  var end: UInt64
  var attributes: [(String, WorkloadValue)]
  var events: [(name: String, attributes: [(String, WorkloadValue)])] = []
  /// The message of an error status; nil for an unset status.
  var errorMessage: String?
}

/// Writes spans as one request with one resource and one scope.
struct RequestWriter {
  var resource: [(String, WorkloadValue)]
  var scopeName: String
  var scopeVersion: String

  func template(of spans: [WorkloadSpan], plantedCount: Int) -> RequestTemplate {
    var writer = ProtobufWriter()
    writer.message(1) { resourceSpans in
      resourceSpans.message(1) { $0.attributes(1, resource) }
      resourceSpans.message(2) { scopeSpans in
        scopeSpans.message(1) { scope in
          scope.string(1, scopeName)
          scope.string(2, scopeVersion)
        }
        for span in spans {
          scopeSpans.message(2) { write(span, to: &$0) }
        }
      }
    }
    var marks = writer.marks[...]
    let slots = spans.map { span in
      let traceID = marks.removeFirst()
      let spanID = marks.removeFirst()
      let parent = span.parent.map { (index: $0, offset: marks.removeFirst()) }
      return IdentitySlot(trace: span.trace, traceID: traceID, spanID: spanID, parent: parent)
    }
    let traceCount = (spans.map(\.trace).max() ?? -1) + 1
    return RequestTemplate(
      body: writer.bytes,
      slots: slots,
      traceCount: traceCount,
      plantedCount: plantedCount
    )
  }

  private func write(_ span: WorkloadSpan, to writer: inout ProtobufWriter) {
    writer.placeholder(1, count: 16)
    writer.placeholder(2, count: 8)
    if span.parent != nil { writer.placeholder(4, count: 8) }
    writer.string(5, span.name)
    writer.varint(6, span.kind)
    writer.fixed64(7, span.start)
    writer.fixed64(8, span.end)
    writer.attributes(9, span.attributes)
    for event in span.events {
      writer.message(11) { message in
        message.fixed64(1, span.end)
        message.string(2, event.name)
        message.attributes(3, event.attributes)
      }
    }
    if let errorMessage = span.errorMessage {
      writer.message(15) { status in
        status.string(2, errorMessage)
        status.varint(3, 2)
      }
    }
    writer.fixed32(16, 0x100)
  }
}
