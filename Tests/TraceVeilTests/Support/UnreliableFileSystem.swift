import Store
import Synchronization

/// The system's files, but for calls of `rename` that fail, and writes while they are told to.
final class UnreliableFileSystem: FileSystem {
  private let base = SystemFileSystem()
  private let fails: @Sendable (Int) -> Bool
  private let renames = Mutex(0)
  private let isBroken = Mutex(false)

  /// - Parameter failingRenames: Their numbers, from 1.
  init(failingRenames: some Collection<Int> & Sendable) { fails = { failingRenames.contains($0) } }

  /// Whether writes fail from now on, as on a disk that is full.
  func breakWrites(_ fails: Bool) { isBroken.withLock { $0 = fails } }

  func rename(_ path: String, to newPath: String) throws(SystemError) {
    let number = renames.withLock { count in
      count += 1
      return count
    }
    if fails(number) { throw SystemError("rename", 5) }
    try base.rename(path, to: newPath)
  }

  func names(in folder: String) throws(SystemError) -> [String] { try base.names(in: folder) }
  func makeFolder(_ path: String) throws(SystemError) { try base.makeFolder(path) }
  func open(_ path: String, writing: Bool) throws(SystemError) -> OpenFile {
    try base.open(path, writing: writing)
  }
  func close(_ file: OpenFile) { base.close(file) }
  func size(of file: OpenFile) throws(SystemError) -> Int { try base.size(of: file) }
  func isRemoved(_ file: OpenFile) throws(SystemError) -> Bool { try base.isRemoved(file) }
  func read(_ file: OpenFile, at offset: Int, into room: UnsafeMutableRawBufferPointer) throws(SystemError)
    -> Int
  {
    try base.read(file, at: offset, into: room)
  }
  func write(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
    if isBroken.withLock({ $0 }) { throw SystemError("write", 28) }
    return try base.write(file, at: offset, bytes)
  }
  func sync(_ file: OpenFile) throws(SystemError) { try base.sync(file) }
  func syncFolder(_ path: String) throws(SystemError) { try base.syncFolder(path) }
  func truncate(_ file: OpenFile, to size: Int) throws(SystemError) { try base.truncate(file, to: size) }
  func remove(_ path: String) throws(SystemError) { try base.remove(path) }
  func lock(_ file: OpenFile) throws(SystemError) -> Bool { try base.lock(file) }
}
