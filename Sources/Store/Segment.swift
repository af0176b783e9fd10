/// A file of records, by the sequence number that its first one has or would have.
struct Segment: Sendable, Hashable {
  let first: UInt64
  /// Bytes that may be read: those that are synced, and all of a segment of an earlier run.
  var end: Int
  /// Bytes of the file.
  var size: Int

  var name: String { Self.name(first) }

  static func name(_ first: UInt64) -> String {
    let digits = String(first, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits + ".log"
  }

  /// Nil for another file.
  static func first(ofName name: String) -> UInt64? {
    guard name.count == 20, name.hasSuffix(".log") else { return nil }
    return UInt64(name.prefix(16), radix: 16)
  }
}

/// The first 16 bytes of a segment.
enum SegmentHead {
  static let size = 16
  private static let magic = Array("TVSEGMNT".utf8)

  static func bytes(version: UInt32 = FolderFormat.version) -> [UInt8] {
    var bytes = magic
    LittleEndian.append(version, to: &bytes)
    LittleEndian.append(Checksum.of(bytes), to: &bytes)
    return bytes
  }

  /// Nil when it is damaged.
  static func version(_ bytes: [UInt8]) -> UInt32? {
    guard bytes.count >= size, bytes.starts(with: magic),
      LittleEndian.number(bytes, 12) == Checksum.of(bytes.prefix(12))
    else { return nil }
    return LittleEndian.number(bytes, 8)
  }
}
