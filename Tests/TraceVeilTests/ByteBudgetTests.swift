import OTLP
import Testing

@testable import TraceVeil

@Suite struct ByteBudgetTests {
  @Test func givesNoMoreThanThereIs() {
    let budget = ByteBudget(limit: 100)
    var first = hold(60, of: budget)
    #expect(first != nil)
    #expect(hold(41, of: budget) == nil)
    var second = hold(40, of: budget)
    #expect(second != nil)
    #expect(budget.reserved == 100)
    first = nil
    #expect(budget.reserved == 40)
    second = nil
    #expect(budget.reserved == 0)
  }

  @Test func changesTheSizeOfAReservation() {
    let budget = ByteBudget(limit: 100)
    guard var reservation = budget.reserve(10) else {
      Issue.record("10 of 100 bytes are free")
      return
    }
    let answers = [reservation.resize(to: 100), reservation.resize(to: 101)]
    #expect(answers == [true, false])
    let bytes = reservation.bytes
    #expect(bytes == 100)
    let shrinks = reservation.resize(to: 3)
    #expect(shrinks)
    #expect(budget.reserved == 3)
    _ = consume reservation
    #expect(budget.reserved == 0)
  }

  @Test func leavesRoomForOthersOfItsPartyWhereAsked() {
    let budget = ByteBudget(limit: 400, parties: [.signal(.traces), .signal(.logs)])
    func canReserve(_ bytes: Int, leavingRoom: Bool) -> Bool {
      let reservation = budget.reserve(bytes, for: .signal(.logs), leavingRoom: leavingRoom)
      return (consume reservation) != nil
    }
    let first = budget.reserve(1, for: .signal(.logs))
    let answers = [(249, true), (250, true), (299, false), (300, false)].map {
      canReserve($0, leavingRoom: $1)
    }
    #expect(answers == [true, false, true, false], "of 300, 50 are half of what logs are sure of")
    _ = consume first
  }

  @Test func isSharedBySeveralTasks() async {
    let budget = ByteBudget(limit: 1000)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for bytes in 0..<1000 {
            guard var reservation = budget.reserve(bytes % 200) else { continue }
            _ = reservation.resize(to: (bytes * 7) % 300)
          }
        }
      }
    }
    #expect(budget.reserved == 0)
  }

  @Test func isGivenBackWithTheLastShare() {
    let budget = ByteBudget(limit: 10)
    var share = hold(10, of: budget)
    var other = share
    share = nil
    #expect(budget.reserved == 10)
    _ = other
    other = nil
    #expect(budget.reserved == 0)
  }

  private func hold(_ bytes: Int, of budget: ByteBudget) -> BudgetShare? {
    guard let reservation = budget.reserve(bytes) else { return nil }
    return BudgetShare(reservation)
  }
}
