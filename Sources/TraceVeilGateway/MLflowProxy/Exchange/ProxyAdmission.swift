import NIOCore
import TraceVeil

/// Room for bodies that are held to be redacted. A request that finds none waits for it, unread in its socket.
struct ProxyAdmission: Sendable {
  let budget: ByteBudget
  /// The time limit of all waits of a request together.
  let limit: Duration
  /// Asks for what holds the room to be got on with.
  let hurry: @Sendable () -> Void
  private let clock = SystemClock()

  init(_ budget: ByteBudget, limit: Duration, hurry: @escaping @Sendable () -> Void) {
    self.budget = budget
    self.limit = limit
    self.hurry = hurry
  }

  /// What the waits of one request have in common.
  struct Waits: Sendable {
    fileprivate let arrival = NIODeadline.now().uptimeNanoseconds
    /// Nil before the first.
    fileprivate var deadline: Duration?
  }

  /// - Parameters:
  ///   - bytes: The bytes to reserve besides those that are held.
  ///   - held: Bytes that the request has reserved already.
  ///   - claim: How much it will need in all.
  ///   - waits: The waits of the request, from when its head was read.
  /// - Returns: Nil when there is no room in time.
  func reserve(
    _ bytes: Int,
    holding held: Int = 0,
    claiming claim: BudgetClaim = .asked,
    waits: inout Waits
  ) async -> ByteBudget.Reservation? {
    let end = waits.deadline ?? clock.now + limit
    var hasWaited = false
    let reservation = await budget.reserve(
      bytes,
      holding: held,
      claiming: claim,
      since: waits.arrival,
      for: .proxy,
      until: end,
      on: clock
    ) {
      hasWaited = true
      hurry()
    }
    if hasWaited { waits.deadline = end }
    return reservation
  }
}
