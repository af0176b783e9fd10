internal import COTLP
internal import CProtobufC

/// Telemetry of one signal on its way out: requests as they came, or one arena with the protobuf-c message tree in it.
///
/// Requests stay encoded for as long as that will do: texts are edited on the wire, and what has no match is sent as
/// it came. A tree is made of them when somebody wants to see spans. Not `Sendable`: lives on one worker. All that the
/// batch has made of the telemetry is zeroed when it ends.
public struct TelemetryBatch: ~Copyable {
  public let signal: Signal
  /// Spans, log records or metric data points.
  public internal(set) var itemCount = 0

  /// Items of requests that were encoded, and that there was no memory to decode when somebody wanted to see spans.
  /// They are not in the batch any more.
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

  /// - Parameter maximumBytes: Bound on the memory of the tree, texts included.
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
