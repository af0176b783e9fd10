package import Logging

extension ConfigurationReader {
  private enum LogLevelName: String, CaseIterable {
    case none, error, warn, info, debug, trace
  }

  /// `OTEL_LOG_LEVEL`: how much TraceVeil says about itself; nil is silence (`none`).
  package mutating func logLevel() throws(ConfigurationError) -> Logger.Level? {
    switch try choice(["OTEL_LOG_LEVEL"], default: LogLevelName.info) {
    case .none: nil
    case .error: .error
    case .warn: .warning
    case .info: .info
    case .debug: .debug
    case .trace: .trace
    }
  }
}
