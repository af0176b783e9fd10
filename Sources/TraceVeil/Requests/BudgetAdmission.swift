/// Who gets bytes of a budget and when, as a value: the ledger, and the waiting requests of each party.
struct BudgetAdmission: Sendable {
  struct Wait: Sendable, Hashable {
    let place: Int
    let id: AdmissionQueue.ID
  }

  enum Answer: Sendable, Hashable {
    case granted
    case waits(Wait)
    /// There is no room, and none to wait in.
    case refused
  }

  private(set) var ledger: BudgetLedger
  /// Whether nobody may wait any more.
  private var isClosed = false
  /// The waiting requests of each party. Those of one party do not delay another.
  private var queues: [AdmissionQueue]

  init(limit: Int, parties: Int, maximumWaiting: Int) {
    ledger = BudgetLedger(limit: limit, parties: parties)
    queues = Array(repeating: AdmissionQueue(limit: maximumWaiting / parties), count: parties)
  }

  var waiting: Int { queues.reduce(0) { $0 + $1.count } }

  /// One party more, whose requests never wait here. - Returns: Its place.
  mutating func add() -> Int {
    let place = ledger.add()
    if place == queues.count { queues.append(AdmissionQueue(limit: 0)) }
    return place
  }

  mutating func remove(_ place: Int) { ledger.remove(place) }

  /// Bytes now or later: first come, first served, and before others who holds some already.
  mutating func admit(_ asker: AdmissionQueue.Waiter, at place: Int) -> Answer {
    let ledger = ledger
    let isSafe = { (one: AdmissionQueue.Waiter) in ledger.isSafe(place, one) }
    if isSafe(asker), !queues[place].overtakes(holding: asker.held, isSafe: isSafe), grow(place, asker) {
      return .granted
    }
    if !isClosed, asker.bytes <= ledger.limit - asker.held,
      let id = queues[place].wait(asker, of: ledger.total)
    {
      return .waits(Wait(place: place, id: id))
    }
    // One that cannot wait, as those before it wait for what it holds, goes first where there is room.
    return asker.held > 0 && grow(place, asker) ? .granted : .refused
  }

  /// Bytes now or not at all.
  /// - Parameter room: That the party is to have afterwards still.
  mutating func grow(_ place: Int, by bytes: Int, own: Int, leaving room: Int = 0) -> Bool {
    let asker = AdmissionQueue.Waiter(bytes: bytes, held: own)
    var after = ledger
    guard room == 0 || after.grow(place, by: bytes + room, own: own) else { return false }
    return ledger.isSafe(place, asker) && grow(place, asker)
  }

  mutating func shrink(_ place: Int, by bytes: Int, isWhole: Bool) {
    ledger.shrink(place, by: bytes, isWhole: isWhole)
  }

  mutating func complete(_ place: Int, _ bytes: Int) { ledger.complete(place, bytes) }

  /// - Returns: False when it does not wait any more.
  mutating func remove(_ wait: Wait) -> Bool { queues[wait.place].remove(wait.id) }

  /// Ends all waits, and lets nobody wait any more.
  mutating func close() {
    isClosed = true
    queues = queues.map { $0.emptied }
  }

  /// Takes the first one out for which there is room, of any party. To be asked until there is none, after bytes have
  /// come back, a request has become whole, or a wait has ended.
  mutating func next() -> (wait: Wait, bytes: Int)? {
    for place in queues.indices where !queues[place].isEmpty {
      var ledger = ledger
      let before = ledger
      let next = queues[place].next(
        isSafe: { before.isSafe(place, $0) },
        hasRoom: { ledger.grow(place, by: $0.bytes, own: $0.held) }
      )
      guard let next else { continue }
      self.ledger = ledger
      return (Wait(place: place, id: next.id), next.bytes)
    }
    return nil
  }

  private mutating func grow(_ place: Int, _ asker: AdmissionQueue.Waiter) -> Bool {
    ledger.grow(place, by: asker.bytes, own: asker.held)
  }
}

extension BudgetLedger {
  fileprivate func isSafe(_ place: Int, _ one: AdmissionQueue.Waiter) -> Bool {
    isSafe(place, by: one.bytes, own: one.held, one.claim)
  }
}
