/// How a span ended.
public struct SpanStatus: Sendable, Hashable {
  /// Raw values are OTLP's.
  public enum Code: UInt32, Sendable, CaseIterable {
    case unset = 0
    case ok = 1
    case error = 2
  }

  public var code: Code
  /// For people to read; the specification allows one only on an error.
  public var message: String

  public init(code: Code, message: String = "") {
    self.code = code
    self.message = message
  }

  public static let unset = SpanStatus(code: .unset)
  public static let ok = SpanStatus(code: .ok)
}
