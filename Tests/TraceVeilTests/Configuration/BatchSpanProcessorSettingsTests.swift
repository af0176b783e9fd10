import Testing

@testable import TraceVeil

@Suite("Batch span processor settings")
struct BatchSpanProcessorSettingsTests {
  private func read(_ variables: [String: String]) throws -> (BatchSpanProcessor.Configuration, [String]) {
    var reader = ConfigurationReader(Environment(variables))
    let configuration = try BatchSpanProcessor.Configuration(reading: &reader)
    return (configuration, reader.warnings.map(\.key))
  }

  @Test("Defaults are the specification's")
  func defaults() throws {
    let (configuration, warnings) = try read([:])
    #expect(configuration.scheduleDelay == .seconds(5))
    #expect(configuration.exportTimeout == .seconds(30))
    #expect(configuration.maximumQueueSize == 2048)
    #expect(configuration.maximumExportBatchSize == 512)
    #expect(warnings.isEmpty)
  }

  @Test("Values, and a timeout of 0, which is none")
  func values() throws {
    let (configuration, warnings) = try read([
      "OTEL_BSP_SCHEDULE_DELAY": "7", "OTEL_BSP_EXPORT_TIMEOUT": "0", "OTEL_BSP_MAX_QUEUE_SIZE": "100",
      "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "10",
    ])
    #expect(configuration.scheduleDelay == .milliseconds(7))
    #expect(configuration.exportTimeout == .zero)
    #expect(configuration.maximumQueueSize == 100)
    #expect(configuration.maximumExportBatchSize == 10)
    #expect(warnings.isEmpty)
  }

  @Test("A batch fits the queue; what is out of range counts as unset")
  func ranges() throws {
    let (clamped, clampWarnings) = try read([
      "OTEL_BSP_MAX_QUEUE_SIZE": "100", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "101",
    ])
    #expect(clamped.maximumExportBatchSize == 100)
    #expect(clampWarnings == ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"])
    let (small, smallWarnings) = try read(["OTEL_BSP_MAX_QUEUE_SIZE": "100"])
    #expect(small.maximumExportBatchSize == 100)
    #expect(smallWarnings.isEmpty)
    let (invalid, warnings) = try read([
      "OTEL_BSP_MAX_QUEUE_SIZE": "0", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "-1",
    ])
    #expect(invalid.maximumQueueSize == 2048)
    #expect(invalid.maximumExportBatchSize == 512)
    #expect(warnings == ["OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"])
  }
}
