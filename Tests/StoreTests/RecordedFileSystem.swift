import Store
import Synchronization

/// A file system in memory that remembers every change in order, fails where it is told to, and can say what would be on
/// disk had the machine lost its power.
final class RecordedFileSystem: FileSystem {
  enum Change: Sendable {
    case write(file: Int, offset: Int, bytes: [UInt8])
    case truncate(file: Int, size: Int)
    case sync(file: Int)
    case make(path: String, file: Int)
    case rename(path: String, newPath: String)
    case remove(path: String)
    case syncFolder(path: String)
  }

  /// A call that is to fail: the one with this number among the calls of this kind, or all from there on.
  struct Fault: Sendable {
    var call: String
    var number: Int
    var code: Int32
    var isLasting = false
    /// Bytes that are written before it fails, or instead of all.
    var shortWrite: Int?
  }

  private struct State {
    var files: [Int: [UInt8]] = [:]
    var paths: [String: Int] = [:]
    var folders: Set<String> = []
    var open: [Int32: Int] = [:]
    var nextFile = 1
    var nextNumber: Int32 = 3
    var changes: [Change] = []
    var calls: [String: Int] = [:]
    var readBytes = 0
    var fault: Fault?
    /// Changes that are taken still, before the disk is read-only; nil where it is not to be.
    var changesLeft: Int?
    var changeCalls = 0
    var locked: Set<Int> = []
    /// Bytes that all files may have, those that are removed and open among them.
    var capacity = Int.max
    /// What it says to have left.
    var free = Int.max
    var used: Int {
      Set(paths.values).union(open.values).reduce(0) { $0 + (files[$1]?.count ?? 0) }
    }
  }

  private let state = Mutex(State())

  init() {}

  /// A folder as it is found after a start.
  init(files: [String: [UInt8]]) {
    state.withLock { state in
      for (path, bytes) in files {
        state.paths[path] = state.nextFile
        state.files[state.nextFile] = bytes
        state.nextFile += 1
      }
    }
  }

  var changes: [Change] { state.withLock { $0.changes } }
  var files: [String: [UInt8]] { state.withLock { state in state.paths.mapValues { state.files[$0] ?? [] } } }
  func calls(_ call: String) -> Int { state.withLock { $0.calls[call] ?? 0 } }
  func fail(_ fault: Fault?) { state.withLock { ($0.fault, $0.calls) = (fault, [:]) } }
  /// Changes that were tried, whatever became of them.
  var changeCalls: Int { state.withLock { $0.changeCalls } }
  /// - Parameter changes: That are taken before; nil to have it written to again.
  func remountReadOnly(after changes: Int?) { state.withLock { $0.changesLeft = changes } }
  /// Files that have no name, and whose bytes are kept because they are open.
  var openRemovedFiles: Int { state.withLock { Set($0.open.values).subtracting($0.paths.values).count } }
  var usedBytes: Int { state.withLock { $0.used } }
  func setCapacity(_ bytes: Int) { state.withLock { $0.capacity = bytes } }
  func setFree(_ bytes: Int) { state.withLock { $0.free = bytes } }
  func freeBytes(in folder: String) -> Int { state.withLock { $0.free } }
  func setContents(_ path: String, _ bytes: [UInt8]) {
    state.withLock { state in if let file = state.paths[path] { state.files[file] = bytes } }
  }

  private static let changing: Set = ["write", "fdatasync", "fsync", "rename", "unlink", "ftruncate"]
  private static let readOnly: Int32 = 30

  /// Before each change.
  private func change(_ call: String, _ state: inout State) -> SystemError? {
    state.changeCalls += 1
    guard let left = state.changesLeft else { return nil }
    state.changesLeft = max(0, left - 1)
    return left == 0 ? SystemError(call, Self.readOnly) : nil
  }

  private func begin(_ call: String, _ state: inout State) -> SystemError? {
    state.calls[call, default: 0] += 1
    if Self.changing.contains(call), let error = change(call, &state) { return error }
    guard let fault = state.fault, fault.call == call, fault.shortWrite == nil else { return nil }
    let number = state.calls[call] ?? 0
    return number == fault.number || fault.isLasting && number > fault.number
      ? SystemError(call, fault.code) : nil
  }

  private func perform<Result>(
    _ call: String,
    _ body: (inout State) -> Swift.Result<Result, SystemError>
  ) throws(SystemError) -> Result {
    try state.withLock { state -> Swift.Result<Result, SystemError> in
      if let error = begin(call, &state) { return .failure(error) }
      return body(&state)
    }.get()
  }

  /// Bytes that were read, from the disk or not.
  var readBytes: Int { state.withLock { $0.readBytes } }

  func names(in folder: String) throws(SystemError) -> [String] {
    try perform("opendir") { state in
      .success(
        state.paths.keys.filter {
          $0.hasPrefix(folder + "/") && !$0.dropFirst(folder.count + 1).contains("/")
        }
        .map { String($0.dropFirst(folder.count + 1)) }
      )
    }
  }

  func makeFolder(_ path: String) throws(SystemError) {
    try perform("mkdir") { state -> Result<Void, SystemError> in
      if !state.folders.contains(path), let error = change("mkdir", &state) { return .failure(error) }
      state.folders.insert(path)
      return .success(())
    }
  }

  func open(_ path: String, writing: Bool) throws(SystemError) -> OpenFile {
    try perform("open") { state -> Result<OpenFile, SystemError> in
      if writing, let error = change("open", &state) { return .failure(error) }
      if state.paths[path] == nil {
        guard writing else { return .failure(SystemError("open", 2)) }
        state.paths[path] = state.nextFile
        state.files[state.nextFile] = []
        state.changes.append(.make(path: path, file: state.nextFile))
        state.nextFile += 1
      }
      let number = state.nextNumber
      state.nextNumber += 1
      state.open[number] = state.paths[path]
      return .success(OpenFile(number: number))
    }
  }

  func close(_ file: OpenFile) {
    state.withLock { state in
      if let file = state.open.removeValue(forKey: file.number) { state.locked.remove(file) }
    }
  }

  func size(of file: OpenFile) throws(SystemError) -> Int {
    try perform("fstat") { state in .success(state.open[file.number].flatMap { state.files[$0]?.count } ?? 0)
    }
  }

  func isRemoved(_ file: OpenFile) throws(SystemError) -> Bool {
    try perform("fstat") { state in .success(!state.paths.values.contains { $0 == state.open[file.number] }) }
  }

  func read(_ file: OpenFile, at offset: Int, into room: UnsafeMutableRawBufferPointer) throws(SystemError)
    -> Int
  {
    let bytes: [UInt8] = try perform("pread") { state in
      let all = state.open[file.number].flatMap { state.files[$0] } ?? []
      let bytes = Array(all.dropFirst(offset).prefix(room.count))
      state.readBytes += bytes.count
      return .success(bytes)
    }
    room.copyBytes(from: bytes)
    return bytes.count
  }

  func write(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
    let bytes = Array(bytes)
    return try perform("write") { state in
      guard let file = state.open[file.number] else { return .failure(SystemError("write", 9)) }
      let growth = max(0, offset + bytes.count - (state.files[file]?.count ?? 0))
      if state.capacity < .max, state.used + growth > state.capacity {
        return .failure(SystemError("write", 28))
      }
      var written = bytes
      if let fault = state.fault, fault.call == "write", let short = fault.shortWrite,
        state.calls["write"] ?? 0 >= fault.number
      {
        written = Array(bytes.prefix(max(1, min(short, bytes.count))))
      }
      Self.put(written, at: offset, in: &state.files[file, default: []])
      state.changes.append(.write(file: file, offset: offset, bytes: written))
      return .success(written.count)
    }
  }

  func sync(_ file: OpenFile) throws(SystemError) {
    try perform("fdatasync") { state -> Result<Void, SystemError> in
      if let file = state.open[file.number] { state.changes.append(.sync(file: file)) }
      return .success(())
    }
  }

  func syncFolder(_ path: String) throws(SystemError) {
    try perform("fsync") { state in
      state.changes.append(.syncFolder(path: path))
      return .success(())
    }
  }

  func truncate(_ file: OpenFile, to size: Int) throws(SystemError) {
    try perform("ftruncate") { state -> Result<Void, SystemError> in
      guard let file = state.open[file.number] else { return .failure(SystemError("ftruncate", 9)) }
      Self.cut(&state.files[file, default: []], to: size)
      state.changes.append(.truncate(file: file, size: size))
      return .success(())
    }
  }

  func rename(_ path: String, to newPath: String) throws(SystemError) {
    try perform("rename") { state in
      state.paths[newPath] = state.paths.removeValue(forKey: path)
      state.changes.append(.rename(path: path, newPath: newPath))
      return .success(())
    }
  }

  func remove(_ path: String) throws(SystemError) {
    try perform("unlink") { state -> Result<Void, SystemError> in
      guard state.paths.removeValue(forKey: path) != nil else { return .failure(SystemError("unlink", 2)) }
      state.changes.append(.remove(path: path))
      return .success(())
    }
  }

  func lock(_ file: OpenFile) throws(SystemError) -> Bool {
    try perform("flock") { state in
      guard let file = state.open[file.number] else { return .failure(SystemError("flock", 9)) }
      return .success(state.locked.insert(file).inserted)
    }
  }

  static func put(_ bytes: [UInt8], at offset: Int, in file: inout [UInt8]) {
    if file.count < offset { file += [UInt8](repeating: 0, count: offset - file.count) }
    let end = min(file.count, offset + bytes.count)
    file.replaceSubrange(offset..<end, with: bytes)
  }

  static func cut(_ file: inout [UInt8], to size: Int) {
    if file.count > size { file.removeLast(file.count - size) }
    if file.count < size { file += [UInt8](repeating: 0, count: size - file.count) }
  }
}
