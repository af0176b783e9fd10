import Synchronization

/// Keeps data that destinations refuse permanently, within a bound: the oldest letters are removed for the newest.
///
/// Only the process that has locked the queue's folder may have one. Other processes may remove letters at any time.
/// Safe on any thread.
package final class DeadLetterStore: Sendable {
  package enum Result: Sendable, Hashable {
    /// It is on disk, synced.
    case kept
    /// It is larger than all letters together may be.
    case tooLarge
    /// The disk did not take it.
    case failed
  }

  package struct Statistics: Sendable, Hashable {
    package var letters = 0
    /// What they take on disk.
    package var bytes = 0
    package var limit = 0
    /// Letters that were removed to make room, and their items.
    package var removedLetters = 0
    package var removedItems = 0
    /// Times that the disk did not take a letter.
    package var failures = 0
    /// Whether the disk took the last one.
    package var isHealthy = true

    package init() {}

    /// Adds the numbers of several stores.
    package static func += (all: inout Statistics, one: Statistics) {
      all.letters += one.letters
      all.bytes += one.bytes
      all.limit += one.limit
      all.removedLetters += one.removedLetters
      all.removedItems += one.removedItems
      all.failures += one.failures
      all.isHealthy = all.isHealthy && one.isHealthy
    }
  }

  private struct Kept {
    var number: UInt64
    var bytes: Int
  }

  private struct State {
    /// The oldest first.
    var letters: [Kept] = []
    /// The number of the last letter, even if that was removed.
    var number: UInt64 = 0

    var bytes: Int { letters.reduce(0) { $0 + $1.bytes } }
  }

  /// The least bytes that count for a file, so that the number of files is bounded, too.
  static let block = 4096
  private static let temporaryName = "letter.new"

  package let folder: DeadLetterFolder
  private let cipher: (any RecordCipher)?
  private let fileSystem: any FileSystem
  /// Locked while a letter is written.
  private let state = Mutex(State())
  private let counts: Mutex<Statistics>

  /// - Parameters:
  ///   - directory: The directory of the queue.
  ///   - limit: Bytes of all letters.
  ///   - cipher: Nil for no key.
  package init(
    directory: String,
    limit: Int,
    cipher: (any RecordCipher)?,
    fileSystem: any FileSystem = SystemFileSystem()
  ) {
    folder = DeadLetterFolder(of: directory, fileSystem: fileSystem)
    self.cipher = cipher
    self.fileSystem = fileSystem
    var counts = Statistics()
    counts.limit = limit
    self.counts = Mutex(counts)
  }

  /// Reads the names in the folder: commands may have taken letters away.
  package var statistics: Statistics {
    // Who writes a letter notes it afterwards.
    _ = state.withLockIfAvailable { state in
      guard !state.letters.isEmpty, (try? forgetRemoved(&state)) != nil else { return }
      note(state)
    }
    return counts.withLock { $0 }
  }

  /// The letters that were removed to make room for others, and their items, since the start. Reads no folder.
  package var removed: (letters: Int, items: Int) {
    counts.withLock { ($0.removedLetters, $0.removedItems) }
  }

  /// Finds out what is there. Blocks.
  package func open() throws(StoreFailure) {
    do throws(SystemError) {
      try fileSystem.makeFolder(folder.path)
      // An earlier run ended while it wrote a letter.
      try? fileSystem.remove("\(folder.path)/\(Self.temporaryName)")
      var found: [Kept] = []
      for number in try folder.numbers() {
        found.append(Kept(number: number, bytes: Self.room(for: (try? folder.size(number)) ?? 0)))
      }
      let state = State(letters: found, number: found.last?.number ?? 0)
      self.state.withLock { $0 = state }
      note(state)
    } catch {
      throw .system(error)
    }
  }

  /// Puts a letter on disk. Blocks until it is synced.
  package func keep(_ letter: DeadLetter) -> Result {
    state.withLock { state in
      var letter = letter
      letter.number = max(letter.time, state.number + 1)
      guard letter.number <= DeadLetterFolder.maximumNumber, let bytes = try? bytes(of: letter) else {
        return fail()
      }
      let room = Self.room(for: bytes.count)
      guard room <= counts.withLock({ $0.limit }) else { return .tooLarge }
      guard makeRoom(for: room, &state), write(bytes, letter.number) else { return fail() }
      state.letters.append(Kept(number: letter.number, bytes: room))
      state.number = letter.number
      note(state)
      counts.withLock { $0.isHealthy = true }
      return .kept
    }
  }

  private static func room(for bytes: Int) -> Int { (bytes + block - 1) / block * block }

  private func bytes(of letter: DeadLetter) throws -> [UInt8] {
    var sealed = try SealedRecord(letter.record, cipher)
    sealed.header.sequence = letter.number
    sealed.header.itemsThrough = UInt64(sealed.header.items)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(DeadLetterHead.size + sealed.header.recordBytes)
    DeadLetterHead(letter).append(to: &bytes)
    sealed.header.append(to: &bytes)
    bytes += sealed.payload
    return bytes
  }

  private func makeRoom(for bytes: Int, _ state: inout State) -> Bool {
    let limit = counts.withLock { $0.limit }
    guard state.bytes + bytes > limit else { return true }
    defer { note(state) }
    do throws(SystemError) {
      try forgetRemoved(&state)
      var used = state.bytes
      while used + bytes > limit, let oldest = state.letters.first {
        let items = (try? folder.entry(oldest.number).items) ?? 0
        let isRemoved = try folder.remove(oldest.number)
        state.letters.removeFirst()
        used -= oldest.bytes
        guard isRemoved else { continue }
        counts.withLock { counts in
          counts.removedLetters += 1
          counts.removedItems += items
        }
      }
      return true
    } catch {
      return false
    }
  }

  /// Forgets letters that other processes have removed.
  private func forgetRemoved(_ state: inout State) throws(SystemError) {
    let there = Set(try folder.numbers())
    state.letters.removeAll { !there.contains($0.number) }
  }

  private func write(_ bytes: [UInt8], _ number: UInt64) -> Bool {
    let temporary = "\(folder.path)/\(Self.temporaryName)"
    let path = "\(folder.path)/\(DeadLetterFolder.fileName(number))"
    do throws(SystemError) {
      try fileSystem.write(bytes, to: temporary)
      try fileSystem.rename(temporary, to: path)
    } catch {
      try? fileSystem.remove(temporary)
      return false
    }
    do throws(SystemError) {
      try fileSystem.syncFolder(folder.path)
      return true
    } catch {
      // Its request stays in the queue, and would be a second letter.
      try? fileSystem.remove(path)
      return false
    }
  }

  private func fail() -> Result {
    counts.withLock { counts in
      counts.failures += 1
      counts.isHealthy = false
    }
    return .failed
  }

  private func note(_ state: State) {
    counts.withLock { counts in
      counts.letters = state.letters.count
      counts.bytes = state.bytes
    }
  }
}
