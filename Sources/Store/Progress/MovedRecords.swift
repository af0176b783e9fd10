/// Records that were written anew while they were handed out, as a value: who was given one knows it by its first number.
struct MovedRecords: Sendable, Equatable {
  private var numbers: [UInt64: UInt64] = [:]
  /// The first number of each moved record, by its current number.
  private var first: [UInt64: UInt64] = [:]

  /// The number that a record has now.
  subscript(sequence: UInt64) -> UInt64 { numbers[sequence] ?? sequence }

  mutating func move(_ sequence: UInt64, to number: UInt64) {
    let first = first.removeValue(forKey: sequence) ?? sequence
    numbers[first] = number
    self.first[number] = first
  }

  /// The last word about a record.
  /// - Returns: The number that it has now.
  mutating func end(_ sequence: UInt64) -> UInt64 {
    guard let number = numbers.removeValue(forKey: sequence) else { return sequence }
    first[number] = nil
    return number
  }
}
