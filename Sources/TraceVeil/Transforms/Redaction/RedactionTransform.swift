package import OTLP
public import Redaction
import Synchronization

/// Redacts every text of a batch by a policy, after the policy's rules were applied to each span.
///
/// It fails closed: a text on which the engine fails is replaced as a whole, and counted. A batch on which a rule
/// fails is dropped. If the policy uses an analyzer, the thread waits for its answers. Safe for any number of batches
/// at a time.
public final class RedactionTransform: BatchTransform {
  private struct State {
    var plan: RedactionPlan
    /// Goes up with each new plan: buffers serve only the plan they were made for.
    var generation = 0
    /// Buffers that no worker uses now.
    var idle: [RedactionBuffers] = []
    var statistics = TransformStatistics()
    var tally = RedactionTally()
  }

  private let state: Mutex<State>
  private let options: RedactionOptions
  let analyzer: PresidioAnalyzer?
  let isStopped = Latch()

  /// - Parameters:
  ///   - plan: The policy, compiled.
  ///   - options: What is done besides redacting.
  ///   - analyzer: The analyzer, for plans that use one. If such a plan has none, every text that the analyzer should
  ///     see is replaced.
  public init(
    plan: RedactionPlan,
    options: RedactionOptions = RedactionOptions(),
    analyzer: PresidioAnalyzer? = nil
  ) {
    state = Mutex(State(plan: plan))
    self.options = options
    self.analyzer = analyzer
  }

  /// Redacts by a compiled policy without rules.
  public convenience init(redactor: Redactor, options: RedactionOptions = RedactionOptions()) {
    self.init(plan: RedactionPlan(redactor: redactor), options: options)
  }

  /// - Parameter redact: Takes the place of the redactor's own method, until another policy is used.
  convenience init(redactor: Redactor, failureText: String, redact: @escaping RedactText) {
    var options = RedactionOptions()
    options.failureText = failureText
    self.init(plan: RedactionPlan(redactor: redactor, redact: redact), options: options)
  }

  package var name: String { "redaction" }

  package var statistics: TransformStatistics { state.withLock { $0.statistics } }

  /// The matches so far, by entity, operator and place.
  public var matches: [RedactionMatches] { state.withLock { $0.tally.matches } }

  /// The plan of batches whose processing begins now.
  public var plan: RedactionPlan { state.withLock { $0.plan } }

  /// Applies another plan to all batches whose processing begins from now on.
  public func use(_ plan: RedactionPlan) {
    state.withLock { state in
      state.plan = plan
      state.generation += 1
      state.idle.removeAll()
    }
  }

  /// A redactor without rules.
  public func use(_ redactor: Redactor) {
    use(RedactionPlan(redactor: redactor))
  }

  package func transform(_ batch: inout TelemetryBatch) throws {
    try transform(&batch, applyingRules: true, naming: .nothing)
  }

  package func transform(
    _ batch: inout TelemetryBatch,
    applyingRules: Bool,
    naming: TextNaming
  ) throws {
    let (plan, generation, buffers) = state.withLock { state in
      (state.plan, state.generation, state.idle.popLast() ?? RedactionBuffers(state.plan))
    }
    var work = BatchRedaction(
      plan: plan,
      options: options,
      buffers: buffers,
      appliesRules: applyingRules,
      naming: naming
    )
    defer { finish(work, buffers, of: generation) }
    guard plan.isAnalyzed else { return try work.run(on: &batch) }
    let digester = analyzer?.digester ?? TextDigester()
    let texts = try work.begin(on: &batch, CollectedTexts(digester: digester)).texts
    try work.finish(&batch, try waitForAnalysis(of: texts))
  }

  package var mayWait: Bool { analyzer != nil }
  package var hasRules: Bool { plan.hasRules }
  package var redactor: Redactor? { plan.redactor }

  package func stop() { isStopped.open() }

  private func finish(_ work: BatchRedaction, _ buffers: RedactionBuffers, of generation: Int) {
    state.withLock { state in
      state.statistics.editedTexts += work.statistics.editedTexts
      state.statistics.failedTexts += work.statistics.failedTexts
      state.statistics.ruledSpans += work.statistics.ruledSpans
      state.tally.merge(work.tally)
      if generation == state.generation { state.idle.append(buffers) }
    }
  }
}
