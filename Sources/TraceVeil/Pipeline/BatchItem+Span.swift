import OTLP

extension SpanData: BatchItem {
  var partition: NoPartition { NoPartition() }
  var itemCount: Int { 1 }
  /// Not measured where spans end: that would cost the caller more than all the rest of the queue.
  var byteCount: Int { 0 }
  var forwardedHeaders: ForwardedHeaders { ForwardedHeaders() }

  private var treeBytes: Int {
    var bytes = 512 + name.utf8.count + traceState.utf8.count + status.message.utf8.count
    bytes += attributes.treeBytes
    for event in events { bytes += 128 + event.name.utf8.count + event.attributes.treeBytes }
    for link in links { bytes += 192 + link.traceState.utf8.count + link.attributes.treeBytes }
    return bytes
  }

  static func shares(of elements: [SpanData]) -> [BudgetShare] { [] }

  /// protobuf-c packs them together.
  static func groups(of elements: [SpanData], treeBytes: Int) -> [[SpanData]] {
    var (groups, start, bytes): ([[SpanData]], Int, Int) = ([], 0, 0)
    for (index, element) in elements.enumerated() {
      let own = element.treeBytes
      if index > start, bytes + own > treeBytes {
        groups.append(Array(elements[start..<index]))
        (start, bytes) = (index, 0)
      }
      bytes += own
    }
    return start == 0 ? [elements] : groups + [Array(elements[start...])]
  }

  static func treeBytes(of elements: [SpanData]) -> Int { elements.reduce(0) { $0 + $1.treeBytes } }

  static func append(_ elements: [SpanData], to batch: inout TelemetryBatch) -> Int {
    do {
      try batch.append(elements)
      return 0
    } catch {
      return elements.count
    }
  }
}

extension Attributes {
  /// Estimate of the memory their messages take.
  fileprivate var treeBytes: Int {
    reduce(0) { $0 + 96 + $1.key.utf8.count + $1.value.treeBytes }
  }
}

extension AttributeValue {
  fileprivate var treeBytes: Int {
    switch self {
    case .string(let text): text.utf8.count
    case .bytes(let bytes): bytes.count
    case .array(let values): values.reduce(0) { $0 + 64 + $1.treeBytes }
    case .map(let members): members.treeBytes
    case .bool, .int, .double, .empty: 0
    }
  }
}
