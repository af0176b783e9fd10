/// Data that a destination refused permanently, as it was sent: redacted, and encrypted on disk if there is a key.
package struct DeadLetter: Sendable, Hashable {
  /// The number in the name of its file, which users also refer to: milliseconds since 1970, or one more than that of
  /// the letter before. It is 0 until the letter is kept.
  package var number: UInt64 = 0
  /// Milliseconds since 1970 when it was refused.
  package var time: UInt64
  /// The HTTP status of the answer; 0 where there was none.
  package var status: Int
  /// Why, from a closed set of words. In plain text, also where the rest is encrypted.
  package var reason: String
  /// Its body is that of the request; where it is compressed, all of it, not a stretch.
  package var record: Record

  package init(time: UInt64, status: Int, reason: String, record: Record) {
    self.time = time
    self.status = status
    self.reason = reason
    self.record = record
  }
}

/// The parts of a dead letter that can be read without a key.
package struct DeadLetterEntry: Sendable, Hashable {
  package var number: UInt64
  package var time: UInt64
  package var status: Int
  package var reason: String
  package var signal: UInt8
  package var items: Int
  /// When its request came, in milliseconds since 1970.
  package var arrival: UInt64
  /// The bytes before compression.
  package var uncompressedBytes: Int
  /// The bytes of the file.
  package var bytes: Int
  package var isEncrypted: Bool
}

/// Why a dead letter cannot be read.
package enum DeadLetterFailure: Error, Sendable, Hashable {
  case notFound, damaged, newerVersion
  /// There is no key, or it is another one.
  case key
  case system(SystemError)
}

/// The first 48 bytes of the file of a dead letter; a record follows, as in a segment. Numbers little end first.
///
/// | bytes | what |
/// |---|---|
/// | 0..<8 | `TVLETTER` |
/// | 8..<12 | version |
/// | 12..<16 | CRC-32C of bytes 16..<48 |
/// | 16..<24 | milliseconds since 1970 when it was refused |
/// | 24..<28 | HTTP status, or 0 |
/// | 28..<48 | reason, filled up with zeros |
struct DeadLetterHead: Sendable, Hashable {
  static let size = 48
  static let version: UInt32 = 1
  private static let magic = Array("TVLETTER".utf8)
  private static let reasonBytes = 20

  var time: UInt64
  var status: Int
  var reason: String

  init(_ letter: DeadLetter) { (time, status, reason) = (letter.time, letter.status, letter.reason) }

  init(_ bytes: ArraySlice<UInt8>) throws(DeadLetterFailure) {
    guard bytes.count == Self.size, bytes.starts(with: Self.magic) else { throw .damaged }
    guard (LittleEndian.number(bytes, 8) as UInt32) <= Self.version else { throw .newerVersion }
    guard LittleEndian.number(bytes, 12) == Checksum.of(bytes.dropFirst(16)) else { throw .damaged }
    time = LittleEndian.number(bytes, 16)
    status = Int(LittleEndian.number(bytes, 24) as UInt32)
    reason = String(decoding: bytes.dropFirst(28).prefix { $0 != 0 }, as: UTF8.self)
  }

  func append(to bytes: inout [UInt8]) {
    var rest: [UInt8] = []
    LittleEndian.append(time, to: &rest)
    LittleEndian.append(UInt32(clamping: status), to: &rest)
    rest += reason.utf8.prefix(Self.reasonBytes)
    rest += [UInt8](repeating: 0, count: 32 - rest.count)
    bytes += Self.magic
    LittleEndian.append(Self.version, to: &bytes)
    LittleEndian.append(Checksum.of(rest), to: &bytes)
    bytes += rest
  }
}
