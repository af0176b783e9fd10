import Logging
import Testing

@testable import TraceVeil

@Suite("Tracer settings")
struct SamplerAndLimitsTests {
  @Test(
    "Samplers",
    arguments: [
      ("", "", SamplerConfiguration.parentBased(root: .alwaysOn), 0), ("always_on", "", .alwaysOn, 0),
      ("ALWAYS_OFF", "", .alwaysOff, 0), ("traceidratio", "0.25", .traceIDRatio(0.25), 0),
      ("traceidratio", "", .traceIDRatio(1), 0), ("traceidratio", "2", .traceIDRatio(1), 1),
      ("traceidratio", "nan", .traceIDRatio(1), 1),
      ("parentbased_always_off", "", .parentBased(root: .alwaysOff), 0),
      ("parentbased_traceidratio", "0", .parentBased(root: .traceIDRatio(0)), 0),
      ("xray", "", .parentBased(root: .alwaysOn), 1), ("", "0.5", .parentBased(root: .alwaysOn), 0),
    ]
  )
  func samplers(name: String, argument: String, expected: SamplerConfiguration, warnings: Int) throws {
    var reader = ConfigurationReader(
      Environment(["OTEL_TRACES_SAMPLER": name, "OTEL_TRACES_SAMPLER_ARG": argument])
    )
    #expect(try SamplerConfiguration(reading: &reader) == expected)
    #expect(reader.warnings.count == warnings)
  }

  @Test("A span's own limit goes before the general one, and 0 is a limit")
  func limits() throws {
    var reader = ConfigurationReader(
      Environment([
        "OTEL_ATTRIBUTE_COUNT_LIMIT": "7", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT": "9",
        "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT": "0", "OTEL_SPAN_LINK_COUNT_LIMIT": "-1",
      ])
    )
    let limits = try SpanLimits(reading: &reader)
    #expect(limits.attributeCount == 9)
    #expect(limits.eventAttributeCount == 7)
    #expect(limits.attributeValueLength == 0)
    #expect(limits.linkCount == 128)
    #expect(reader.warnings.map(\.key) == ["OTEL_SPAN_LINK_COUNT_LIMIT"])
  }

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
