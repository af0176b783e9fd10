import NIOCore
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Connection roster")
struct ConnectionRosterTests {
  private let now = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private let patience = TimeAmount.milliseconds(250)

  private func full(_ limit: Int, _ standing: ConnectionStanding) -> ConnectionRoster {
    var roster = ConnectionRoster(limit: limit, patience: patience)
    for number in 0..<limit {
      #expect(roster.arrive(at: now) == .admitted(number))
      roster.move(number, to: standing, at: now)
    }
    return roster
  }

  @Test("Up to the limit nobody has to go")
  func room() {
    #expect(full(4, .busy).count == 4)
  }

  @Test("Nobody is closed in the middle of a request: a new one is refused")
  func busy() {
    var roster = full(4, .busy)
    #expect(roster.arrive(at: now) == .refused)
    #expect(roster.count == 4)
  }

  @Test("The one goes that has been idle for longest, not the one that is open for longest")
  func oldestIdle() {
    var roster = full(8, .busy)
    for number in [5, 2, 7] { roster.move(number, to: .kept, at: now) }
    #expect(roster.arrive(at: now) == .admittedFor(8, leaving: 5))
    roster.move(2, to: .busy, at: now)
    #expect(roster.arrive(at: now) == .admittedFor(9, leaving: 7))
  }

  @Test("Of many that have sent nothing, the oldest goes before any that has")
  func flood() {
    var roster = full(8, .kept)
    // Two may come in place of idle ones; from the third on, they go among themselves.
    #expect(roster.arrive(at: now) == .admittedFor(8, leaving: 0))
    #expect(roster.arrive(at: now) == .admittedFor(9, leaving: 1))
    #expect(roster.arrive(at: now) == .admittedFor(10, leaving: 2))
    for number in 11..<1000 {
      #expect(roster.arrive(at: now) == .admittedFor(number, leaving: number - 3))
    }
    #expect(roster[.kept] == 5)
  }

  @Test("A request of which nothing has come for a while goes when nothing is idle, the longest one first")
  func waiting() {
    var roster = full(8, .busy)
    for number in [3, 4] { roster.move(number, to: .waiting, at: now) }
    let later = now + patience
    #expect(roster.arrive(at: later - .nanoseconds(1)) == .refused)
    roster.move(3, to: .waiting, at: later - .nanoseconds(1))
    #expect(roster.arrive(at: later) == .admittedFor(8, leaving: 4))
    roster.move(8, to: .busy, at: later)
    #expect(roster.arrive(at: later) == .refused, "something of it came a moment ago")
  }

  @Test("Of many requests of which nothing comes, the oldest goes before an idle connection")
  func floodOfRequests() {
    var roster = full(8, .kept)
    for number in 0..<3 { roster.move(number, to: .waiting, at: now) }
    #expect(roster.arrive(at: now) == .admittedFor(8, leaving: 3))
    roster.move(8, to: .busy, at: now)
    #expect(roster.arrive(at: now + patience) == .admittedFor(9, leaving: 0))
    roster.move(9, to: .busy, at: now)
    #expect(roster.arrive(at: now + patience) == .admittedFor(10, leaving: 4), "two are no flood")
  }

  @Test("What was told to go does not count, unless it stays after all")
  func leaving() {
    var roster = full(4, .busy)
    roster.move(1, to: .kept, at: now)
    #expect(roster.arrive(at: now) == .admittedFor(4, leaving: 1))
    roster.move(4, to: .busy, at: now)
    #expect(roster.arrive(at: now) == .refused)
    roster.move(1, to: .busy, at: now)
    roster.leave(0)
    #expect(roster.arrive(at: now) == .refused, "there is one too many")
    roster.leave(2)
    #expect(roster.arrive(at: now) == .admitted(2))
  }

  @Test(
    "Numbers are used again, and the order is right after any steps",
    arguments: 1...5 as ClosedRange<UInt64>
  )
  func randomSteps(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var roster = ConnectionRoster(limit: 16, patience: patience)
    var standings: [Int: ConnectionStanding] = [:]
    var order: [Int] = []
    func oldest(_ standing: ConnectionStanding) -> Int? { order.first { standings[$0] == standing } }
    for _ in 0..<2000 {
      if Bool.random(using: &generator) {
        let isFull = standings.values.filter { $0 != .leaving }.count >= 16
        let newcomers = standings.values.filter { $0 == .newcomer }.count
        let expected =
          newcomers > 4 ? oldest(.newcomer) : oldest(.kept) ?? oldest(.newcomer)
        switch roster.arrive(at: now) {
        case .admitted(let number):
          #expect(!isFull)
          #expect(standings[number] == nil)
          standings[number] = .newcomer
          order.append(number)
        case .admittedFor(let number, let leaving):
          #expect(isFull && leaving == expected)
          standings[leaving] = .leaving
          standings[number] = .newcomer
          order.append(number)
        case .refused: #expect(isFull && expected == nil)
        }
      } else if let number = standings.keys.sorted().randomElement(using: &generator) {
        if standings[number] == .leaving || Int.random(in: 0..<4, using: &generator) == 0 {
          roster.leave(number)
          standings[number] = nil
          order.removeAll { $0 == number }
        } else {
          let standing = [ConnectionStanding.kept, .busy, .waiting].randomElement(using: &generator) ?? .busy
          order.removeAll { $0 == number }
          order.append(number)
          standings[number] = standing
          roster.move(number, to: standing, at: now)
        }
      }
      #expect(roster.count == standings.count)
    }
  }
}
