/// One accepted request, redacted and compressed, on its way to the disk or back.
package struct Record: Sendable, Hashable {
  /// Set by the store. Never used twice in a folder.
  package var sequence: UInt64 = 0
  package var signal: UInt8
  /// Milliseconds since 1970 when it came.
  package var arrival: UInt64
  package var items: Int
  /// The bytes before compression.
  package var uncompressedBytes: Int
  /// CRC-32 of the bytes before compression; 0 where it is not compressed.
  package var checksum: UInt32
  /// Whether the body is deflate without a header, which ends in a full flush and has no last block.
  package var isCompressed: Bool
  /// The label and the body behind it, in one piece as they are written.
  package private(set) var payload: [UInt8]
  private var labelBytes: Int

  package init(
    signal: UInt8,
    arrival: UInt64,
    items: Int,
    uncompressedBytes: Int,
    checksum: UInt32,
    isCompressed: Bool,
    label: [UInt8],
    body: [UInt8]
  ) {
    self.init(
      signal: signal,
      arrival: arrival,
      items: items,
      uncompressedBytes: uncompressedBytes,
      checksum: checksum,
      isCompressed: isCompressed,
      payload: label + body,
      labelBytes: label.count
    )
  }

  /// - Parameters:
  ///   - payload: The label and the body, which are not copied.
  ///   - labelBytes: At most those of the payload.
  package init(
    signal: UInt8,
    arrival: UInt64,
    items: Int,
    uncompressedBytes: Int,
    checksum: UInt32,
    isCompressed: Bool,
    payload: [UInt8],
    labelBytes: Int
  ) {
    self.signal = signal
    self.arrival = arrival
    self.items = items
    self.uncompressedBytes = uncompressedBytes
    self.checksum = checksum
    self.isCompressed = isCompressed
    self.payload = payload
    self.labelBytes = labelBytes
  }

  /// What its owner wants to know when it is read; encrypted with the body.
  package var label: ArraySlice<UInt8> { payload[..<labelBytes] }

  package var body: ArraySlice<UInt8> { payload[labelBytes...] }

  /// Forgets the label and the body, and keeps what else is known.
  package mutating func forgetPayload() { (payload, labelBytes) = ([], 0) }

  /// Nil when the payload cannot be decrypted or is too short.
  init?(_ header: RecordHeader, payload: [UInt8], cipher: (any RecordCipher)?) {
    var payload = payload
    if header.isEncrypted {
      guard let plain = cipher?.open(payload) else { return nil }
      payload = plain
    }
    guard payload.count >= header.labelBytes else { return nil }
    self.init(
      signal: header.signal,
      arrival: header.arrival,
      items: header.items,
      uncompressedBytes: header.uncompressedBytes,
      checksum: header.checksum,
      isCompressed: header.isCompressed,
      payload: payload,
      labelBytes: header.labelBytes
    )
    sequence = header.sequence
  }
}

/// Encrypts the payloads of records. Safe on any thread.
package protocol RecordCipher: Sendable {
  /// Tells keys apart, and says nothing of the key.
  var fingerprint: String { get }

  func seal(_ bytes: [UInt8]) throws -> [UInt8]

  /// Nil for what was sealed with another key, or changed since.
  func open(_ bytes: [UInt8]) -> [UInt8]?
}

/// A record ready to be written; all but its numbers.
struct SealedRecord: Sendable {
  var header: RecordHeader
  let payload: [UInt8]

  /// Makes a record as it was read.
  init(header: RecordHeader, payload: [UInt8]) {
    self.header = header
    self.payload = payload
  }

  init(_ record: Record, _ cipher: (any RecordCipher)?) throws {
    payload = try cipher?.seal(record.payload) ?? record.payload
    header = RecordHeader(record, payload: payload, isEncrypted: cipher != nil)
  }
}
