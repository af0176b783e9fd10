/// The dead letters of a queue's folder: a file each. Blocks; safe on any thread, and in any process: a file is there as a
/// whole or not at all.
package struct DeadLetterFolder: Sendable {
  package static let name = "dead-letters"
  private static let ending = ".letter"
  private static let sendingName = "sending"
  /// The largest number of a letter. A larger one was not written by a gateway, and no number could follow it.
  static let maximumNumber = UInt64(Int64.max)

  package let path: String
  let fileSystem: any FileSystem

  /// - Parameter directory: The directory of the queue.
  package init(of directory: String, fileSystem: any FileSystem = SystemFileSystem()) {
    path = "\(directory)/\(Self.name)"
    self.fileSystem = fileSystem
  }

  static func fileName(_ number: UInt64) -> String { "\(number)\(ending)" }

  /// The oldest first; none where there is no folder.
  package func numbers() throws(SystemError) -> [UInt64] {
    do throws(SystemError) {
      return try fileSystem.names(in: path).compactMap { name in
        guard name.hasSuffix(Self.ending), let number = UInt64(name.dropLast(Self.ending.count)),
          number <= Self.maximumNumber, Self.fileName(number) == name
        else { return nil }
        return number
      }.sorted()
    } catch {
      if error.code == SystemFileSystem.notFound { return [] }
      throw error
    }
  }

  /// What its head says. The rest of the file is not read.
  package func entry(_ number: UInt64) throws(DeadLetterFailure) -> DeadLetterEntry {
    let (bytes, size) = try read(number, limit: DeadLetterHead.size + RecordHeader.size)
    let head = try DeadLetterHead(bytes.prefix(DeadLetterHead.size))
    guard let header = RecordHeader(bytes.dropFirst(DeadLetterHead.size)) else { throw .damaged }
    return DeadLetterEntry(
      number: number,
      time: head.time,
      status: head.status,
      reason: head.reason,
      signal: header.signal,
      items: header.items,
      arrival: header.arrival,
      uncompressedBytes: header.uncompressedBytes,
      bytes: size,
      isEncrypted: header.isEncrypted
    )
  }

  /// - Parameter cipher: Nil for no key.
  package func letter(
    _ number: UInt64,
    cipher: (any RecordCipher)?
  ) throws(DeadLetterFailure) -> DeadLetter {
    let (bytes, _) = try read(number, limit: .max)
    let head = try DeadLetterHead(bytes.prefix(DeadLetterHead.size))
    let record = bytes.dropFirst(DeadLetterHead.size)
    guard let header = RecordHeader(record.prefix(RecordHeader.size)) else { throw .damaged }
    let payload = Array(record.dropFirst(RecordHeader.size))
    guard payload.count == header.payloadBytes, Checksum.of(payload) == header.payloadChecksum else {
      throw .damaged
    }
    guard let record = Record(header, payload: payload, cipher: cipher) else {
      throw header.isEncrypted ? .key : .damaged
    }
    var letter = DeadLetter(time: head.time, status: head.status, reason: head.reason, record: record)
    letter.number = number
    return letter
  }

  /// - Returns: False when it was not there.
  package func remove(_ number: UInt64) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try fileSystem.remove("\(path)/\(Self.fileName(number))")
      return true
    } catch {
      if error.code == SystemFileSystem.notFound { return false }
      throw error
    }
  }

  /// Locks the folder for a process that sends letters, because two at a time would send each letter twice. The lock
  /// lasts until the process ends.
  /// - Returns: False when another process has it.
  package func lockForSending() throws(SystemError) -> Bool {
    try fileSystem.lock(try fileSystem.open("\(path)/\(Self.sendingName)", writing: true))
  }

  func size(_ number: UInt64) throws(SystemError) -> Int {
    let file = try fileSystem.open("\(path)/\(Self.fileName(number))", writing: false)
    defer { fileSystem.close(file) }
    return try fileSystem.size(of: file)
  }

  private func read(_ number: UInt64, limit: Int) throws(DeadLetterFailure) -> (ArraySlice<UInt8>, size: Int)
  {
    do throws(SystemError) {
      let file = try fileSystem.open("\(path)/\(Self.fileName(number))", writing: false)
      defer { fileSystem.close(file) }
      let size = try fileSystem.size(of: file)
      // No longer one is written.
      let count = min(size, limit, DeadLetterHead.size + RecordHeader.size + RecordHeader.maximumPayload)
      return (try fileSystem.read(file, at: 0, count: count)[...], size)
    } catch {
      throw error.code == SystemFileSystem.notFound ? .notFound : .system(error)
    }
  }
}
