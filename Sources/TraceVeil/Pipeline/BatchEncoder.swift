import OTLP

/// The CPU work of a batch: build or decode it, run the transforms, seal it. Blocks its thread; stateless but
/// for the scratch it is lent.
struct BatchEncoder<Item: BatchItem>: Sendable {
  let transforms: [any BatchTransform]
  /// Memory in bytes for spans that are packed together. A batch that takes more is split; a larger span goes alone.
  var treeBytes = Int.max
  /// Uncompressed size no request may exceed (OTLP specification: 64 MiB unless agreed otherwise).
  var requestBytes = 64 << 20
  /// What the exporter wants a request to hold at most, asked for each batch: it may have learned of it.
  var requestCut: @Sendable () -> TraceRequestLimits? = { nil }
  /// CPU time of the calling thread in nanoseconds; tests pass their own.
  var cpuTime: @Sendable () -> UInt64 = ThreadCPUTime.nanoseconds

  func encode(_ elements: [Item], with scratch: inout EncodingScratch) -> EncodedBatch {
    var encoded = EncodedBatch()
    encode(part: elements, with: &scratch, into: &encoded)
    return encoded
  }

  private func encode(
    part: [Item],
    with scratch: inout EncodingScratch,
    into encoded: inout EncodedBatch
  ) {
    guard let headers = part.first?.forwardedHeaders else { return }
    var clock = StageClock(cpuTime)
    // Whatever happens, nothing of this batch stays in the arena.
    defer {
      scratch.clear()
      encoded.stages += clock.times
    }
    let appended = Item.append(part, to: &scratch.batch, treeBytes: treeBytes)
    clock.end(.decode)
    guard let undecoded = appended else {
      for half in [part.prefix(part.count / 2), part.suffix(part.count - part.count / 2)] {
        encode(part: Array(half), with: &scratch, into: &encoded)
      }
      return
    }
    encoded.drop(undecoded, for: .decodeFailed)
    let items = part.reduce(0) { $0 + $1.itemCount } - undecoded
    guard items > 0 else { return }
    do {
      defer { clock.end(.redact) }
      for transform in transforms { try transform.transform(&scratch.batch) }
    } catch {
      return encoded.drop(items, for: .processorFailed)
    }
    // Unpacked only when a transform changed spans.
    let late = min(scratch.batch.undecodedItems, items)
    encoded.drop(late, for: .decodeFailed)
    // A transform may take items out. Were there more than came in, the surplus would not be counted.
    let kept = min(scratch.batch.itemCount, items - late)
    encoded.drop(items - late - kept, for: .filtered)
    guard kept > 0 else { return }
    do {
      let requests = try ExportRequest.sealing(
        &scratch,
        headers: headers,
        limit: requestBytes,
        cut: requestCut(),
        clock: &clock
      )
      guard let requests else { return encoded.drop(kept, for: .tooLarge) }
      for request in requests.dropLast() { encoded.add(request, items: request.itemCount) }
      if let last = requests.last {
        encoded.add(last, items: kept - requests.dropLast().reduce(0) { $0 + $1.itemCount })
      }
    } catch {
      encoded.drop(kept, for: .encodeFailed)
    }
  }
}

/// What became of a batch: requests to send, and items that will not be.
struct EncodedBatch: Sendable {
  private(set) var requests: [(request: ExportRequest, items: Int)] = []
  private(set) var dropped: [(reason: DropReason, items: Int)] = []
  /// What the work took.
  fileprivate(set) var stages = StageTimes()

  /// Whether the work was not done.
  var isEmpty: Bool { requests.isEmpty && dropped.isEmpty }

  fileprivate mutating func add(_ request: ExportRequest, items: Int) {
    requests.append((request, items))
  }

  fileprivate mutating func drop(_ items: Int, for reason: DropReason) {
    if items > 0 { dropped.append((reason, items)) }
  }
}
