/// A value of `grpc-timeout`: up to eight digits and a unit.
struct GRPCTimeout: Sendable, Hashable {
  /// The timeout, at most a day. No request waits longer, and sums of times cannot overflow.
  let duration: Duration

  private static let longest = Duration.seconds(86_400)

  /// Nil for what is no such value.
  init?(_ text: String) {
    guard let unit = text.last, (2...9).contains(text.utf8.count),
      text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(text.dropLast())
    else { return nil }
    let duration: Duration
    switch unit {
    case "H": duration = .seconds(count * 3600)
    case "M": duration = .seconds(count * 60)
    case "S": duration = .seconds(count)
    case "m": duration = .milliseconds(count)
    case "u": duration = .microseconds(count)
    case "n": duration = .nanoseconds(count)
    default: return nil
    }
    self.duration = min(duration, Self.longest)
  }
}
