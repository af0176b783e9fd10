import OTLP
import Redaction
import TraceVeil

/// What users turn on, through the transforms of a pipeline. Each is compared with `plain`, which has none of it.
enum Feature: String, CaseIterable {
  case plain
  /// A rule whose condition holds of no span.
  case rules
  /// A rule that changes about one span in ten.
  case rewrite
  /// `TRACEVEIL_SUMMARY=count`.
  case summary
  /// A Swift filter that reads the type of every span.
  case filter
  /// What the destination `TRACEVEIL_MLFLOW_TRACKING_URI` prepares.
  case mlflow

  /// A policy file; empty for none.
  private var policy: String {
    switch self {
    case .rules: "version: 1\nrules: [{when: {span_type: NOWHERE}, drop_span: true}]"
    case .rewrite:
      "version: 1\nrules: [{when: {name: ['PUT *', lookup_order]}, set_attributes: {app.rule: applied}}]"
    case .plain, .summary, .filter, .mlflow: "version: 1"
    }
  }

  fileprivate func transforms() throws -> [any BatchTransform] {
    var options = RedactionOptions()
    if self == .summary { options.summary = .count }
    let file = try PolicyFile(parsing: policy, file: "policy")
    let plan = try RedactionPlan(policy: RedactionPolicy(), file: file)
    let redaction = RedactionTransform(plan: plan, options: options)
    return switch self {
    case .filter: [SpanFilters([{ span in if span.spanType == "NOWHERE" { span.name = "" } }]), redaction]
    case .mlflow: [MLflowSpanPreparation(), redaction]
    case .plain, .rules, .rewrite, .summary: [redaction]
    }
  }
}

/// A request on its way through decoding and the transforms, with the buffers that a worker keeps.
struct FeatureTask: ~Copyable {
  private var batch = TelemetryBatch(signal: .traces, maximumBytes: 256 << 20)
  private let transforms: [any BatchTransform]
  private let screenedKeys: AttributeKeys?

  init(_ feature: Feature) throws {
    screenedKeys = feature == .mlflow ? MLflowSpanPreparation.screenedKeys : nil
    transforms = try feature.transforms()
  }

  mutating func run(_ body: [UInt8]) throws {
    let summary = try WireValidator.validate(body.span, as: .traces, screeningFor: screenedKeys)
    defer { batch.removeAll() }
    try batch.append(holding: HeldBody(bytes: body), summary: summary)
    for transform in transforms { try transform.transform(&batch) }
  }
}
