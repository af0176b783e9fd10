/// Files that have no name any more, and whose bytes are given back to the disk, as a value.
///
/// To remove a file of 64 MB takes a journaling file system 15 to 20 ms (ext4 on a disk that is told what is unused), and
/// a sync of another file waits for up to 12 ms of them. Cut in steps while it is held open, it delays a sync by 2 ms at most.
struct RemovedFiles: Sendable {
  struct File: Sendable {
    let file: OpenFile
    let size: Int
  }

  /// The most files that wait. Behind a disk that is that slow, the next one is given back at once.
  private static let limit = 16

  private var waiting: [File] = []
  /// Whether somebody frees them, or is about to.
  private var isFreeing = false

  /// Whether the disk has got back the bytes of all of them.
  var isEmpty: Bool { waiting.isEmpty && !isFreeing }

  enum Addition: Sendable, Hashable {
    /// Somebody has to begin to free them.
    case first
    /// Whoever frees the others does it.
    case joined
    /// Too many wait.
    case refused
  }

  mutating func add(_ file: File) -> Addition {
    guard waiting.count < Self.limit else { return .refused }
    waiting.append(file)
    defer { isFreeing = true }
    return isFreeing ? .joined : .first
  }

  /// The next file to be freed; nil ends it.
  mutating func next() -> File? {
    guard waiting.isEmpty else { return waiting.removeFirst() }
    isFreeing = false
    return nil
  }
}
