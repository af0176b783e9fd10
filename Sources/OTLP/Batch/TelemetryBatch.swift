internal import COTLP
internal import CProtobufC

/// Telemetry of one signal on its way out: one arena, and the protobuf-c message tree in it.
///
/// Not `Sendable`: lives on one worker. The arena is zeroed when the batch ends.
public struct TelemetryBatch: ~Copyable {
  public let signal: Signal
  /// Spans, log records or metric data points.
  public internal(set) var itemCount = 0

  let arena: Arena
  /// The request, made with the first append.
  private(set) var request: UnsafeMutablePointer<ProtobufCMessage>?
  private var requestCapacity = 0

  /// - Parameter maximumBytes: Bound on the memory of the tree, texts included.
  public init(signal: Signal, maximumBytes: Int) {
    self.signal = signal
    arena = Arena(maximumBytes: maximumBytes)
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
