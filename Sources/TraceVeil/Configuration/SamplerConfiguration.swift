/// Which spans of the in-process tracer are recorded, as `OTEL_TRACES_SAMPLER` names it.
public indirect enum SamplerConfiguration: Hashable, Sendable {
  case alwaysOn
  case alwaysOff
  /// The share of trace ids that is sampled, from 0 to 1.
  case traceIDRatio(Double)
  /// Follows the parent's decision; `root` decides where there is none.
  case parentBased(root: SamplerConfiguration)
}

extension SamplerConfiguration {
  private enum Name: String, CaseIterable {
    case alwaysOn = "always_on"
    case alwaysOff = "always_off"
    case traceIDRatio = "traceidratio"
    case parentBasedAlwaysOn = "parentbased_always_on"
    case parentBasedAlwaysOff = "parentbased_always_off"
    case parentBasedTraceIDRatio = "parentbased_traceidratio"
  }

  /// Reads `OTEL_TRACES_SAMPLER` and, for a ratio, `OTEL_TRACES_SAMPLER_ARG`. An invalid ratio counts as
  /// unset, and unset is 1: the specification prefers too many spans to too few.
  public init(reading reader: inout ConfigurationReader) throws(ConfigurationError) {
    let name = try reader.choice(["OTEL_TRACES_SAMPLER"], default: Name.parentBasedAlwaysOn)
    reader.know(["OTEL_TRACES_SAMPLER_ARG"])
    switch name {
    case .alwaysOn: self = .alwaysOn
    case .alwaysOff: self = .alwaysOff
    case .traceIDRatio: self = .traceIDRatio(try Self.ratio(&reader))
    case .parentBasedAlwaysOn: self = .parentBased(root: .alwaysOn)
    case .parentBasedAlwaysOff: self = .parentBased(root: .alwaysOff)
    case .parentBasedTraceIDRatio: self = .parentBased(root: .traceIDRatio(try Self.ratio(&reader)))
    }
  }

  private static func ratio(_ reader: inout ConfigurationReader) throws(ConfigurationError) -> Double {
    try reader.read(
      ["OTEL_TRACES_SAMPLER_ARG"],
      default: 1,
      expected: "a number from 0 to 1",
      shown: { String($0) },
      parse: { Double($0).flatMap { (0...1).contains($0) ? $0 : nil } }
    )
  }
}
