import Synchronization

/// Removes the files of segments, without making a sync wait.
extension QueueStore {
  /// Removes the file of a segment that has nothing that is not done with, and gives its room back. The bytes of a large one are
  /// freed on another thread: the file loses its name here, so a crash before they are leaves nothing behind.
  /// - Returns: False where the disk does not let it go.
  func remove(_ segment: Segment) -> Bool {
    let path = "\(folder)/\(segment.name)"
    let file = segment.size > settings.freeingBytes ? try? fileSystem.open(path, writing: true) : nil
    do throws(SystemError) {
      try fileSystem.remove(path)
    } catch {
      if let file { fileSystem.close(file) }
      // Somebody else has removed it.
      guard error.code == SystemFileSystem.notFound else {
        note(error)
        return false
      }
      space.giveBack(segment.size, of: number)
      return true
    }
    space.giveBack(segment.size, of: number)
    if let file { release(RemovedFiles.File(file: file, size: segment.size)) }
    return true
  }

  private func release(_ file: RemovedFiles.File) {
    switch state.withLock({ $0.removed.add(file) }) {
    case .first: run { self.freeRemoved() }
    case .joined: break
    case .refused: fileSystem.close(file.file)
    }
  }

  /// Blocks until the disk has got back the bytes of all files that were removed.
  /// - Returns: Whether there were any.
  @discardableResult
  func freeRemoved() -> Bool {
    guard state.withLock({ !$0.removed.isEmpty }) else { return false }
    freeing.withLock { _ in
      while let next = state.withLock({ $0.removed.next() }) {
        var size = next.size
        while size > settings.freeingBytes {
          size -= settings.freeingBytes
          // Closing it frees what is left of it, in one step.
          guard (try? fileSystem.truncate(next.file, to: size)) != nil else { break }
        }
        fileSystem.close(next.file)
      }
    }
    return true
  }
}
