/// The places of the exports that a destination may have under way, by partition, as a value. The requests of one tenant
/// are a partition.
///
/// No tenant has all of them: the last free place is for one that has none. So while a destination leaves the requests of
/// one tenant without an answer, those of others go on. Of those that wait for a place, the partition that has fewest goes
/// first, and of two that have as many the one that asked first. Where no others have come lately, all places are a
/// partition's own, if its requests bring nothing that could tell tenants apart, or there are only two.
///
/// Partitions that the destination left without an answer the last time share half of the places, and those that it has never
/// answered leave one to those that it has. So however many get no answer, those that are answered go on.
struct ExportPlaces: Sendable {
  typealias Ticket = WaiterID

  enum Answer: Sendable, Equatable {
    case admitted
    /// - isBarred: The partition has all that it may have, and waits for its own exports alone, or for those of others that
    ///   get no answer either.
    case waits(isBarred: Bool)
  }

  /// After this many exports in a row, a partition without a tenant no longer has rivals.
  static let forgetting = 1000

  /// Requests of a partition that may wait beside others since it has all places that it may have. Those of one that gets no
  /// answer are bounded by their bytes alone, as those are that wait for their next attempt.
  static let maximumAside = 1024

  private struct Waiting: Sendable {
    let ticket: Ticket
    /// Its number among all that ever waited.
    let number: Int
  }

  private(set) var limit: Int
  private var held: [ForwardedHeaders: Int] = [:]
  /// The waiting exports of each partition, in the order in which they asked.
  private var lines: [ForwardedHeaders: [Waiting]] = [:]
  private(set) var waitingCount = 0
  private var nextNumber = 0
  private(set) var free: Int
  private var answers = AnsweredPartitions()
  /// The partition that asked last, and how often it has asked since another one did.
  private var last: ForwardedHeaders?
  private var inARow = Self.forgetting

  init(limit: Int) {
    precondition(limit > 0, "an exporter must allow one export at least")
    self.limit = limit
    free = limit
  }

  func held(by partition: ForwardedHeaders) -> Int { held[partition] ?? 0 }

  /// - Parameter ticket: By which an answer to come is known; it must be new.
  mutating func ask(_ ticket: Ticket, for partition: ForwardedHeaders) -> Answer {
    note(partition)
    let share = share(of: partition)
    let hasAll = share < limit && held(by: partition) >= share
    let waiting = lines[partition]?.count ?? 0
    let isBarred = hasAll && waiting < Self.maximumAside || !hasRoomForUnanswered(partition)
    // Whoever waits has been let in as far as that is possible.
    if mayEnter(partition), lines[partition] == nil {
      take(partition)
      return .admitted
    }
    lines[partition, default: []].append(Waiting(ticket: ticket, number: nextNumber))
    nextNumber += 1
    waitingCount += 1
    return .waits(isBarred: isBarred)
  }

  /// There are more places or fewer. What has begun goes on, if it is more than there may be now.
  /// - Returns: Who has a place now.
  mutating func resize(to limit: Int) -> [Ticket] {
    precondition(limit > 0, "an exporter must allow one export at least")
    free += limit - self.limit
    self.limit = limit
    return admitWaiting()
  }

  /// An export has ended. - Returns: Who has a place now.
  mutating func leave(_ partition: ForwardedHeaders) -> [Ticket] {
    let left = held(by: partition) - 1
    held[partition] = left > 0 ? left : nil
    free += 1
    return admitWaiting()
  }

  /// Somebody waits no longer. - Returns: Who has a place now.
  mutating func giveUp(_ ticket: Ticket) -> [Ticket] {
    for (partition, line) in lines {
      guard let index = line.firstIndex(where: { $0.ticket == ticket }) else { continue }
      remove(index, of: partition)
      return admitWaiting()
    }
    return []
  }

  /// An attempt has ended, with an answer or without one. - Returns: Who has a place now.
  mutating func note(_ partition: ForwardedHeaders, isAnswered: Bool) -> [Ticket] {
    let wasAnswered = answers.isAnswered(partition)
    answers.note(partition, isAnswered: isAnswered)
    guard isAnswered, !wasAnswered else { return [] }
    return admitWaiting()
  }

  private mutating func admitWaiting() -> [Ticket] {
    var admitted: [Ticket] = []
    while let partition = next() {
      take(partition)
      admitted.append(remove(0, of: partition))
    }
    return admitted
  }

  /// The partition whose first one is let in next.
  private func next() -> ForwardedHeaders? {
    guard free > 0 else { return nil }
    var best: (partition: ForwardedHeaders, held: Int, number: Int)?
    for (partition, line) in lines where mayEnter(partition) {
      let (held, number) = (held(by: partition), line[0].number)
      if let best, (best.held, best.number) < (held, number) { continue }
      best = (partition, held, number)
    }
    return best?.partition
  }

  @discardableResult
  private mutating func remove(_ index: Int, of partition: ForwardedHeaders) -> Ticket {
    waitingCount -= 1
    let one = lines[partition, default: []].remove(at: index)
    if lines[partition]?.isEmpty == true { lines[partition] = nil }
    return one.ticket
  }

  private mutating func take(_ partition: ForwardedHeaders) {
    held[partition, default: 0] += 1
    free -= 1
  }

  private func mayEnter(_ partition: ForwardedHeaders) -> Bool {
    let held = held(by: partition)
    return free > 0 && held < share(of: partition) && (free > 1 || held == 0 || share(of: partition) == limit)
      && hasRoomForUnanswered(partition)
  }

  /// Whether a partition is answered, or there is room for one more that is not.
  private func hasRoomForUnanswered(_ partition: ForwardedHeaders) -> Bool {
    guard !answers.isEmpty, !answers.isAnswered(partition) else { return true }
    let taken = held.reduce(0) { answers.isAnswered($1.key) ? $0 : $0 + $1.value }
    guard taken < max(1, limit - 1) else { return false }
    guard answers.unanswered.contains(partition) else { return true }
    let silent = held.reduce(0) { answers.unanswered.contains($1.key) ? $0 + $1.value : $0 }
    return silent < max(1, limit / 2)
  }

  /// What a partition may have at most.
  private func share(of partition: ForwardedHeaders) -> Int {
    let isAlone = partition == last && inARow >= Self.forgetting && (limit < 3 || !partition.namesTenant)
    return isAlone ? limit : max(1, limit - 1)
  }

  private mutating func note(_ partition: ForwardedHeaders) {
    if last == nil { last = partition }
    if last == partition {
      inARow = min(inARow + 1, Self.forgetting)
    } else {
      (last, inARow) = (partition, 0)
    }
  }
}

extension ForwardedHeaders {
  /// Whether there is a header that a sender set, and not only what gateways count.
  fileprivate var namesTenant: Bool { fields.contains { $0.name != HopCount.header } }
}
