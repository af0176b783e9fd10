package import OTLP
package import Redaction

/// Changes a batch in place before it is sealed and sent. Transforms run in the order they are given in.
package protocol BatchTransform: Sendable {
  /// Of the kind of transform, as a label: `redaction`.
  var name: String { get }

  /// A consistent snapshot.
  var statistics: TransformStatistics { get }

  /// Called on a worker's thread, for several batches at a time; it may take its time.
  /// - Throws: The batch is then dropped and counted: what could not be processed is never sent.
  func transform(_ batch: inout TelemetryBatch) throws

  /// The same for a batch whose spans may only carry texts of other messages.
  ///
  /// - Parameters:
  ///   - batch: The batch, edited in place.
  ///   - applyingRules: False where they do: rules for spans do not apply to them.
  ///   - naming: What all texts name, if that is to be told apart.
  func transform(_ batch: inout TelemetryBatch, applyingRules: Bool, naming: TextNaming) throws

  /// Whether a batch may wait for somebody else's answer: never on the thread of an event loop then.
  var mayWait: Bool { get }

  /// Whether it has rules for spans now.
  var hasRules: Bool { get }

  /// What it redacts texts with now; nil where it doesn't.
  var redactor: Redactor? { get }

  /// The pipeline is at its end: a `transform` that waits for something must throw now. Called from any thread, and
  /// more than once.
  func stop()
}

extension BatchTransform {
  package var statistics: TransformStatistics { TransformStatistics() }

  package func transform(_ batch: inout TelemetryBatch, applyingRules: Bool, naming: TextNaming) throws {
    try transform(&batch)
  }

  package var mayWait: Bool { false }
  package var hasRules: Bool { false }
  package var redactor: Redactor? { nil }

  package func stop() {}
}

/// What a transform has done so far.
package struct TransformStatistics: Sendable, Hashable {
  /// Texts it changed.
  package var editedTexts = 0
  /// Texts it replaced as a whole because it failed on them.
  package var failedTexts = 0
  /// Spans that a rule applied to.
  package var ruledSpans = 0

  package init(editedTexts: Int = 0, failedTexts: Int = 0, ruledSpans: Int = 0) {
    self.editedTexts = editedTexts
    self.failedTexts = failedTexts
    self.ruledSpans = ruledSpans
  }
}
