internal import COTLP
internal import CProtobufC

/// Telemetry of one signal on its way out: requests as they came, or one arena with the protobuf-c message tree in it.
///
/// Requests stay encoded as long as possible: texts are edited in the encoded form, and what has no match is sent as it
/// arrived. They are decoded into a tree when a processor needs spans. Not `Sendable`: a batch stays on one worker.
/// Memory that the batch has allocated for telemetry is zeroed at its end.
public struct TelemetryBatch: ~Copyable {
  public let signal: Signal
  /// Spans, log records or metric data points.
  public internal(set) var itemCount = 0

  /// Items that did not fit in memory when their request was decoded for a processor. They are no longer in the batch.
  public internal(set) var undecodedItems = 0

  /// How many arrays and maps the deepest value of the requests that were appended has in each other.
  public internal(set) var depth = 0

  let arena: Arena
  /// The request, made with the first append.
  private(set) var request: UnsafeMutablePointer<ProtobufCMessage>?
  private var requestCapacity = 0
  /// What is not in the tree. Never anything beside a tree.
  var held: HeldRequests
  var encoder = SpanEncoder()
  let maximumBytes: Int

  /// - Parameters:
  ///   - signal: Of all telemetry in the batch.
  ///   - maximumBytes: Bound on the memory of the tree, texts included.
  public init(signal: Signal, maximumBytes: Int) {
    self.signal = signal
    self.maximumBytes = maximumBytes
    arena = Arena(maximumBytes: maximumBytes)
    held = HeldRequests(signal: signal)
  }

  /// Bytes of memory that the tree takes.
  public var memoryUsed: Int { arena.used }

  /// Forgets everything and zeroes it, to start over.
  ///
  /// - Parameter kept: Bytes of memory to keep for the next use; a worker that keeps some saves the page
  ///   faults of fresh memory, which cost as much as a third of decoding.
  public mutating func removeAll(keeping kept: Int = 4 << 20) {
    request = nil
    requestCapacity = 0
    itemCount = 0
    undecodedItems = 0
    depth = 0
    held.removeAll()
    arena.reset(keeping: kept)
  }

  /// Adds the messages of `other`, a request of the same signal in this arena.
  mutating func adopt(_ other: UnsafeMutablePointer<ProtobufCMessage>) throws(ArenaFull) {
    let request = try existingRequest()
    try RequestList(request).append(
      RequestList(other),
      capacity: &requestCapacity,
      arena: arena.allocator
    )
  }

  private mutating func existingRequest() throws(ArenaFull) -> UnsafeMutablePointer<ProtobufCMessage> {
    if let request { return request }
    let made = try arena.allocator.message(signal.requestDescriptor)
    request = made
    return made
  }
}

extension ArenaAllocator {
  /// An empty message.
  func message(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(ArenaFull) -> UnsafeMutablePointer<ProtobufCMessage> {
    let message = try bytes(descriptor.pointee.sizeof_message)
      .bindMemory(to: ProtobufCMessage.self, capacity: 1)
    protobuf_c_message_init(descriptor, message)
    return message
  }
}
