import OTLP
import Redaction

/// The redaction of one batch by one plan, and what came of it.
struct BatchRedaction {
  let plan: RedactionPlan
  let options: RedactionOptions
  let buffers: RedactionBuffers
  private(set) var statistics = ProcessorStatistics()
  private let appliesRules: Bool
  private let naming: TextNaming
  private(set) var tally = RedactionTally()
  /// What an analyzer has said about the batch; nil when none was asked.
  private var analysis: AnalyzedTexts?
  /// The variant of each span that is left, once the rules have had their say.
  private var chosen: [Int] = []

  init(
    plan: RedactionPlan,
    options: RedactionOptions,
    buffers: RedactionBuffers,
    appliesRules: Bool = true,
    naming: TextNaming = .nothing
  ) {
    self.plan = plan
    self.options = options
    self.buffers = buffers
    self.appliesRules = appliesRules
    self.naming = naming
  }

  /// - Throws: What may not be sent then: the batch is half edited.
  mutating func run(on batch: inout TelemetryBatch) throws {
    if try runOnTexts(of: &batch) { return }
    var editor = editor(0)
    do {
      try batch.editTexts(&editor) { span, editor in try finish(&span, &editor) }
    } catch {
      count(editor, 0)
      throw error
    }
    count(editor, 0)
  }

  /// Redacts requests as they are encoded, where nothing has to be done span by span.
  ///
  /// - Returns: False when there is, and nothing was done.
  private mutating func runOnTexts(of batch: inout TelemetryBatch) throws -> Bool {
    let goesBySpan = appliesRules && plan.hasRules || options.summary != .none
    guard batch.isEncoded, !goesBySpan else { return false }
    var editor = editor(0)
    editor.refusesChunks = !options.isDryRun
    do {
      try batch.editTexts(&editor)
    } catch is StreamChunks.Met {
      var scratch = editor.finish()
      _ = scratch.takeCounts()
      buffers.put(scratch, 0)
      return false
    } catch {
      count(editor, 0)
      throw error
    }
    count(editor, 0)
    return true
  }

  /// Applies the rules, and collects what an analyzer is to see then. `finish` is to follow.
  ///
  /// - Throws: What may not be sent then: the batch is half edited.
  mutating func begin(on batch: inout TelemetryBatch, _ texts: CollectedTexts) throws -> CollectedTexts {
    var collector = AnalysisCollector(
      plan.variants[0].redactor,
      scratch: buffers.take(0),
      texts: texts,
      joinsChunks: !options.isDryRun
    )
    try batch.editTexts(&collector) { span, collector in
      let variant = try applyRules(&span)
      guard !span.isDropped else { return true }
      chosen.append(variant)
      try collector.collect(&span, with: plan.variants[variant].redactor)
      return true
    }
    let collected = collector.texts
    buffers.put(collector.finish(), 0)
    return collected
  }

  /// Redacts what `begin` has begun with.
  ///
  /// - Throws: What may not be sent then: the batch is half edited.
  mutating func finish(_ batch: inout TelemetryBatch, _ analysis: AnalyzedTexts?) throws {
    self.analysis = analysis
    var editor = editor(0)
    var next = 0
    do {
      try batch.editTexts(&editor) { span, editor in
        let variant = chosen[next]
        next += 1
        if variant > 0 { try redact(&span, by: variant) } else { try editor.redact(&span) }
        return true
      }
    } catch {
      count(editor, 0)
      throw error
    }
    count(editor, 0)
  }

  /// - Returns: The variant that redacts the span.
  private mutating func applyRules(_ span: inout SpanEditor) throws -> Int {
    let outcome =
      appliesRules ? try plan.rules.apply(to: &span, acting: !options.isDryRun) : SpanRules.Outcome()
    if outcome.isMatched { statistics.ruledSpans += 1 }
    return plan.variant(for: outcome.choice)
  }

  /// Does what must be done span by span. - Returns: Whether nothing of the span is left to do.
  private mutating func finish(_ span: inout SpanEditor, _ editor: inout RedactionEditor) throws -> Bool {
    let variant = try applyRules(&span)
    if span.isDropped { return true }
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
    var scratch = buffers.take(variant)
    scratch.analysis = analysis
    scratch.naming = naming
    return RedactionEditor(plan.variants[variant], scratch: scratch, options: options)
  }

  private mutating func count(_ editor: consuming RedactionEditor, _ variant: Int) {
    statistics.editedTexts += editor.statistics.editedTexts
    statistics.failedTexts += editor.statistics.failedTexts
    var scratch = editor.finish()
    scratch.analysis = nil
    tally.add(scratch.takeCounts(), of: plan.variants[variant])
    buffers.put(scratch, variant)
  }
}
