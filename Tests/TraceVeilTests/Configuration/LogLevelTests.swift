import Logging
import Testing

@testable import TraceVeil

@Suite struct LogLevelTests {
  @Test(
    "Log levels",
    arguments: [
      ("", Logger.Level.info), ("WARN", .warning), ("none", nil), ("trace", .trace), ("loud", .info),
    ] as [(String, Logger.Level?)]
  )
  func logLevels(text: String, expected: Logger.Level?) throws {
    var reader = ConfigurationReader(Environment(["OTEL_LOG_LEVEL": text]))
    #expect(try reader.logLevel() == expected)
  }
}
