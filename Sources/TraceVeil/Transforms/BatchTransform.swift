package import OTLP
package import Redaction

/// Changes a batch in place before it is sealed and sent. Transforms run in the order they are given in.
package protocol BatchTransform: Sendable {
  /// The kind of transform, as a label: `redaction`.
  var name: String { get }

  /// A consistent snapshot.
  var statistics: TransformStatistics { get }

  /// Edits a batch. It is called on a worker's thread, for several batches at a time, and may take long.
  /// - Throws: Any error. The batch is then dropped and counted, and never sent.
  func transform(_ batch: inout TelemetryBatch) throws

  /// Edits a batch whose spans may only be carriers of texts of other messages.
  ///
  /// - Parameters:
  ///   - batch: The batch, edited in place.
  ///   - applyingRules: False if the spans only carry texts. Rules for spans do not apply to these.
  ///   - naming: What kind of thing all texts name, if redacted names must stay distinguishable.
  func transform(_ batch: inout TelemetryBatch, applyingRules: Bool, naming: TextNaming) throws

  /// Whether a batch may wait for another service's answer. Then it must not run on an event loop's thread.
  var mayWait: Bool { get }

  /// Whether it currently has rules for spans.
  var hasRules: Bool { get }

  /// The redactor that it currently uses; nil if it does not redact.
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
