internal import COTLP
internal import CProtobufC

/// Owner of the memory of one message tree. Everything in it is zeroed when it is released.
struct Arena: ~Copyable {
  /// The C arena. Nil when the system had no memory for it: then every allocation fails.
  private let arena: OpaquePointer?

  /// - Parameter maximumBytes: Bound on what the arena takes from the system.
  init(maximumBytes: Int) {
    arena = otlp_arena_create(max(0, maximumBytes))
  }

  deinit {
    otlp_arena_destroy(arena)
  }

  /// Zeroes everything and takes it back, keeping up to `kept` bytes for what comes next.
  func reset(keeping kept: Int) { allocator.reset(keeping: kept) }

  /// The allocator of this arena, valid as long as this owner lives.
  var allocator: ArenaAllocator { ArenaAllocator(arena: arena) }

  /// Bytes handed out.
  var used: Int { allocator.used }

  /// Bytes taken from the system.
  var reserved: Int { arena.map { otlp_arena_reserved($0) } ?? 0 }

  /// Looks at all memory the arena holds, used or not. For tests.
  func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Void) {
    guard let arena else { return }
    var index = 0
    var capacity = 0
    while let bytes = otlp_arena_chunk(arena, index, &capacity) {
      body(UnsafeRawBufferPointer(start: bytes, count: capacity))
      index += 1
    }
  }
}

/// The right to allocate from an arena. Valid while its `Arena` lives.
struct ArenaAllocator {
  fileprivate let arena: OpaquePointer?

  /// Bytes handed out.
  var used: Int { arena.map { otlp_arena_used($0) } ?? 0 }

  /// The allocator for protobuf-c's unpack.
  var forProtobuf: UnsafeMutablePointer<ProtobufCAllocator>? {
    arena.map { otlp_arena_allocator($0) }
  }

  /// Zeroes everything that was allocated and takes it back, keeping up to `kept` bytes for what comes next.
  func reset(keeping kept: Int) {
    guard let arena else { return }
    otlp_arena_reset(arena, max(0, kept))
  }

  /// Zero bytes, aligned to 8.
  func bytes(_ count: Int) throws(ArenaFull) -> UnsafeMutableRawPointer {
    guard let arena, let bytes = otlp_arena_allocate(arena, count) else { throw ArenaFull() }
    return bytes
  }

  /// Room for `count` zeroed values of a C type.
  func array<Element>(
    of type: Element.Type,
    count: Int
  ) throws(ArenaFull) -> UnsafeMutablePointer<Element> {
    try bytes(MemoryLayout<Element>.stride * count).bindMemory(to: type, capacity: count)
  }
}

/// The memory limit of a batch is reached. What the batch held before stays.
package struct ArenaFull: Error, Sendable, Hashable {
  package init() {}
}
