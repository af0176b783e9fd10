/// Why a folder cannot be used.
package enum StoreFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// Another process has it.
  case inUse
  /// A later version of the program has written it.
  case newerVersion(Int)
  /// Records are in it, and nothing readable says of which version.
  case unknownVersion
  /// What is in it was encrypted with another key, or with one where there is none now.
  case otherKey
  case system(SystemError)

  package var description: String {
    switch self {
    case .inUse: "another process uses the folder"
    case .newerVersion(let version):
      "the folder has format \(version) of a newer version of traceveil, and this one reads up to \(FolderFormat.version); "
        + "nothing in it was changed"
    case .unknownVersion:
      "its file \(FolderFormat.fileName) is missing, cannot be read, or is of a newer version of traceveil, and requests wait in "
        + "the folder; nothing in it was changed"
    case .otherKey:
      "what waits in the folder was encrypted with another key, a gateway's with another TRACEVEIL_KEY_FILE; nothing in it was changed"
    case .system(let error): "the folder cannot be used: \(error)"
    }
  }
}

/// What the file `format` of a folder says: `traceveil queue`, `version N`, `key FINGERPRINT` or `key none`, a line each.
struct FolderFormat: Sendable, Equatable {
  static let version: UInt32 = 1
  static let fileName = "format"

  var version = Int(Self.version)
  /// The identifier of the key that records are encrypted with; nil for none.
  var key: String?

  init(key: String?) { self.key = key }

  /// Nil when it is no such file.
  init?(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.count >= 2, lines[0] == "traceveil queue", lines[1].hasPrefix("version ") else { return nil }
    let number = lines[1].dropFirst(8)
    guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    // One that is too large for a number is newer all the same.
    version = Int(number) ?? .max
    key = lines.dropFirst(2).first { $0.hasPrefix("key ") }.map { String($0.dropFirst(4)) }
    if key == "none" { key = nil }
  }

  var bytes: [UInt8] { Array("traceveil queue\nversion \(version)\nkey \(key ?? "none")\n".utf8) }
}

/// The folder of all stores of a process, locked for it.
package final class QueueFolder: Sendable {
  package let path: String
  private let fileSystem: any FileSystem
  private let lockFile: OpenFile

  /// Makes the folder where there is none, and locks it.
  /// - Parameters:
  ///   - stores: Names of the folders in it.
  ///   - cipher: Encrypts the records; nil for no encryption.
  package init(
    _ path: String,
    stores: [String],
    cipher: (any RecordCipher)?,
    fileSystem: any FileSystem = SystemFileSystem()
  ) throws(StoreFailure) {
    self.path = path
    self.fileSystem = fileSystem
    do throws(SystemError) {
      try fileSystem.makeFolder(path)
      lockFile = try fileSystem.open("\(path)/lock", writing: true)
    } catch {
      throw .system(error)
    }
    do throws(StoreFailure) {
      try Self.claim(path, lockFile, stores, cipher?.fingerprint, fileSystem)
    } catch {
      fileSystem.close(lockFile)
      throw error
    }
  }

  /// Why a folder could not be used by a process that starts now, apart from another one that has it. Changes nothing.
  package static func problem(of path: String, stores: [String], cipher: (any RecordCipher)?) -> StoreFailure?
  {
    let files = SystemFileSystem()
    do throws(SystemError) {
      do throws(SystemError) {
        try SystemFileSystem.checkAccess(path)
      } catch {
        guard error.code == SystemFileSystem.notFound else { throw error }
        // It will be made.
        let parent = path.split(separator: "/", omittingEmptySubsequences: true).dropLast().joined(
          separator: "/"
        )
        try SystemFileSystem.checkAccess(path.hasPrefix("/") ? "/" + parent : parent.isEmpty ? "." : parent)
        return nil
      }
      _ = try mayClaim(path, stores, FolderFormat(key: cipher?.fingerprint), files)
      return nil
    } catch {
      return failure(of: error)
    }
  }

  /// Lets another process have it.
  package func unlock() { fileSystem.close(lockFile) }

  private static func claim(
    _ path: String,
    _ lockFile: OpenFile,
    _ stores: [String],
    _ key: String?,
    _ fileSystem: any FileSystem
  ) throws(StoreFailure) {
    do throws(SystemError) {
      guard try fileSystem.lock(lockFile) else { throw SystemError("flock", 0) }
    } catch {
      throw error.code == 0 ? .inUse : .system(error)
    }
    do throws(SystemError) {
      let format = FolderFormat(key: key)
      guard try mayClaim(path, stores, format, fileSystem) else { return }
      try fileSystem.replace(FolderFormat.fileName, in: path, with: format.bytes)
    } catch {
      throw failure(of: error)
    }
  }

  /// Whether the folder may be said to have a format, which it does not say yet.
  /// - Throws: Why its records cannot be read.
  private static func mayClaim(
    _ path: String,
    _ stores: [String],
    _ format: FolderFormat,
    _ fileSystem: any FileSystem
  ) throws(SystemError) -> Bool {
    let contents = try fileSystem.contents(of: "\(path)/\(FolderFormat.fileName)", limit: 4096)
    if let contents, let found = FolderFormat(contents) {
      if found.version > format.version { throw SystemError("version", Int32(clamping: found.version)) }
      if found == format { return false }
      // A folder without records may have any key, and records without one need none.
      if found.key != nil, holdsRecords(path, stores, fileSystem) { throw SystemError("key", 0) }
    } else if holdsRecords(path, stores, fileSystem) {
      // It was there before they were. To write it anew would say that they are of this version, and of this key.
      throw SystemError("format", 0)
    }
    return true
  }

  private static func failure(of error: SystemError) -> StoreFailure {
    switch error.call {
    case "version": .newerVersion(Int(error.code))
    case "key": .otherKey
    case "format": .unknownVersion
    default: .system(error)
    }
  }

  private static func holdsRecords(_ path: String, _ stores: [String], _ fileSystem: any FileSystem) -> Bool {
    stores.contains { holdsRecords("\(path)/\($0)", fileSystem: fileSystem) }
  }

  /// Whether a store has files of records, which may all be done with.
  package static func holdsRecords(
    _ store: String,
    fileSystem: any FileSystem = SystemFileSystem()
  ) -> Bool {
    ((try? fileSystem.names(in: store)) ?? []).contains { Segment.first(ofName: $0) != nil }
  }
}
