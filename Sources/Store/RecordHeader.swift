/// What stands before the payload of each record: 64 bytes, numbers little end first.
///
/// | bytes | what |
/// |---|---|
/// | 0..<4 | `TVR1` |
/// | 4..<8 | CRC-32C of bytes 8..<64 |
/// | 8..<16 | sequence number |
/// | 16..<24 | items of all records up to and with this one |
/// | 24..<32 | arrival, milliseconds since 1970 |
/// | 32..<36 | bytes of the payload |
/// | 36..<40 | CRC-32C of the payload |
/// | 40..<44 | items |
/// | 44..<48 | bytes before compression |
/// | 48..<52 | CRC-32 of those bytes, as gzip has it |
/// | 52..<56 | bytes of the label, with which the payload begins |
/// | 56 | flags: 1 compressed, 2 encrypted |
/// | 57 | signal |
/// | 58 | destinations, a bit each |
/// | 59..<64 | zero |
struct RecordHeader: Sendable, Hashable {
  static let size = 64
  static let magic: [UInt8] = [0x54, 0x56, 0x52, 0x31]
  /// The most bytes of a payload. A larger one is damage.
  static let maximumPayload = 1 << 30

  private static let compressed: UInt8 = 1
  private static let encrypted: UInt8 = 2

  var sequence: UInt64
  var itemsThrough: UInt64
  var arrival: UInt64
  var payloadBytes: Int
  var payloadChecksum: UInt32
  var items: Int
  var uncompressedBytes: Int
  var checksum: UInt32
  var labelBytes: Int
  var isCompressed: Bool
  var isEncrypted: Bool
  var signal: UInt8
  var destinations: UInt8

  /// The bytes of the header and the payload.
  var recordBytes: Int { Self.size + payloadBytes }

  func append(to bytes: inout [UInt8]) {
    var rest: [UInt8] = []
    rest.reserveCapacity(Self.size)
    LittleEndian.append(sequence, to: &rest)
    LittleEndian.append(itemsThrough, to: &rest)
    LittleEndian.append(arrival, to: &rest)
    LittleEndian.append(UInt32(payloadBytes), to: &rest)
    LittleEndian.append(payloadChecksum, to: &rest)
    LittleEndian.append(UInt32(items), to: &rest)
    LittleEndian.append(UInt32(uncompressedBytes), to: &rest)
    LittleEndian.append(checksum, to: &rest)
    LittleEndian.append(UInt32(labelBytes), to: &rest)
    rest.append((isCompressed ? Self.compressed : 0) | (isEncrypted ? Self.encrypted : 0))
    rest.append(signal)
    rest.append(destinations)
    rest.append(contentsOf: [0, 0, 0, 0, 0])
    bytes.append(contentsOf: Self.magic)
    LittleEndian.append(Checksum.of(rest), to: &bytes)
    bytes.append(contentsOf: rest)
  }

  /// Nil when the bytes are no header, or damaged.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.size, bytes.starts(with: Self.magic),
      LittleEndian.number(bytes, 4) == Checksum.of(bytes.dropFirst(8))
    else { return nil }
    sequence = LittleEndian.number(bytes, 8)
    itemsThrough = LittleEndian.number(bytes, 16)
    arrival = LittleEndian.number(bytes, 24)
    payloadBytes = Int(LittleEndian.number(bytes, 32) as UInt32)
    payloadChecksum = LittleEndian.number(bytes, 36)
    items = Int(LittleEndian.number(bytes, 40) as UInt32)
    uncompressedBytes = Int(LittleEndian.number(bytes, 44) as UInt32)
    checksum = LittleEndian.number(bytes, 48)
    labelBytes = Int(LittleEndian.number(bytes, 52) as UInt32)
    let flags: UInt8 = LittleEndian.number(bytes, 56)
    isCompressed = flags & Self.compressed != 0
    isEncrypted = flags & Self.encrypted != 0
    signal = LittleEndian.number(bytes, 57)
    destinations = LittleEndian.number(bytes, 58)
    guard payloadBytes <= Self.maximumPayload, labelBytes <= payloadBytes else { return nil }
  }

  init(_ record: Record, payload: [UInt8], isEncrypted: Bool) {
    sequence = 0
    itemsThrough = 0
    arrival = record.arrival
    payloadBytes = payload.count
    payloadChecksum = Checksum.of(payload)
    items = record.items
    uncompressedBytes = record.uncompressedBytes
    checksum = record.checksum
    labelBytes = record.label.count
    isCompressed = record.isCompressed
    self.isEncrypted = isEncrypted
    signal = record.signal
    destinations = 1
  }
}
