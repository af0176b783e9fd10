import OTLP

/// The paths at which signals are received over HTTP: OTLP's own, those of other servers whose clients are pointed
/// here, and those that were configured.
struct ReceiverPaths: Sendable, Hashable {
  /// What other servers have before OTLP's own path: Langfuse, and MLflow where Databricks serves it.
  static let prefixes = ["/api/public/otel", "/api/2.0/otel"]
  private static let standard = "/v1/"

  /// The others than OTLP's own.
  private var signals: [String: Signal] = [:]

  /// - Parameter configured: Paths that begin with a slash, without one at their end and without a query.
  init(_ configured: [Signal: [String]] = [:]) {
    for signal in Signal.allCases {
      for prefix in Self.prefixes { signals[prefix + Self.standard + signal.rawValue] = signal }
      for path in configured[signal] ?? [] { signals[path] = signal }
    }
  }

  /// What a request's target is for; nil for any other.
  ///
  /// A query is allowed and means nothing, and so is one slash at the end. A target may be a whole URL (RFC 9112,
  /// section 3.2.2), of any host.
  func signal(_ target: String) -> Signal? {
    if target.hasPrefix(Self.standard), let signal = Signal(rawValue: String(target.dropFirst(4))) {
      return signal
    }
    var path = Self.path(target).prefix { $0 != "?" }
    if path.hasSuffix("/") { path.removeLast() }
    if let signal = signals[String(path)] { return signal }
    guard path.hasPrefix(Self.standard) else { return nil }
    return Signal(rawValue: String(path.dropFirst(Self.standard.count)))
  }

  /// The path without the scheme and the authority of a URL.
  private static func path(_ target: String) -> Substring {
    guard !target.hasPrefix("/"), let scheme = target.firstRange(of: "://"),
      ["http", "https"].contains(target[..<scheme.lowerBound].lowercased())
    else { return target[...] }
    return target[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
  }
}
