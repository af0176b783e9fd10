import OTLP
import Synchronization
import Testing

@testable import TraceVeil

@Suite("Admission queue")
struct AdmissionQueueTests {
  @Test("First come, first served: a small one does not overtake a large one")
  func order() {
    var queue = AdmissionQueue(limit: 10)
    let ids = [50, 1, 20].map { queue.wait(for: $0, holding: 0, of: 100) }
    #expect(queue.next(room: 49) == nil)
    #expect(queue.next(room: 50) == ids[0])
    let rest = [queue.next(room: 100), queue.next(room: 100)]
    #expect(rest == [ids[1], ids[2]])
    #expect(queue.isEmpty)
  }

  @Test("What has been begun goes before what has not, and nobody new overtakes either")
  func begun() {
    var queue = AdmissionQueue(limit: 10)
    #expect(!queue.overtakes(holding: 0))
    let new = queue.wait(for: 10, holding: 0, of: 100)
    #expect(queue.overtakes(holding: 0))
    #expect(!queue.overtakes(holding: 1))
    let begun = queue.wait(for: 10, holding: 5, of: 100)
    #expect(queue.overtakes(holding: 1))
    let served = [queue.next(room: 10), queue.next(room: 10)]
    #expect(served == [begun, new])
  }

  @Test("Of those that have been begun who came first goes first, however often it has waited")
  func arrival() {
    var queue = AdmissionQueue(limit: 10)
    let late = queue.wait(for: 10, holding: 5, since: 7, of: 100)
    let unknown = queue.wait(for: 10, holding: 5, of: 100)
    let early = queue.wait(for: 10, holding: 5, since: 3, of: 100)
    let same = queue.wait(for: 10, holding: 5, since: 7, of: 100)
    let new = queue.wait(for: 10, holding: 0, since: 1, of: 100)
    let served = (0..<5).map { _ in queue.next(room: 10) }
    #expect(served == [early, late, same, unknown, new])
  }

  @Test("Bounded in number, and there is room again once one has left")
  func bound() {
    var queue = AdmissionQueue(limit: 2)
    let first = queue.wait(for: 1, holding: 0, of: 100)
    _ = queue.wait(for: 1, holding: 1, of: 100)
    let third = queue.wait(for: 1, holding: 0, of: 100)
    #expect(third == nil)
    let removed = [queue.remove(first ?? -1), queue.remove(first ?? -1)]
    #expect(removed == [true, false])
    let fourth = queue.wait(for: 1, holding: 0, of: 100)
    #expect(fourth != nil)
  }

  @Test("Where all that is taken is held by those that wait for more, the last one is refused")
  func deadlock() {
    var queue = AdmissionQueue(limit: 10)
    let first = queue.wait(for: 10, holding: 60, of: 100)
    let second = queue.wait(for: 10, holding: 40, of: 100)
    #expect(first != nil && second == nil)
    let third = queue.wait(for: 10, holding: 39, of: 100)
    #expect(third != nil, "somebody else holds a byte, who will give it back")
  }
}

extension AdmissionQueue {
  fileprivate mutating func next(room: Int) -> ID? { next { $0.bytes <= room }?.id }

  fileprivate mutating func wait(
    for bytes: Int,
    holding held: Int,
    since arrival: UInt64 = .max,
    of taken: Int
  ) -> ID? {
    wait(Waiter(bytes: bytes, held: held, arrival: arrival), of: taken)
  }
}

@Suite("Waiting for a budget")
struct BudgetWaitTests {
  /// Reservations as they are granted.
  private final class Granted: Sendable {
    private let held = Mutex<[BudgetShare]>([])
    private let refusals = Mutex(0)

    /// Waits that ended with nothing.
    var refused: Int { refusals.withLock { $0 } }

    var count: Int { held.withLock { $0.count } }
    func add(_ reservation: consuming ByteBudget.Reservation?) {
      guard var reservation else { return refusals.withLock { $0 += 1 } }
      reservation.complete()
      let share = BudgetShare(reservation)
      held.withLock { $0.append(share) }
    }
    func clear() { held.withLock { $0 = [] } }
  }

  private func admit(
    _ bytes: Int,
    holding held: Int = 0,
    _ budget: ByteBudget,
    _ granted: Granted,
    _ party: ByteBudget.Party? = nil
  ) -> String {
    switch budget.admit(bytes, holding: held, for: party, later: { granted.add($0) }) {
    case .granted(let reservation):
      granted.add(reservation)
      return "granted"
    case .waiting: return "waiting"
    case .refused: return "refused"
    }
  }

  @Test("Bytes that are given back go to who waits, in their order, and to nobody else")
  func grants() {
    let budget = ByteBudget(limit: 100)
    let (first, second) = (Granted(), Granted())
    #expect(admit(80, budget, first) == "granted")
    #expect(admit(30, budget, second) == "waiting")
    #expect(admit(10, budget, second) == "waiting", "there is room, but not for who comes later")
    #expect(budget.waiting == 2)
    first.clear()
    #expect(second.count == 2)
    #expect((budget.reserved, budget.waiting) == (40, 0))
    second.clear()
    #expect(budget.reserved == 0)
  }

  @Test("A budget that is closed ends all waits, lets nobody wait, and grants what there is")
  func closed() {
    let budget = ByteBudget(limit: 100)
    let (first, second) = (Granted(), Granted())
    #expect(admit(80, budget, first) == "granted")
    #expect(admit(30, budget, second) == "waiting")
    budget.close()
    #expect((second.count, second.refused, budget.waiting) == (0, 1, 0))
    #expect(admit(30, budget, second) == "refused")
    #expect(admit(20, budget, second) == "granted")
    first.clear()
    #expect((second.count, budget.reserved) == (1, 20))
  }

  @Test("A wait that is given up is over, and lets those behind it have their turn")
  func givenUp() {
    let budget = ByteBudget(limit: 100)
    let (first, second) = (Granted(), Granted())
    #expect(admit(80, budget, first) == "granted")
    var wait: ByteBudget.Wait?
    switch budget.admit(90, holding: 0, for: nil, later: { second.add($0) }) {
    case .waiting(let given): wait = given
    default: Issue.record("did not wait")
    }
    #expect(admit(20, budget, second) == "waiting")
    #expect(wait.map(budget.giveUp) == true)
    #expect(second.count == 1)
    #expect(wait.map(budget.giveUp) == false)
  }

  @Test("Who waits for bytes of one party holds up no other, and gets what the other gives back")
  func parties() {
    let budget = ByteBudget(limit: 600, parties: [.signal(.traces), .signal(.logs), .proxy])
    let (traces, logs, waiting) = (Granted(), Granted(), Granted())
    #expect(admit(400, budget, traces, .signal(.traces)) == "granted")
    #expect(admit(50, budget, waiting, .signal(.traces)) == "waiting")
    #expect(admit(100, budget, logs, .signal(.logs)) == "granted")
    #expect(admit(1, budget, waiting, .signal(.logs)) == "waiting")
    #expect(budget.waiting == 2 && budget.reserved == 500)
    logs.clear()
    #expect(waiting.count == 1 && budget.reserved == 401, "what one is sure of is not lent")
    traces.clear()
    #expect(waiting.count == 2 && budget.reserved == 51)
  }

  @Test("Who has begun goes on past those who wait for what it holds")
  func goesFirst() {
    let budget = ByteBudget(limit: 100)
    let (first, second) = (Granted(), Granted())
    #expect(admit(60, budget, first) == "granted")
    #expect(admit(10, budget, second) == "granted")
    #expect(admit(50, holding: 10, budget, second) == "waiting")
    #expect(admit(5, holding: 60, budget, first) == "granted", "there is room for it")
    first.clear()
    #expect(second.count == 2 && budget.reserved == 60)
  }

  @Test("What could never fit does not wait")
  func tooLarge() {
    let budget = ByteBudget(limit: 100)
    #expect(admit(101, budget, Granted()) == "refused")
    let half = Granted()
    #expect(admit(50, budget, half) == "granted")
    #expect(admit(51, holding: 50, budget, half) == "refused")
  }
}
