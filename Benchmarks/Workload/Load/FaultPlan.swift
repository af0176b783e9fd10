/// Which faults a receiver injects, and how often.
///
/// Written as `KIND=PERCENT[,...]`; a delay takes its length behind a colon:
/// `unavailable=10,lost-ack=5,delay=20:50ms`.
public struct FaultPlan: Sendable, Hashable {
  public enum Fault: String, Sendable, CaseIterable {
    /// 503 with `Retry-After: 1` once the body is read; nothing is accepted.
    case unavailable
    /// The connection is reset at the request's head.
    case resetBefore = "reset-before"
    /// The connection is reset once the body is read, which is not accepted.
    case resetAfter = "reset-after"
    /// The request is accepted, and then the connection is reset instead of an answer.
    case lostAcknowledgement = "lost-ack"
    /// The answer comes late.
    case delay
  }

  public struct SyntaxError: Error, CustomStringConvertible {
    public let description: String
  }

  /// Percent of the requests by kind.
  public private(set) var percentages: [Fault: Double] = [:]
  /// Length of a delay in milliseconds.
  public private(set) var delayMilliseconds = 100

  /// No faults.
  public init() {}

  public init(_ text: String) throws(SyntaxError) {
    for item in text.split(separator: ",") {
      let parts = item.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let fault = Fault(rawValue: String(parts[0])) else {
        let known = Fault.allCases.map(\.rawValue).joined(separator: ", ")
        throw SyntaxError(description: "\"\(item)\" is not KIND=PERCENT with one of \(known)")
      }
      let figures = parts[1].split(separator: ":", maxSplits: 1)
      guard let percent = figures.first.flatMap({ Double($0) }), (0...100).contains(percent) else {
        throw SyntaxError(description: "\"\(item)\" needs a percentage from 0 to 100")
      }
      percentages[fault] = percent
      if figures.count == 2 {
        let digits = figures[1].hasSuffix("ms") ? figures[1].dropLast(2) : figures[1]
        guard fault == .delay, let milliseconds = Int(digits), (0...600_000).contains(milliseconds) else {
          throw SyntaxError(
            description: "\"\(item)\": only a delay has a length, in milliseconds up to 600000"
          )
        }
        delayMilliseconds = milliseconds
      }
    }
    guard percentages.values.reduce(0, +) <= 100 else {
      throw SyntaxError(description: "the percentages add up to more than 100")
    }
  }

  public var isEmpty: Bool {
    percentages.values.allSatisfy { $0 == 0 }
  }

  /// The fault of the next request, if any. One draw of `random` for each request, so that a seed gives the
  /// same faults.
  public func draw(_ random: inout SeededRandom) -> Fault? {
    var point = random.unit() * 100
    for fault in Fault.allCases {
      point -= percentages[fault] ?? 0
      if point < 0 { return fault }
    }
    return nil
  }
}

extension FaultPlan: CustomStringConvertible {
  /// The plan as it is read.
  public var description: String {
    Fault.allCases.compactMap { fault in
      percentages[fault].map { percent in
        "\(fault.rawValue)=\(percent)" + (fault == .delay ? ":\(delayMilliseconds)ms" : "")
      }
    }.joined(separator: ",")
  }
}
