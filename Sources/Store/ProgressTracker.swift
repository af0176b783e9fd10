/// Which records are done with, as a value: all below a floor, and some above it.
///
/// Records are handed out in the order of their numbers and may end in any order. As many are above the floor as are
/// handed out at a time.
struct ProgressTracker: Sendable, Equatable {
  /// All records with a smaller number are done with, or never were.
  private(set) var floor: UInt64
  /// Above the floor, ascending.
  private(set) var done: [UInt64]
  /// Handed out and not done with, ascending.
  private(set) var outstanding: [UInt64] = []
  /// The next record that is handed out has this number at least.
  private var next: UInt64

  init(floor: UInt64 = 0, done: some Sequence<UInt64> = []) {
    self.floor = floor
    self.done = Set(done).filter { $0 >= floor }.sorted()
    next = floor
  }

  func isDone(_ sequence: UInt64) -> Bool { sequence < floor || Self.contains(done, sequence) }

  /// A record is handed out, or skipped because it was done with before.
  mutating func issue(_ sequence: UInt64) {
    next = max(next, sequence + 1)
    if !isDone(sequence) { outstanding.append(sequence) }
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
    var finished: [UInt64] = []
    for sequence in sequences {
      let index = Self.place(of: sequence, in: outstanding)
      guard index < outstanding.count, outstanding[index] == sequence else { continue }
      outstanding.remove(at: index)
      done.insert(sequence, at: Self.place(of: sequence, in: done))
      finished.append(sequence)
    }
    advance()
    return finished
  }

  /// All records with a smaller number are given up, those among them that had been handed out.
  mutating func abandon(below sequence: UInt64) {
    outstanding.removeFirst(Self.place(of: sequence, in: outstanding))
    advance(to: sequence)
  }

  private mutating func advance() {
    let floor = outstanding.first ?? next
    guard floor > self.floor else { return }
    self.floor = floor
    done.removeFirst(Self.place(of: floor, in: done))
  }

  private static func contains(_ numbers: [UInt64], _ number: UInt64) -> Bool {
    let index = place(of: number, in: numbers)
    return index < numbers.count && numbers[index] == number
  }

  /// Of the first number that is not smaller.
  private static func place(of number: UInt64, in numbers: [UInt64]) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
