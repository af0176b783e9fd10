import TestSupport
import Testing

@testable import TraceVeil

/// Bodies that come by steps into one budget, some of them at the same time.
@Suite struct BudgetAdmissionTests {
  private struct Body {
    let place: Int
    let size: Int
    let isKnown: Bool
    let arrival: UInt64
    var held = 0
    var wait: BudgetAdmission.Wait?
    var asked = 0
    var isDelivered = false

    var isWhole: Bool { held == size }

    /// Whether it waits, and its turn is before that of another one which waits.
    func goesBefore(_ other: Body, _ ledger: BudgetLedger) -> Bool {
      guard let wait, let otherWait = other.wait, place == other.place, (held > 0) == (other.held > 0) else {
        return false
      }
      // New ones come one behind the other; those that have begun are each other's in the order of their arrival.
      let isEarlier = held > 0 ? arrival < other.arrival : wait.id < otherWait.id
      return isEarlier && ledger.isSafe(place, by: asked, own: held, next.claim)
    }

    var next: AdmissionQueue.Waiter {
      AdmissionQueue.Waiter(
        bytes: min(max(4, held), size - held),
        held: held,
        claim: isKnown ? .total(size) : .unknown,
        arrival: arrival
      )
    }
  }

  private struct Run {
    var admission: BudgetAdmission
    var bodies: [Body] = []
    var refusals = 0
    var overtaken = 0

    /// The body asks for its next step, or is delivered when it is whole.
    mutating func go(on index: Int) {
      guard bodies[index].wait == nil, !bodies[index].isDelivered else { return }
      let body = bodies[index]
      if body.isWhole {
        bodies[index].isDelivered = true
        admission.shrink(body.place, by: body.size, isWhole: true)
        return grantNext()
      }
      switch admission.admit(body.next, at: body.place) {
      case .granted: receive(index, body.next.bytes)
      case .waits(let wait): (bodies[index].wait, bodies[index].asked) = (wait, body.next.bytes)
      case .refused: refusals += 1
      }
    }

    private mutating func receive(_ index: Int, _ bytes: Int) {
      bodies[index].held += bytes
      guard bodies[index].isWhole else { return }
      admission.complete(bodies[index].place, bodies[index].size)
      grantNext()
    }

    private mutating func grantNext() {
      while true {
        let ledger = admission.ledger
        guard let (wait, bytes) = admission.next() else { return }
        guard let index = bodies.firstIndex(where: { $0.wait == wait }) else {
          refusals += 1
          return
        }
        let first = bodies[index]
        overtaken += bodies.filter { $0.goesBefore(first, ledger) }.count
        bodies[index].wait = nil
        receive(index, bytes)
      }
    }
  }

  /// Whatever comes in whatever order: nobody is refused while all that is whole leaves, and all come to their end; and
  /// nobody is overtaken whose turn it is.
  @Test(arguments: 1...4) func allComeToTheirEnd(parties: Int) {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let limit = Int.random(in: 200...4000, using: &random)
      var run = Run(admission: BudgetAdmission(limit: limit, parties: parties, maximumWaiting: 1000))
      let largest = limit - (parties > 1 ? limit / (2 * parties) : limit) * (parties - 1)
      for arrival in 0..<UInt64(40) {
        let isKnown = Int.random(in: 0..<4, using: &random) > 0
        run.bodies.append(
          Body(
            place: Int.random(in: 0..<parties, using: &random),
            size: Int.random(in: 1...(isKnown ? largest - largest / 8 : largest / 2), using: &random),
            isKnown: isKnown,
            arrival: arrival
          )
        )
      }
      // Each can go on at most so often: what is left then waits for ever.
      for _ in 0..<4000 { run.go(on: Int.random(in: run.bodies.indices, using: &random)) }
      for _ in 0..<1000 { for index in run.bodies.indices { run.go(on: index) } }
      #expect(run.refusals == 0 && run.overtaken == 0, "seed \(seed)")
      let left = run.bodies.filter { !$0.isDelivered }.count
      #expect(left == 0, "seed \(seed)")
      #expect(run.admission.ledger.total == 0 && run.admission.waiting == 0, "seed \(seed)")
      let partial = run.admission.ledger.partial.reduce(0, +)
      #expect(partial == 0, "seed \(seed)")
    }
  }

  /// What a head only declares takes nobody's room.
  @Test func aLargeClaimHoldsUpNobody() {
    var admission = BudgetAdmission(limit: 1000, parties: 1, maximumWaiting: 10)
    for arrival in 0..<5 {
      let answer = admission.admit(
        .init(bytes: 4, held: 0, claim: .total(1000), arrival: UInt64(arrival)),
        at: 0
      )
      #expect(answer == .granted)
    }
    guard case .waits = admission.admit(.init(bytes: 300, held: 4, claim: .total(1000)), at: 0) else {
      Issue.record("it could not become whole beside the others")
      return
    }
    #expect(admission.admit(.init(bytes: 500, held: 0, claim: .total(500)), at: 0) == .granted)
  }

  @Test func whoseStepIsNotSafeWaitsUntilAnotherIsWhole() {
    var admission = BudgetAdmission(limit: 1000, parties: 1, maximumWaiting: 10)
    let first = admission.admit(.init(bytes: 500, held: 0, claim: .total(600)), at: 0)
    let second = admission.admit(.init(bytes: 200, held: 0, claim: .total(600)), at: 0)
    guard case .waits(let wait) = second else {
      Issue.record("there is room for its step, and not for all of it")
      return
    }
    let rest = admission.admit(.init(bytes: 100, held: 500, claim: .total(600)), at: 0)
    #expect((first, rest) == (.granted, .granted))
    #expect(admission.next() == nil)
    admission.complete(0, 600)
    #expect(admission.next()?.wait == wait)
  }
}
