import Synchronization

/// Where the gateway is in its life.
enum GatewayPhase: String, Sendable, CaseIterable {
  case starting
  case ready
  /// Told to end: what was accepted is being delivered, nothing more is accepted.
  case draining

  /// Why nothing is accepted; empty when it is.
  var reason: String {
    switch self {
    case .starting: "the ports are bound, and the pipelines do not run yet"
    case .ready: ""
    case .draining: "told to end, what was accepted is being delivered, and nothing more is accepted"
    }
  }
}

/// The phase, shared by whatever answers differently in each.
final class GatewayState: Sendable {
  private let current = Mutex(GatewayPhase.starting)

  var phase: GatewayPhase { current.withLock { $0 } }

  /// Phases only go forward.
  func becomeReady() { current.withLock { if $0 == .starting { $0 = .ready } } }
  func beginDrain() { current.withLock { $0 = .draining } }
}
