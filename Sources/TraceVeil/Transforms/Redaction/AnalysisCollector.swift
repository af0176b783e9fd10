import OTLP
import Redaction

/// Collects the texts of a batch that an analyzer is to see, and edits nothing. It meets the same texts, and
/// decides about each the same way, as the `RedactionEditor` that comes after it.
struct AnalysisCollector: TextEditor, ~Copyable {
  private let work: RedactionEditor.Work
  private var redactor: Redactor
  private var scratch: RedactionScratch
  private var texts: CollectedTexts
  /// How many spans were shown.
  private var spans = 0
  /// Chunks of the span at hand, whose texts were collected together.
  private var chunks: StreamChunks?

  init(_ work: RedactionEditor.Work, texts: CollectedTexts) {
    self.work = work
    self.texts = texts
    redactor = work.plan.variants[0].redactor
    scratch = work.scratch(0)
  }

  var followsSpans: Bool { work.isVaried }

  mutating func willShowSpan() {
    redactor = work.plan.variants[work.variants[spans]].redactor
    spans += 1
  }

  mutating func didShowSpan() -> Attributes {
    redactor = work.plan.variants[0].redactor
    return [:]
  }

  mutating func willShow(events: EncodedEvents) {
    chunks = nil
    guard !work.options.isDryRun, var found = StreamChunks(of: events) else { return }
    scratch.form = .prose
    found.redact(alone: true) { text, key in
      try redactor.collectAnalyzed(in: text, key: key, attributeKey: key, scratch: &scratch) {
        texts.add($0)
      }
      return []
    }
    chunks = found
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
    if place == .eventAttribute, chunks?.outcome(of: text) != nil { return .keep }
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

  /// Gives back what was lent. - Returns: What was collected.
  consuming func finish() -> CollectedTexts {
    work.buffers.put(scratch, 0)
    return texts
  }
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
