/// A system call that failed.
package struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was called: `open`, `write`, `fdatasync`.
  package var call: String
  /// The value of `errno`.
  package var code: Int32

  package init(_ call: String, _ code: Int32) {
    self.call = call
    self.code = code
  }

  package var description: String { "\(call): \(SystemFileSystem.text(of: code))" }
}

/// A file that is open.
package struct OpenFile: Sendable, Hashable {
  package let number: Int32

  package init(number: Int32) { self.number = number }
}

/// The system calls of a store, so that tests can record them and let them fail. Blocks; safe on any thread.
package protocol FileSystem: Sendable {
  /// The names of the entries of a folder, in any order.
  func names(in folder: String) throws(SystemError) -> [String]

  /// Makes a folder with mode 0700. It is not an error if it exists.
  func makeFolder(_ path: String) throws(SystemError)

  /// - Parameter writing: Makes a file with mode 0600 where there is none. Otherwise one that is there is opened to be read alone, so
  ///   that it can be where the disk takes nothing.
  func open(_ path: String, writing: Bool) throws(SystemError) -> OpenFile

  func close(_ file: OpenFile)

  func size(of file: OpenFile) throws(SystemError) -> Int

  /// Whether a file has been removed from its folder, and ends when it is closed.
  func isRemoved(_ file: OpenFile) throws(SystemError) -> Bool

  /// - Returns: Bytes read; fewer than asked for at the end of the file, or when the system wants it so.
  func read(_ file: OpenFile, at offset: Int, into room: UnsafeMutableRawBufferPointer) throws(SystemError)
    -> Int

  /// - Returns: Bytes written, which may be fewer.
  func write(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int

  /// `fdatasync`: the bytes of the file, and its length, are on disk.
  func sync(_ file: OpenFile) throws(SystemError)

  /// The entries of a folder are on disk.
  func syncFolder(_ path: String) throws(SystemError)

  func truncate(_ file: OpenFile, to size: Int) throws(SystemError)

  /// Takes the place of a file that has the new name.
  func rename(_ path: String, to newPath: String) throws(SystemError)

  func remove(_ path: String) throws(SystemError)

  /// Bytes that the disk of a folder can still take; `Int.max` where that is not known.
  func freeBytes(in folder: String) -> Int

  /// Locks a file for this process, until it ends or closes the file.
  /// - Returns: False when another process has locked it.
  func lock(_ file: OpenFile) throws(SystemError) -> Bool
}

extension FileSystem {
  package func freeBytes(in folder: String) -> Int { .max }

  /// Writes all of it, in as many calls as that takes.
  func writeAll(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = try write(file, at: offset + done, UnsafeRawBufferPointer(rebasing: bytes[done...]))
      // No call of the system answers this for bytes that it was given; it would never end.
      guard count > 0 else { throw SystemError("write", SystemFileSystem.noSpace) }
      done += count
    }
  }

  func writeAll(_ file: OpenFile, at offset: Int, _ bytes: [UInt8]) throws(SystemError) {
    var failure: SystemError?
    bytes.withUnsafeBytes { buffer in
      do throws(SystemError) { try writeAll(file, at: offset, buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// - Returns: Fewer bytes than asked for only at the end of the file.
  func read(_ file: OpenFile, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, initialized in
      let room = UnsafeMutableRawBufferPointer(buffer)
      while initialized < count {
        do throws(SystemError) {
          let rest = UnsafeMutableRawBufferPointer(rebasing: room[initialized..<count])
          let read = try read(file, at: offset + initialized, into: rest)
          guard read > 0 else { return }
          initialized += read
        } catch {
          failure = error
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The first bytes of a file; nil when there is none.
  func contents(of path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    let file: OpenFile
    do throws(SystemError) {
      file = try open(path, writing: false)
    } catch {
      if error.code == SystemFileSystem.notFound { return nil }
      throw error
    }
    defer { close(file) }
    return try read(file, at: 0, count: min(limit, try size(of: file)))
  }

  /// Makes a file that has these bytes after any crash, or still those it had: written beside it, synced, renamed, and
  /// the folder synced.
  func replace(_ name: String, in folder: String, with bytes: [UInt8]) throws(SystemError) {
    let temporary = "\(folder)/\(name).new"
    try write(bytes, to: temporary)
    try rename(temporary, to: "\(folder)/\(name)")
    try syncFolder(folder)
  }

  /// Makes a file of these bytes, and syncs it.
  func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let file = try open(path, writing: true)
    defer { close(file) }
    try truncate(file, to: 0)
    try writeAll(file, at: 0, bytes)
    try sync(file)
  }
}
