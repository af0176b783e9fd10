import Workload

/// What the sink tells on its administrative path.
struct SinkSummary: Codable, Sendable {
  var tally = DeliveryTally()
  /// Requests that have been accepted, and that the tally does not have yet.
  var uninspected = 0
  /// When the last request was accepted, on the clock that all processes of the machine share
  /// (`NIODeadline`).
  var lastArrival: UInt64 = 0
  /// Injected faults by kind.
  var faults: [String: Int] = [:]
  /// Requests that were held back by a stall.
  var heldRequests = 0
  /// Some of the planted values that survived. They are invented, and needed to find the fault.
  var leakedTexts: [String] = []
}
