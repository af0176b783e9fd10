import OTLP
import Redaction

/// Collects the texts of a batch that an analyzer is to see, and edits nothing. It meets the same texts, and
/// decides about each the same way, as the `RedactionEditor` that comes after it.
struct AnalysisCollector: TextEditor, ~Copyable {
  private var redactor: Redactor
  private var scratch: RedactionScratch
  private(set) var texts: CollectedTexts
  /// Texts of a stream's chunks that are left out, because they were collected together.
  private var joinedChunks: Set<[UInt8]> = []
  private let joinsChunks: Bool

  /// - Parameters:
  ///   - redactor: For all but the spans that are collected with another one.
  ///   - joinsChunks: Whether the chunks of a stream will be redacted as one text.
  init(
    _ redactor: Redactor,
    scratch: consuming RedactionScratch,
    texts: CollectedTexts,
    joinsChunks: Bool
  ) {
    self.redactor = redactor
    self.scratch = scratch
    self.texts = texts
    self.joinsChunks = joinsChunks
  }

  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) throws -> TextEdit {
    scratch.form = AnalyzedForm(form, place)
    if StreamChunks.isJoined(text, attributeKey, joinedChunks) { return .keep }
    do {
      let isTag = place == .attributeKey && MLflowTagKey.isTag(attribute: text)
      if place == .attributeKey, redactor.hasKeyRules || isTag {
        // As the editor does it.
        let noKey: [UInt8] = []
        guard !redactor.drops(key, of: attributeKey) else { return .keep }
        if isTag {
          try collect(text.extracting(MLflowTagKey.attributePrefix.count...), noKey.span, noKey.span)
        } else {
          try collect(text, noKey.span, noKey.span)
        }
      } else {
        try collect(text, key, attributeKey)
      }
    } catch is RedactionError {
      // It will fail again when it is to be redacted, and be replaced as a whole.
    }
    return .keep
  }

  private mutating func collect(
    _ text: Span<UInt8>,
    _ key: Span<UInt8>,
    _ attributeKey: Span<UInt8>
  ) throws {
    try redactor.collectAnalyzed(in: text, key: key, attributeKey: attributeKey, scratch: &scratch) {
      texts.add($0)
    }
  }

  /// Collects the texts of a span, which `redactor` will redact.
  mutating func collect(_ span: inout SpanEditor, with redactor: Redactor) throws {
    let usual = self.redactor
    self.redactor = redactor
    defer { self.redactor = usual }
    scratch.form = .prose
    if joinsChunks, var chunks = StreamChunks(of: &span) {
      joinedChunks = StreamChunks.values(of: &span)
      chunks.redact(alone: true) { text, key in
        try redactor.collectAnalyzed(in: text, key: key, attributeKey: key, scratch: &scratch) {
          texts.add($0)
        }
        return []
      }
    }
    try span.editTexts(&self)
    joinedChunks = []
  }

  consuming func finish() -> RedactionScratch { scratch }
}

extension AnalyzedForm {
  /// How texts of this form are written at this place.
  init(_ form: TextForm, _ place: TextPlace) {
    switch (form, place) {
    case (.integer, _), (.double, _), (.boolean, _): self = .none
    case (_, .traceState), (_, .linkTraceState), (_, .schemaURL), (_, .scopeVersion), (_, .metricUnit),
      (_, .severityText), (_, .entityRef):
      self = .none
    case (_, .spanName), (_, .eventName), (_, .scopeName), (_, .logEventName), (_, .metricName),
      (_, .attributeKey):
      self = .name
    default: self = .prose
    }
  }
}
