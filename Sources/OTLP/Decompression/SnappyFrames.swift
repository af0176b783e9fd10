internal import ProtobufWire

/// Snappy's frame format: chunks of up to 64 KiB, each with its checksum.
package enum SnappyFrames {
  private static let largestChunk = 64 << 10
  private static let identifier: [UInt8] = [0xFF, 6, 0, 0] + Array("sNaPpY".utf8)

  /// Whether a body is in this format. Bytes that begin so are never a block alone: its second element would copy from
  /// before its beginning.
  package static func isBegun(_ body: UnsafeRawBufferPointer) -> Bool { body.starts(with: identifier) }

  /// Inflates a whole body.
  ///
  /// - Parameters:
  ///   - limit: Bytes of inflated data that are still acceptable.
  ///   - receive: Is called with the inflated bytes of each chunk, and says whether it wants more.
  package static func inflate(
    _ body: UnsafeRawBufferPointer,
    limit: Int,
    while receive: (UnsafeRawBufferPointer) -> Bool
  ) throws(DecodeError) {
    guard isBegun(body) else { throw DecodeError(.corruptSnappy, offset: 0) }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: largestChunk, alignment: 16)
    defer {
      Wiping.wipe(room)
      room.deallocate()
    }
    var place = 0
    var inflated = 0
    while place < body.count {
      guard body.count - place >= 4 else { throw DecodeError(.truncated, offset: body.count) }
      let kind = body[place]
      let length = Int(body[place + 1]) | Int(body[place + 2]) << 8 | Int(body[place + 3]) << 16
      guard length <= body.count - place - 4 else { throw DecodeError(.truncated, offset: body.count) }
      let content = UnsafeRawBufferPointer(rebasing: body[(place + 4)..<(place + 4 + length)])
      do throws(DecodeError) {
        if let piece = try chunk(kind, content, room) {
          inflated += piece.count
          guard inflated <= limit else { throw DecodeError(.tooLarge) }
          guard piece.isEmpty || receive(piece) else { return }
        }
      } catch {
        // Where in the chunk it is wrong means nothing to whoever has sent all of them.
        throw error.reason == .tooLarge ? error : DecodeError(.corruptSnappy, offset: place)
      }
      place += 4 + length
    }
  }

  /// The bytes of a chunk; nil for one that holds none.
  private static func chunk(
    _ kind: UInt8,
    _ content: UnsafeRawBufferPointer,
    _ room: UnsafeMutableRawBufferPointer
  ) throws(DecodeError) -> UnsafeRawBufferPointer? {
    switch kind {
    case 0x00, 0x01:
      guard content.count >= 4 else { throw DecodeError(.corruptSnappy) }
      let data = UnsafeRawBufferPointer(rebasing: content[4...])
      let count = kind == 0 ? try SnappyBlock.inflatedCount(data) : data.count
      guard count <= largestChunk else { throw DecodeError(.corruptSnappy) }
      let piece = UnsafeMutableRawBufferPointer(rebasing: room[..<count])
      if kind == 0 { try SnappyBlock.inflate(data, into: piece) } else { piece.copyMemory(from: data) }
      let checksum = UInt32(littleEndian: content.loadUnaligned(as: UInt32.self))
      guard CRC32C.masked(UnsafeRawBufferPointer(piece)) == checksum else {
        throw DecodeError(.corruptSnappy)
      }
      return UnsafeRawBufferPointer(piece)
    case 0xFF:
      guard content.elementsEqual(identifier[4...]) else { throw DecodeError(.corruptSnappy) }
      return nil
    // Padding, and what may be skipped.
    case 0x80...0xFE: return nil
    default: throw DecodeError(.corruptSnappy)
    }
  }
}

/// The checksum of Castagnoli.
package enum CRC32C {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0x82F6_3B78 }
  }

  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    ~table.withUnsafeBufferPointer { table in
      bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }
  }

  /// The checksum masked as Snappy does it, so that a checksum of data with checksums in it is no weaker.
  package static func masked(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let checksum = checksum(bytes)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }
}
