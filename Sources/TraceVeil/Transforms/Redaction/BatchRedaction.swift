import OTLP
import Redaction

/// The redaction of one batch by one plan, and what came of it.
struct BatchRedaction {
  private(set) var statistics = TransformStatistics()
  private(set) var tally = RedactionTally()
  private var work: RedactionEditor.Work
  private let appliesRules: Bool

  init(
    plan: RedactionPlan,
    options: RedactionOptions,
    buffers: RedactionBuffers,
    appliesRules: Bool = true,
    naming: TextNaming = .nothing
  ) {
    work = RedactionEditor.Work(plan: plan, options: options, buffers: buffers, naming: naming)
    self.appliesRules = appliesRules
  }

  /// Applies the rules and redacts the texts.
  /// - Throws: An error after which the batch must not be sent.
  mutating func run(on batch: inout TelemetryBatch) throws {
    try applyRules(to: &batch)
    try redact(&batch)
  }

  /// Applies the rules, and then collects the texts that an analyzer must see. `finish` must follow.
  ///
  /// - Throws: An error after which the batch must not be sent.
  mutating func begin(on batch: inout TelemetryBatch, _ texts: CollectedTexts) throws -> CollectedTexts {
    try applyRules(to: &batch)
    var collector = AnalysisCollector(work, texts: texts)
    try batch.editTexts(&collector)
    return collector.finish()
  }

  /// Redacts what `begin` has begun with.
  ///
  /// - Throws: What the batch may not be sent after.
  mutating func finish(_ batch: inout TelemetryBatch, _ analysis: AnalyzedTexts?) throws {
    work.analysis = analysis
    try redact(&batch)
  }

  private mutating func applyRules(to batch: inout TelemetryBatch) throws {
    let rules = work.plan.rules
    guard appliesRules, !rules.isEmpty else { return }
    var variants: [Int] = []
    var scratch = rules.makeScratch()
    variants.reserveCapacity(batch.itemCount)
    try batch.editSpans(asking: rules.keys) { span in
      let outcome = try rules.apply(to: &span, scratch: &scratch, acting: !work.options.isDryRun)
      if outcome.isMatched { statistics.ruledSpans += 1 }
      if !span.isDropped { variants.append(work.plan.variant(for: outcome.choice)) }
    }
    work.variants = variants
  }

  private mutating func redact(_ batch: inout TelemetryBatch) throws {
    work.isSeries = batch.signal == .metrics
    work.isOfSpans = batch.signal == .traces
    var editor = RedactionEditor(work)
    let result = Result { try batch.editTexts(&editor) }
    statistics.editedTexts += editor.statistics.editedTexts
    statistics.failedTexts += editor.statistics.failedTexts
    tally.merge(editor.finish())
    try result.get()
  }
}
