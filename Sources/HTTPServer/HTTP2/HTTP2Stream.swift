import NIOCore
import NIOHTTP1

/// One request on a connection in HTTP/2. Lives on the connection's event loop.
///
/// It is a connection of HTTP/1.1 with one request: the same machine decides about its body and its deadlines.
final class HTTP2Stream {
  var machine: ConnectionStateMachine
  /// Nil before it is let in, and after its answer.
  var request: (any CollectedRequest)?
  /// What the head says about the body's length; nil for nothing.
  let declaredLength: Int?
  let isHead: Bool
  /// The peer has sent all of it.
  var inputEnded: Bool
  /// Its answer has been given.
  var isAnswered = false
  /// Nothing can be sent on it any more.
  var isClosed = false
  /// Bytes that have come and were not taken.
  var heldBytes = 0
  /// Bytes that were taken and not granted again.
  var takenBytes = 0
  var hasLargeWindow = false

  init(_ head: HTTPRequestHead, inputEnded: Bool, limits: HTTPConnectionLimits, at now: NIODeadline) {
    machine = ConnectionStateMachine(limits: limits, at: now)
    declaredLength =
      inputEnded ? 0 : head.headers.first(name: "content-length").map { Int($0) ?? Int.max }
    isHead = head.method == .HEAD
    self.inputEnded = inputEnded
    machine.receive(.head(head))
    if inputEnded { machine.receive(.end(nil)) }
  }

  /// The bytes that the peer may be granted now; 0 for none yet. Small grants wait, and a large request gets a larger
  /// window.
  func grant() -> Int {
    guard !inputEnded, !isAnswered, takenBytes >= HTTP2Limits.initialWindow / 2 else { return 0 }
    if hasLargeWindow, takenBytes < HTTP2Limits.streamWindow / 2 { return 0 }
    defer { takenBytes = 0 }
    guard !hasLargeWindow else { return takenBytes }
    hasLargeWindow = true
    return takenBytes + HTTP2Limits.streamWindow - HTTP2Limits.initialWindow
  }
}
