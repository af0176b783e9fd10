/// Records that the reader has left for later, as a value: where each is on disk, by the label of its partition. They are handed
/// out and not done with, as far as progress is concerned.
struct PassedRecords: Sendable {
  struct Place: Sendable, Equatable {
    /// The number that it has now.
    var sequence: UInt64
    /// The first number of its segment.
    var segment: UInt64
    /// The offset of its header in the segment, in bytes.
    var offset: Int
    /// The bytes of the record with its header.
    var bytes: Int32
    var items: Int32
  }

  /// The oldest first; those before `first` are gone.
  private struct Line: Sendable {
    var places: [Place] = []
    var first = 0

    var isEmpty: Bool { first == places.count }

    mutating func removeFirst() {
      first += 1
      // What is gone is cut off now and then, not each time.
      if first * 2 >= places.count {
        places.removeFirst(first)
        first = 0
      }
    }

    /// - Returns: Nil when there is none.
    func index(of sequence: UInt64) -> Int? {
      var (low, high) = (first, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle].sequence < sequence { low = middle + 1 } else { high = middle }
      }
      return low < places.count && places[low].sequence == sequence ? low : nil
    }
  }

  static let limit = 65_536
  /// The most bytes of all labels together.
  static let labelBytes = 1 << 20

  private let limit: Int
  private var lines: [[UInt8]: Line] = [:]
  private var labels: [UInt64: [UInt8]] = [:]
  private var labelBytes = 0

  init(limit: Int = PassedRecords.limit) { self.limit = limit }

  var count: Int { labels.count }

  /// The labels of the partitions that have skipped records. The partition with the oldest record comes first.
  var partitions: [[UInt8]] {
    guard !lines.isEmpty else { return [] }
    return lines.sorted {
      $0.value.places[$0.value.first].sequence < $1.value.places[$1.value.first].sequence
    }
    .map(\.key)
  }

  func first(of label: [UInt8]) -> Place? { lines[label].map { $0.places[$0.first] } }

  /// - Parameter place: Behind all others of its partition.
  /// - Returns: False when there is no room.
  mutating func add(_ place: Place, of label: [UInt8]) -> Bool {
    let more = lines[label] == nil ? label.count : 0
    guard count < limit, labelBytes + more <= Self.labelBytes else { return false }
    labelBytes += more
    put(place, label)
    return true
  }

  /// It is handed out, or lost. - Returns: False when it is not here.
  @discardableResult
  mutating func remove(_ sequence: UInt64) -> Bool {
    guard let label = take(sequence) else { return false }
    forget(label)
    return true
  }

  /// It has been written anew, behind all others. - Returns: False when it is not here.
  mutating func move(_ sequence: UInt64, to place: Place) -> Bool {
    guard let label = take(sequence) else { return false }
    put(place, label)
    return true
  }

  /// Drops records with a smaller number, which are not on disk any more.
  /// - Returns: The items of the dropped records.
  mutating func drop(below sequence: UInt64) -> Int {
    var items = 0
    for label in Array(lines.keys) {
      while let place = first(of: label), place.sequence < sequence {
        items += Int(place.items)
        remove(place.sequence)
      }
    }
    return items
  }

  private mutating func put(_ place: Place, _ label: [UInt8]) {
    lines[label, default: Line()].places.append(place)
    labels[place.sequence] = label
  }

  /// - Returns: Its label, whose line may be empty now.
  private mutating func take(_ sequence: UInt64) -> [UInt8]? {
    guard let label = labels.removeValue(forKey: sequence), let index = lines[label]?.index(of: sequence)
    else { return nil }
    if index == lines[label]?.first {
      lines[label]?.removeFirst()
    } else {
      lines[label]?.places.remove(at: index)
    }
    return label
  }

  private mutating func forget(_ label: [UInt8]) {
    guard lines[label]?.isEmpty == true else { return }
    lines[label] = nil
    labelBytes -= label.count
  }
}
