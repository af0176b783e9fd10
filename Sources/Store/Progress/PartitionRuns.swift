/// Whether there are records of other partitions behind one, as far as that is known, as a value.
struct PartitionRuns: Sendable, Equatable {
  /// After this many records of one partition in a row, no other is expected.
  static let forgetting = 1000

  /// The label of the record that was written last.
  private var written: [UInt8]?
  private var lastWritten: UInt64 = 0
  /// The sequence number of the last written record of another partition.
  private var otherWritten: UInt64 = 0
  /// The label of the record that was read last.
  private var read: [UInt8]?
  /// How many have been read since one of another partition.
  private var inARow = 0

  /// A record has come.
  mutating func noteWritten(_ label: ArraySlice<UInt8>, _ sequence: UInt64) {
    if let written, written[...] != label { otherWritten = lastWritten }
    if written.map({ $0[...] != label }) ?? true { written = Array(label) }
    lastWritten = sequence
  }

  mutating func noteRead(_ label: ArraySlice<UInt8>) {
    if let read, read[...] == label {
      inARow = min(inARow + 1, Self.forgetting)
    } else {
      (read, inARow) = (Array(label), 0)
    }
  }

  /// Whether another partition has records behind this number, or has had some among the last that were read. What an earlier run
  /// has written is not known before it is read.
  func hasOthers(than label: ArraySlice<UInt8>, behind sequence: UInt64) -> Bool {
    let newest = written.map { $0[...] == label ? otherWritten : lastWritten } ?? 0
    return newest > sequence || read.map { $0[...] != label } ?? false || inARow < Self.forgetting
  }
}
