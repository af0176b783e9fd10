internal import COTLP
internal import CProtobufC

/// Telemetry of one signal on its way out: requests as they are encoded.
///
/// Texts are edited on the wire, and what has no match is sent as it came. Spans are read off the wire; one that is
/// changed is unpacked and packed alone. Not `Sendable`: lives on one worker. All that the batch has made of the
/// telemetry is zeroed when it ends.
package struct TelemetryBatch: ~Copyable {
  package let signal: Signal
  /// Spans, log records or metric data points.
  package internal(set) var itemCount = 0

  /// Spans that there was no memory to unpack when somebody wanted to change them. They are not in the batch any more.
  package internal(set) var undecodedItems = 0

  /// How many arrays and maps the deepest value of the requests that were appended has in each other.
  package internal(set) var depth = 0

  /// Whether all of it has passed the screen of the validator, see `SpanScreen`, and is as it came. False when no screen
  /// was asked for.
  package internal(set) var passedScreen = true

  /// Memory for what is unpacked to be changed, and what is packed.
  let arena: Arena
  var held: HeldRequests
  let maximumBytes: Int

  /// - Parameter maximumBytes: Bound on what edits make of the requests, and on the memory of what is unpacked at a
  ///   time.
  package init(signal: Signal, maximumBytes: Int) {
    self.signal = signal
    self.maximumBytes = maximumBytes
    arena = Arena(maximumBytes: maximumBytes)
    held = HeldRequests(signal: signal)
  }

  /// Adds the telemetry of an export request in protobuf.
  ///
  /// Items that the validator rejected, and unknown fields, are left out; NUL bytes of texts, and what is not UTF-8 in
  /// them, become U+FFFD; values that are too deep become texts.
  ///
  /// - Parameters:
  ///   - body: Held on to until the batch is edited or emptied.
  ///   - summary: What `WireValidator` answered for these very bytes.
  /// - Throws: `.tooLarge` when there is no memory to clean it. The batch then holds what it held before.
  package mutating func append(holding body: any RequestBytes, summary: WireSummary) throws(DecodeError) {
    precondition(summary.signal == signal, "a request of another signal")
    precondition(summary.byteCount == body.withBytes { $0.count }, "a summary of another body")
    try held.append(body, summary)
    itemCount += summary.acceptedItems
    depth = max(depth, summary.depth)
    passedScreen = passedScreen && summary.passedScreen
  }

  /// Adds spans, grouped by resource and scope. For a batch of traces.
  ///
  /// NUL in a text becomes U+FFFD. Arrays and maps nested past what receivers read become texts.
  ///
  /// - Parameters:
  ///   - spans: They are packed together.
  ///   - treeBytes: Memory in bytes that more than one of them may take for it; a single one may take all there is.
  /// - Throws: `.tooLarge` past a memory limit. The batch then holds what it held before.
  package mutating func append(_ spans: [SpanData], treeBytes: Int = .max) throws(DecodeError) {
    precondition(signal == .traces, "spans go into a batch of traces")
    passedScreen = false
    defer { arena.reset(keeping: Self.keptBytes) }
    let groups = SpanGroups(spans)
    do throws(ArenaFull) {
      let builder = TreeBuilder(arena: arena.allocator, limit: spans.count > 1 ? treeBytes : .max)
      let request = try builder.traces(groups)
      let message = UnsafeMutableRawPointer(request).assumingMemoryBound(to: ProtobufCMessage.self)
      let size = protobuf_c_message_get_packed_size(message)
      guard size <= maximumBytes - held.byteCount else { throw ArenaFull() }
      held.append(count: size) { protobuf_c_message_pack(message, $0) }
    } catch {
      throw DecodeError(.tooLarge)
    }
    itemCount += spans.count
    depth = max(depth, groups.depth)
  }

  /// Memory of the arena that is kept for the next use: to fault in fresh memory takes as long as a third of unpacking.
  private static let keptBytes = 4 << 20

  /// Forgets everything and zeroes it, to start over.
  package mutating func removeAll() {
    itemCount = 0
    undecodedItems = 0
    depth = 0
    passedScreen = true
    held.removeAll()
    arena.reset(keeping: Self.keptBytes)
  }
}
