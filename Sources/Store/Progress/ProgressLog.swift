/// What is done with, on disk. For one thread.
///
/// Entries are appended to `progress.log` without a sync: after a crash of the machine those records are delivered again. A
/// checkpoint puts all of it in `progress`, synced, and empties the log. A file that does nothing but take room is given up
/// when the disk is full: without a checkpoint no segment could be removed, and the disk would stay full.
struct ProgressLog {
  static let checkpointName = "progress"
  static let logName = "progress.log"
  static let reserveName = "reserve"
  static let reserveBytes = 128 << 10

  private let folder: String
  private let fileSystem: any FileSystem
  private var log: OpenFile?
  private(set) var logBytes = 0

  init(folder: String, fileSystem: any FileSystem) {
    self.folder = folder
    self.fileSystem = fileSystem
  }

  /// All entries of the log.
  func entries() throws(SystemError) -> [ProgressEntry] {
    var entries: [ProgressEntry] = []
    for name in [Self.checkpointName, Self.logName] {
      let bytes = try fileSystem.contents(of: "\(folder)/\(name)", limit: 64 << 20)
      entries += ProgressEntry.all(in: bytes ?? [])
    }
    return entries
  }

  mutating func append(_ bytes: [UInt8]) throws(SystemError) {
    guard !bytes.isEmpty else { return }
    let log = try openLog()
    try withReserve { () throws(SystemError) in try fileSystem.writeAll(log, at: logBytes, bytes) }
    logBytes += bytes.count
  }

  /// What the tracker says is on disk when this returns.
  mutating func checkpoint(_ tracker: ProgressTracker) throws(SystemError) {
    let bytes = ProgressEntry.checkpoint(tracker)
    try withReserve { () throws(SystemError) in
      try fileSystem.replace(Self.checkpointName, in: folder, with: bytes)
    }
    // What it holds is in the checkpoint: it does not matter whether this comes to the disk.
    try fileSystem.truncate(try openLog(), to: 0)
    logBytes = 0
  }

  /// Makes the file that takes room, if it can be made.
  func reserve() {
    guard let file = try? fileSystem.open("\(folder)/\(Self.reserveName)", writing: true) else { return }
    defer { fileSystem.close(file) }
    guard let size = try? fileSystem.size(of: file), size < Self.reserveBytes else { return }
    // Zeros that are written take room; a hole would not.
    try? fileSystem.writeAll(file, at: 0, [UInt8](repeating: 0, count: Self.reserveBytes))
  }

  mutating func close() {
    if let log { fileSystem.close(log) }
    log = nil
  }

  private mutating func openLog() throws(SystemError) -> OpenFile {
    if let log { return log }
    let file = try fileSystem.open("\(folder)/\(Self.logName)", writing: true)
    log = file
    logBytes = try fileSystem.size(of: file) / ProgressEntry.size * ProgressEntry.size
    return file
  }

  private func withReserve(_ body: () throws(SystemError) -> Void) throws(SystemError) {
    do throws(SystemError) {
      try body()
    } catch {
      guard error.code == SystemFileSystem.noSpace else { throw error }
      try? fileSystem.remove("\(folder)/\(Self.reserveName)")
      try body()
    }
  }
}
