import OTLP
import Redaction

/// How one text is redacted in tests, where something fails, instead of by `Redactor.redact`.
typealias RedactText =
  @Sendable (
    _ text: Span<UInt8>, _ key: Span<UInt8>, _ attributeKey: Span<UInt8>,
    _ scratch: inout RedactionScratch, _ output: inout [UInt8]
  ) throws -> RedactionOutcome

/// Shows each text of one batch to the redaction engine, and keeps what it cannot judge from passing.
struct RedactionEditor: TextEditor, ~Copyable {
  private let redactor: Redactor
  private let replacedRedact: RedactText?
  private var scratch: RedactionScratch
  private let options: RedactionOptions
  private let failureText: [UInt8]
  private(set) var statistics = ProcessorStatistics()
  /// Whether the chunks of a stream end the edit: they are to be put together first.
  var refusesChunks = false
  /// Texts of a stream's chunks that an analyzer is not asked about: it has seen them put together.
  private var joinedChunks: Set<[UInt8]> = []
  /// Whether all texts that were shown since an attribute was asked about have passed.
  private var allPassed = false
  /// Since the last span was finished, for its summary.
  private var summary = SpanSummary()
  /// Of lists in which a key was replaced, by their ids.
  private var separations: [Int: KeySeparation] = [:]

  init(_ variant: RedactionPlan.Variant, scratch: consuming RedactionScratch, options: RedactionOptions) {
    redactor = variant.redactor
    replacedRedact = variant.redact
    self.scratch = scratch
    self.options = options
    failureText = Array(options.failureText.utf8)
  }

  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) throws -> TextEdit {
    if refusesChunks, place == .eventAttribute, StreamChunks.isKey(attributeKey) { throw StreamChunks.Met() }
    if replacedRedact == nil, redactor.passes(text, key: key, attributeKey: attributeKey, scratch: &scratch) {
      return .keep
    }
    allPassed = false
    scratch.place = place.rawValue
    let isLeftOut = StreamChunks.isJoined(text, attributeKey, joinedChunks)
    scratch.form = isLeftOut ? .none : AnalyzedForm(form, place)
    var edit = TextEdit.replace
    do {
      let outcome =
        place == .attributeKey && (redactor.hasKeyRules || MLflowTagKey.isTag(attribute: text))
        ? try redactKey(text, key, attributeKey, &replacement)
        : try redact(text, key, attributeKey, &replacement)
      if outcome == .unchanged { return .keep }
      statistics.editedTexts += 1
      if outcome == .remove { edit = .removeAttribute }
    } catch {
      statistics.failedTexts += 1
      replacement.removeAll(keepingCapacity: true)
      replacement.append(contentsOf: failureText)
    }
    if options.isDryRun { return .keep }
    if options.summary != .none { note(attributeKey) }
    return edit
  }

  mutating func separate(key original: Span<UInt8>, in list: TextKeyList, replacement: inout [UInt8]) throws {
    var separation = separations.removeValue(forKey: list.id) ?? KeySeparation(keysOf: list)
    redactor.separate(original, redacted: &replacement, &separation)
    separations[list.id] = separation
  }

  mutating func didShow(list id: Int) {
    separations[id] = nil
  }

  mutating func keeps(attribute: Span<UInt8>, place: TextPlace) -> Bool {
    // Among events, an attribute may be a chunk of a stream. It has to be joined with others, so it must be shown.
    allPassed = !(refusesChunks && place == .eventAttribute)
    return allPassed && redactor.passes(attribute: attribute, scratch: &scratch)
  }

  mutating func didKeep(attribute: Span<UInt8>) {
    if allPassed { redactor.remember(passed: attribute, scratch: &scratch) }
  }

  /// The redactor is called by its name: a closure round it would be copied, with what it holds, for every text.
  private mutating func redact(
    _ text: Span<UInt8>,
    _ key: Span<UInt8>,
    _ attributeKey: Span<UInt8>,
    _ output: inout [UInt8]
  ) throws -> RedactionOutcome {
    if let replacedRedact { return try replacedRedact(text, key, attributeKey, &scratch, &output) }
    // Asked before whether it passes, or not a text that does.
    return try redactor.search(
      text,
      key: key,
      attributeKey: attributeKey,
      scratch: &scratch,
      output: &output
    )
  }

  /// Rules for keys are about what a key names, and may remove it with that. The key itself is a text like any
  /// other: if it were replaced for what it names, all such attributes would have one key.
  private mutating func redactKey(
    _ text: Span<UInt8>,
    _ key: Span<UInt8>,
    _ attributeKey: Span<UInt8>,
    _ replacement: inout [UInt8]
  ) throws -> RedactionOutcome {
    if redactor.drops(key, of: attributeKey) { return .remove }
    let noKey: [UInt8] = []
    guard MLflowTagKey.isTag(attribute: text) else {
      return try redact(text, noKey.span, noKey.span, &replacement)
    }
    let tag = text.extracting(MLflowTagKey.attributePrefix.count...)
    let outcome = try redact(tag, noKey.span, noKey.span, &replacement)
    if outcome == .redacted {
      replacement =
        MLflowTagKey.attributePrefix
        + MLflowTagKey.standIn(replacement, digest: redactor.digest(of: tag))
    }
    return outcome
  }

  consuming func finish() -> RedactionScratch { scratch }
}

extension KeySeparation {
  fileprivate init(keysOf list: TextKeyList) {
    var keys: Set<[UInt8]> = []
    list.forEachKey { key in keys.insert(key.withUnsafeBufferPointer { Array($0) }) }
    self.init(taken: keys)
  }
}

// Spans.
extension RedactionEditor {
  /// Redacts the texts of one span, and says so in it if that is wanted.
  mutating func redact(_ span: inout SpanEditor) throws {
    summary = SpanSummary()
    if try redactChunks(&span), redactor.isAnalyzed { joinedChunks = StreamChunks.values(of: &span) }
    try span.editTexts(&self)
    joinedChunks = []
    try summary.write(to: &span, options.summary)
  }

  /// Redacts what is split over the chunks of a stream; what is whole in a chunk will be seen with all texts.
  ///
  /// - Returns: Whether there are chunks that belong together.
  @discardableResult
  mutating func redactChunks(_ span: inout SpanEditor) throws -> Bool {
    guard !options.isDryRun, var chunks = StreamChunks(of: &span) else { return false }
    scratch.place = TextPlace.eventAttribute.rawValue
    scratch.form = .prose
    chunks.redact(alone: redactor.isAnalyzed) { text, key in
      try redactor.replacements(in: text, key: key, scratch: &scratch)
    }
    let (edited, failed) = try chunks.write(to: &span, failureText: failureText)
    statistics.editedTexts += edited
    statistics.failedTexts += failed
    guard options.summary != .none, edited + failed > 0 else { return true }
    for key in chunks.changedKeys {
      let key = Array(key.utf8)
      note(key.span)
    }
    summary.count += edited + failed - chunks.changedKeys.count
    return true
  }

  /// Counts a change, and remembers the key it was under as it may be shown.
  private mutating func note(_ key: Span<UInt8>) {
    summary.count += 1
    guard options.summary == .keys, !key.isEmpty else { return }
    // The key itself is redacted with its attribute, and counted there.
    scratch.place = RedactionTally.uncounted
    scratch.form = .name
    var shown: [UInt8] = []
    let none = [UInt8]()
    do {
      let outcome = try redact(key, none.span, none.span, &shown)
      if outcome == .unchanged { shown = key.withUnsafeBufferPointer { Array($0) } }
      if outcome == .remove { shown = failureText }
    } catch {
      shown = failureText
    }
    summary.add(key: shown)
  }
}
