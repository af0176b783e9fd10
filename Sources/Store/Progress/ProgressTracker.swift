/// Which records are finished, as a value: all below a floor, and some above it.
///
/// Records are handed out in the order of their numbers and may end in any order. A record that is not finished gets
/// another number, behind all others, when it is rewritten.
struct ProgressTracker: Sendable, Equatable {
  /// All records with a smaller number are finished, or never existed.
  private(set) var floor: UInt64
  /// The finished records from the floor on.
  private(set) var done: SequenceSet
  /// Handed out and not done with, ascending.
  private(set) var outstanding: [UInt64] = []
  /// The bytes of the records that are handed out and not finished.
  private(set) var outstandingBytes = 0
  private var sizes: [UInt64: Int] = [:]
  /// The next record that is handed out has this number at least.
  private var next: UInt64

  init(floor: UInt64 = 0, done: SequenceSet = SequenceSet()) {
    self.floor = floor
    self.done = done
    self.done.remove(below: floor)
    next = floor
  }

  func isDone(_ sequence: UInt64) -> Bool { sequence < floor || done.contains(sequence) }

  func isOutstanding(_ sequence: UInt64) -> Bool { sizes[sequence] != nil }

  /// A record is handed out, or skipped because it was before.
  mutating func issue(_ sequence: UInt64, bytes: Int = 0) {
    next = max(next, sequence + 1)
    if !isDone(sequence), !isOutstanding(sequence) { insert(sequence, bytes) }
    advance()
  }

  /// No record is handed out any more that has a smaller number.
  mutating func advance(to sequence: UInt64) {
    next = max(next, sequence)
    advance()
  }

  /// - Returns: Those that had been handed out and had not ended.
  @discardableResult
  mutating func finish(_ sequences: [UInt64]) -> [UInt64] {
    let finished = sequences.filter { remove($0) != nil }
    for sequence in finished { done.insert(sequence...sequence) }
    advance()
    return finished
  }

  /// A record has been written anew, under a number that no record has had. It stays handed out, unless it has ended since.
  mutating func move(_ sequence: UInt64, to number: UInt64) {
    if let bytes = remove(sequence) {
      done.insert(sequence...sequence)
      insert(number, bytes)
    } else {
      done.insert(number...number)
    }
    advance()
  }

  /// Gives up all records with a smaller number, also those that had been handed out.
  mutating func abandon(below sequence: UInt64) {
    for one in outstanding.prefix(place(of: sequence)) { remove(one) }
    advance(to: sequence)
  }

  private mutating func insert(_ sequence: UInt64, _ bytes: Int) {
    outstanding.insert(sequence, at: place(of: sequence))
    sizes[sequence] = bytes
    outstandingBytes += bytes
  }

  /// - Returns: Its bytes; nil for one that is not handed out, or done with.
  @discardableResult
  private mutating func remove(_ sequence: UInt64) -> Int? {
    guard let bytes = sizes.removeValue(forKey: sequence) else { return nil }
    outstanding.remove(at: place(of: sequence))
    outstandingBytes -= bytes
    return bytes
  }

  private mutating func advance() {
    // What was written anew has a larger number than what has not been handed out yet.
    let floor = min(outstanding.first ?? next, next)
    guard floor > self.floor else { return }
    self.floor = floor
    done.remove(below: floor)
  }

  /// The position of the first one that is handed out and not smaller.
  private func place(of number: UInt64) -> Int {
    var (low, high) = (0, outstanding.count)
    while low < high {
      let middle = (low + high) / 2
      if outstanding[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
