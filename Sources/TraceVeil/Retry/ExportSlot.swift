import Synchronization

/// The place of one export among those that may be under way. While the export waits for another attempt, it gives its
/// place to others, so that what one tenant's requests wait for holds up nobody else's.
///
/// Those that wait hold what they have of the byte budget, which bounds them. Safe on any thread.
final class ExportSlot: Sendable {
  /// The slot of the current export's task; nil if exports do not give their slots away.
  @TaskLocal static var current: ExportSlot?

  /// Requests of one partition that wait for their own next attempt beside their places: each of them is an attempt at a
  /// destination that may be away. Those that the destination holds back attempt nothing.
  static let maximumParked = 16

  private let parking: ExportParking
  private let partition: ForwardedHeaders
  private let hasPlace = Mutex(true)

  /// - Parameter parking: The parking of the admission that has admitted the export.
  init(_ parking: ExportParking, partition: ForwardedHeaders) {
    self.parking = parking
    self.partition = partition
  }

  /// Gives the place away for a while.
  /// - Parameter isHeld: Whether the destination has asked not to be called for this partition.
  /// - Returns: False when it is kept.
  func park(isHeld: Bool) -> Bool {
    guard parking.park(partition, limit: isHeld ? .max : Self.maximumParked) else { return false }
    hasPlace.withLock { $0 = false }
    return true
  }

  /// Waits for a place, unless the task is cancelled.
  func comeBack() async {
    let isAdmitted = await parking.comeBack(partition)
    hasPlace.withLock { $0 = isAdmitted }
  }

  /// An attempt has ended, with an answer or without one.
  func note(isAnswered: Bool) { parking.admission.note(partition, isAnswered: isAnswered) }

  /// An attempt has ended, and is to be repeated or not.
  func note(isFailing: Bool) { parking.note(partition, isFailing: isFailing) }

  /// The export has ended.
  func end() {
    if hasPlace.withLock({ $0 }) { parking.admission.leave(partition) }
  }
}

/// The exports of one destination that wait beside their places. Safe on any thread.
final class ExportParking: Sendable {
  let admission: ExportAdmission
  private let parked = Mutex<[ForwardedHeaders: Int]>([:])
  private let failing = Mutex(FailingPartitions())

  init(_ admission: ExportAdmission) { self.admission = admission }

  /// Whether the last attempt of any partition is to be repeated.
  var isFailing: Bool { failing.withLock { $0.isFailing } }

  /// Whether the last attempt of the partition is to be repeated; nil where nothing is known of it.
  func isFailing(_ partition: ForwardedHeaders) -> Bool? { failing.withLock { $0.isFailing(partition) } }

  fileprivate func note(_ partition: ForwardedHeaders, isFailing: Bool) {
    failing.withLock { $0.note(partition, isFailing: isFailing) }
  }

  /// - Parameter limit: How many of the partition may be parked.
  fileprivate func park(_ partition: ForwardedHeaders, limit: Int) -> Bool {
    let isParked = parked.withLock { parked in
      guard parked[partition, default: 0] < limit else { return false }
      parked[partition, default: 0] += 1
      return true
    }
    if isParked { admission.leave(partition) }
    return isParked
  }

  /// - Returns: False when the task is cancelled.
  fileprivate func comeBack(_ partition: ForwardedHeaders) async -> Bool {
    parked.withLock { parked in
      let left = parked[partition, default: 1] - 1
      parked[partition] = left > 0 ? left : nil
    }
    return await admission.enter(partition)
  }
}
