import OTLP
import Redaction

/// The redaction of one batch by one plan, and what came of it.
struct BatchRedaction {
  let plan: RedactionPlan
  let options: RedactionOptions
  let buffers: RedactionBuffers
  private(set) var statistics = ProcessorStatistics()
  private let appliesRules: Bool
  private(set) var tally = RedactionTally()

  init(plan: RedactionPlan, options: RedactionOptions, buffers: RedactionBuffers, appliesRules: Bool = true) {
    self.plan = plan
    self.options = options
    self.buffers = buffers
    self.appliesRules = appliesRules
  }

  /// - Throws: What may not be sent then: the batch is half edited.
  mutating func run(on batch: inout TelemetryBatch) throws {
    var editor = editor(0)
    do {
      try batch.editTexts(&editor) { span, editor in try finish(&span, &editor) }
    } catch {
      count(editor, 0)
      throw error
    }
    count(editor, 0)
  }

  /// Does what must be done span by span. - Returns: Whether nothing of the span is left to do.
  private mutating func finish(_ span: inout SpanEditor, _ editor: inout RedactionEditor) throws -> Bool {
    let outcome =
      appliesRules ? try plan.rules.apply(to: &span, acting: !options.isDryRun) : SpanRules.Outcome()
    if outcome.isMatched { statistics.ruledSpans += 1 }
    if span.isDropped { return true }
    let variant = plan.variant(for: outcome.choice)
    if variant > 0 {
      try redact(&span, by: variant)
      return true
    }
    if options.summary != .none {
      try editor.redact(&span)
      return true
    }
    try editor.redactChunks(&span)
    return false
  }

  private mutating func redact(_ span: inout SpanEditor, by variant: Int) throws {
    var editor = editor(variant)
    do {
      try editor.redact(&span)
    } catch {
      count(editor, variant)
      throw error
    }
    count(editor, variant)
  }

  private func editor(_ variant: Int) -> RedactionEditor {
    RedactionEditor(
      plan.variants[variant],
      scratch: buffers.take(variant),
      options: options
    )
  }

  private mutating func count(_ editor: consuming RedactionEditor, _ variant: Int) {
    statistics.editedTexts += editor.statistics.editedTexts
    statistics.failedTexts += editor.statistics.failedTexts
    var scratch = editor.finish()
    tally.add(scratch.takeCounts(), of: plan.variants[variant])
    buffers.put(scratch, variant)
  }
}
