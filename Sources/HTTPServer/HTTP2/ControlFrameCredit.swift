import NIOCore

/// How many more frames that carry nothing a peer may send, as a value: pings, settings, priorities, windows.
///
/// They cost an answer or some work each. Those that go with requests are many on a busy connection, so every answer
/// earns some, and so does time.
struct ControlFrameCredit: Sendable, Hashable {
  /// The credit for each answer: windows of the connection and of the stream, and a ping that measures.
  private static let perAnswer = 4

  private let limit: Int
  private let perSecond: Int
  private var credit: Int
  private var since: NIODeadline

  init(limit: Int, perSecond: Int, at now: NIODeadline) {
    self.limit = limit
    self.perSecond = perSecond
    credit = limit
    since = now
  }

  /// An answer was given.
  mutating func earn() { credit = min(limit, credit + Self.perAnswer) }

  /// A frame has come.
  /// - Returns: False when it is one too many.
  mutating func spend(at now: NIODeadline) -> Bool {
    let seconds = (now - since).nanoseconds / 1_000_000_000
    if seconds > 0 {
      credit = min(limit, credit + Int(min(seconds, Int64(limit))) * perSecond)
      since = since + .seconds(seconds)
    }
    credit -= 1
    return credit >= 0
  }
}
