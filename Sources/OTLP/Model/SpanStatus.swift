/// How a span ended.
public struct SpanStatus: Sendable, Hashable {
  /// Raw values are OTLP's.
  public enum Code: UInt32, Sendable, CaseIterable {
    /// The status is unset, which is the default.
    case unset = 0
    /// An application has decided that it went well.
    case ok = 1
    /// It failed.
    case error = 2
  }

  /// Whether it ended well.
  public var code: Code
  /// A text for people. The specification allows one only on an error.
  public var message: String

  /// A status. OTLP has a message only for errors.
  public init(code: Code, message: String = "") {
    self.code = code
    self.message = message
  }

  /// The status of a span for which nobody said how it ended.
  public static let unset = SpanStatus(code: .unset)
  /// It ended well.
  public static let ok = SpanStatus(code: .ok)
}
