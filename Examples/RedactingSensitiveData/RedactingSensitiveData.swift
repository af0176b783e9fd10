import Foundation
import Logging
import OTLP
import Redaction
import TraceVeil

/// The examples of MLflow's page on redaction, in Swift: each is configured, its trace is sent, and the
/// configuration is taken back. `OTEL_EXPORTER_OTLP_*` say where to, and `TRACEVEIL_PRESIDIO_URL` where the analyzer
/// is that the third one takes; without it, what the analyzer does not see is replaced as a whole.
@main
struct RedactingSensitiveData {
  static func main() async throws {
    let logger = Logger(label: "redacting-sensitive-data")
    let environment = ProcessInfo.processInfo.environment
    var reader = ConfigurationReader(Environment(environment))
    let destination = try OTLPExporterConfiguration(signal: .traces, reading: &reader)
    // What the filters leave is redacted all the same.
    let redaction = RedactionTransform(
      plan: try RedactionPlan(policy: RedactionPolicy()),
      analyzer: try analyzer(at: environment["TRACEVEIL_PRESIDIO_URL"], logger)
    )
    let pipeline = BatchSpanProcessor(
      redaction: redaction,
      exporter: try OTLPHTTPExporter(configuration: destination, logger: logger),
      logger: logger
    )
    let now = UInt64(Date().timeIntervalSince1970 * 1e9)
    let examples = [
      PageExample.emailAddresses(start: now), .accountNumbers(start: now), .personalData(start: now),
    ]

    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      for example in examples {
        redaction.use(try RedactionPlan(policy: example.policy))
        pipeline.configure(filters: example.spanProcessors)
        for span in example.spans { pipeline.onEnd(span) }
        // Filters are those configured when a batch is processed, so it has to be over before they change.
        let result = await pipeline.forceFlush(timeout: .seconds(30))
        pipeline.reset()
        for trace in Set(example.spans.map(\.traceID)) {
          print("\(example.title): tr-\(trace) \(result.rawValue)")
        }
      }
      _ = await pipeline.shutdown(timeout: .seconds(30))
      try await group.waitForAll()
    }
    if pipeline.statistics.totalDropped > 0 { exit(EXIT_FAILURE) }
  }

  private static func analyzer(at url: String?, _ logger: Logger) throws -> PresidioAnalyzer? {
    guard let url else { return nil }
    var configuration = PresidioConfiguration(url: url)
    // Its first answers may take a while.
    configuration.timeout = .seconds(30)
    return try PresidioAnalyzer(configuration: configuration, logger: logger)
  }
}
