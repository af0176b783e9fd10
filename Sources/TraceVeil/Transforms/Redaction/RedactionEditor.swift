import OTLP
import Redaction

/// How one text is redacted in tests, where something fails, instead of by `Redactor.redact`.
typealias RedactText =
  @Sendable (
    _ text: Span<UInt8>, _ key: Span<UInt8>, _ attributeKey: Span<UInt8>,
    _ scratch: inout RedactionScratch, _ output: inout [UInt8]
  ) throws -> RedactionOutcome

/// Shows each text of one batch to the redaction engine. A text that the engine cannot judge is not let through.
///
/// If rules choose other operators or entities for a span, another variant of the plan redacts it.
struct RedactionEditor: TextEditor, ~Copyable {
  private let work: Work
  private var variant = 0
  private var usedVariants: Set<Int> = [0]
  private var redactor: Redactor
  private var replacedRedact: RedactText?
  private var scratch: RedactionScratch
  private let options: RedactionOptions
  private let failureText: [UInt8]
  private(set) var statistics = TransformStatistics()
  /// How many spans were shown.
  private var spans = 0
  /// Chunks of the span at hand, whose texts belong together.
  private var chunks: StreamChunks?
  /// The events of the span at hand, until somebody asks for its chunks: most spans have none of either.
  private var unreadEvents: EncodedEvents?
  /// Strings of the attribute at hand that may belong together.
  private var list: StreamChunks?
  /// Whether all texts that were shown since an attribute was asked about have passed.
  private var allPassed = false
  /// The summary of the current span.
  private var summary = SpanSummary()
  /// The separations of lists in which a key was replaced, by their ids.
  private var separations: [Int: KeySeparation] = [:]

  /// What is to be done.
  struct Work {
    let plan: RedactionPlan
    let options: RedactionOptions
    let buffers: RedactionBuffers
    /// What an analyzer has said about the batch; nil when none was asked.
    var analysis: AnalyzedTexts?
    /// The kind of things that all texts name, if redacted names must stay distinguishable.
    var naming = TextNaming.nothing
    /// Whether the texts identify series of metrics.
    var isSeries = false
    /// Whether what the search for names may look at is counted by span, not by text.
    var isOfSpans = false
    /// The variant of each span, after the rules were applied. Everything else uses the first variant.
    var variants: [Int] = [] {
      didSet { isVaried = variants.contains { $0 != 0 } }
    }
    /// Whether the spans are not all of the first variant.
    private(set) var isVaried = false

    /// Takes a scratch for the redactor of a variant. Only one user at a time may have it.
    func scratch(_ variant: Int) -> RedactionScratch {
      var scratch = buffers.take(variant)
      scratch.analysis = analysis
      scratch.naming = naming
      scratch.isSeries = isSeries
      scratch.countsNamesBySpan = isOfSpans
      scratch.beginNames()
      return scratch
    }
  }

  init(_ work: Work) {
    self.work = work
    options = work.options
    redactor = work.plan.variants[0].redactor
    replacedRedact = work.plan.variants[0].redact
    scratch = work.scratch(0)
    scratch.forgetNames()
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
    if place == .eventAttribute, hasChunks(), let outcome = chunks?.outcome(of: text) {
      // The analyzer has seen it put together.
      return editChunk(text, outcome, place, attributeKey, attributeKey, &replacement)
    }
    if let edit = editPiece(text, place, key, attributeKey, &replacement) { return edit }
    // What is behind a tag's prefix is looked at alone, and may not pass where both together do.
    let isTag = place == .attributeKey && MLflowTagKey.isTag(attribute: text)
    if !isTag, replacedRedact == nil,
      redactor.passes(text, key: key, attributeKey: attributeKey, scratch: &scratch)
    {
      return .keep
    }
    allPassed = false
    scratch.place = place.rawValue
    scratch.form = AnalyzedForm(form, place)
    var edit = TextEdit.replace
    do {
      let outcome =
        isTag || place == .attributeKey && redactor.hasKeyRules
        ? try redactKey(text, key, attributeKey, &replacement)
        : try redact(text, key, attributeKey, &replacement)
      if outcome == .unchanged { return .keep }
      statistics.editedTexts += 1
      if outcome == .remove { edit = .removeAttribute }
    } catch RedactionError.overBudget {
      throw RedactionError.overBudget
    } catch {
      fail(&replacement)
    }
    if options.isDryRun { return .keep }
    noteChange(attributeKey)
    return edit
  }

  private mutating func fail(_ replacement: inout [UInt8]) {
    statistics.failedTexts += 1
    replacement.removeAll(keepingCapacity: true)
    replacement.append(contentsOf: failureText)
  }

  /// Redacts what is left of a chunk without what is split over it and others.
  private mutating func editChunk(
    _ text: Span<UInt8>,
    _ outcome: StreamChunks.Outcome,
    _ place: TextPlace,
    _ member: Span<UInt8>,
    _ key: Span<UInt8>,
    _ replacement: inout [UInt8]
  ) -> TextEdit {
    allPassed = false
    scratch.place = place.rawValue
    scratch.form = .none
    var rest: [UInt8]?
    switch outcome {
    case .failed:
      fail(&replacement)
      noteChange(key)
      return .replace
    case .edited(let bytes):
      statistics.editedTexts += 1
      noteChange(key)
      rest = bytes
    case .unchanged: break
    }
    do {
      let found =
        try rest.map { try redact($0.span, member, key, &replacement) }
        ?? redact(text, member, key, &replacement)
      if found == .unchanged {
        guard let rest else { return .keep }
        replacement = rest
        return .replace
      }
      statistics.editedTexts += 1
      noteChange(key)
      return found == .remove ? .removeAttribute : .replace
    } catch {
      fail(&replacement)
      noteChange(key)
      return .replace
    }
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
    if list != nil { list = nil }
    if let isPreview = isList(attribute, place), join(attribute, isPreview: isPreview) {
      allPassed = false
      return false
    }
    // Chunks that belong together are no matter of one attribute.
    allPassed = !(place == .eventAttribute && hasChunks())
    return allPassed && redactor.passes(attribute: attribute, scratch: &scratch)
  }

  mutating func didKeep(attribute: Span<UInt8>) {
    if allPassed { redactor.remember(passed: attribute, scratch: &scratch) }
  }

  /// Calls the redactor directly. A closure around it would be copied, with everything it holds, for every text.
  private mutating func redact(
    _ text: Span<UInt8>,
    _ key: Span<UInt8>,
    _ attributeKey: Span<UInt8>,
    _ output: inout [UInt8]
  ) throws -> RedactionOutcome {
    if let replacedRedact { return try replacedRedact(text, key, attributeKey, &scratch, &output) }
    // `passes` was asked before and returned false, or the text is of a kind that is never asked about.
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

  /// Gives back what was lent. - Returns: What was found.
  consuming func finish() -> RedactionTally {
    work.buffers.put(scratch, variant)
    var tally = RedactionTally()
    for used in usedVariants {
      var scratch = work.buffers.take(used)
      scratch.analysis = nil
      scratch.forgetNames()
      tally.add(scratch.takeCounts(), of: work.plan.variants[used])
      work.buffers.put(scratch, used)
    }
    return tally
  }
}

extension KeySeparation {
  fileprivate init(keysOf list: TextKeyList) {
    var separation = KeySeparation()
    list.forEachKey { key in separation.take(key) }
    self = separation
  }
}

// Lists.
extension RedactionEditor {
  private static let outputs = Array("mlflow.spanOutputs".utf8)
  private static let previews = ["response_preview", "responsePreview", "mlflow.traceOutputs"].map {
    Array($0.utf8)
  }

  /// Whether an attribute holds what a stream has yielded, of a span with chunks, or may be a preview of it.
  ///
  /// - Returns: Nil for no such attribute, and for a preview true.
  private mutating func isList(_ attribute: Span<UInt8>, _ place: TextPlace) -> Bool? {
    guard place == .spanAttribute, attribute.count > 20, attribute[0] == 0x0A else { return nil }
    func has(_ key: [UInt8]) -> Bool {
      for index in key.indices where attribute[index + 2] != key[index] { return false }
      return true
    }
    switch attribute[1] {
    case 18: return has(Self.outputs) && hasChunks() ? false : nil
    case 15: return has(Self.previews[1]) ? true : nil
    case 16: return has(Self.previews[0]) ? true : nil
    case 19: return has(Self.previews[2]) ? true : nil
    default: return nil
    }
  }

  /// - Returns: Whether there is something to put together.
  private mutating func join(_ attribute: Span<UInt8>, isPreview: Bool) -> Bool {
    guard !options.isDryRun, let value = EncodedAttributes.Value(ofPair: attribute),
      var found = StreamChunks(ofList: value, isCut: isPreview)
    else { return false }
    scratch.place = TextPlace.spanAttribute.rawValue
    // The analyzer has seen the texts one by one.
    scratch.form = .none
    found.redactList { text, key in try redactor.replacements(in: text, key: key, scratch: &scratch) }
    list = found
    return true
  }

  /// - Returns: Nil where the text is to be treated as any other.
  private mutating func editPiece(
    _ text: Span<UInt8>,
    _ place: TextPlace,
    _ key: Span<UInt8>,
    _ attributeKey: Span<UInt8>,
    _ replacement: inout [UInt8]
  ) -> TextEdit? {
    guard let outcome = list?.outcome(of: text) else { return nil }
    switch outcome {
    case .unchanged: return nil
    // What is left is another text than the analyzer was asked about.
    case .edited where redactor.isAnalyzed:
      return editChunk(text, .failed, place, key, attributeKey, &replacement)
    case .edited, .failed: return editChunk(text, outcome, place, key, attributeKey, &replacement)
    }
  }
}

// Spans.
extension RedactionEditor {
  var followsSpans: Bool { work.isVaried || options.summary != .none || work.plan.findsNames }

  mutating func willShowSpan() {
    summary = SpanSummary()
    if work.isVaried { use(work.variants[spans]) }
    scratch.beginNames()
    spans += 1
  }

  mutating func didShowSpan() -> Attributes {
    // Resources and scopes are everybody's.
    use(0)
    scratch.beginNames()
    return summary.attributes(options.summary)
  }

  mutating func willShow(events: EncodedEvents) {
    if chunks != nil { chunks = nil }
    unreadEvents = events
  }

  private mutating func hasChunks() -> Bool {
    if let events = unreadEvents {
      unreadEvents = nil
      findChunks(in: events)
    }
    return chunks != nil
  }

  private mutating func findChunks(in events: EncodedEvents) {
    guard !options.isDryRun, var found = StreamChunks(of: events) else { return }
    scratch.place = TextPlace.eventAttribute.rawValue
    scratch.form = .prose
    found.redact(alone: redactor.isAnalyzed) { text, key in
      try redactor.replacements(in: text, key: key, scratch: &scratch)
    }
    chunks = found
  }

  private mutating func use(_ next: Int) {
    guard next != variant else { return }
    var scratch = work.scratch(next)
    if usedVariants.insert(next).inserted { scratch.forgetNames() }
    swap(&scratch, &self.scratch)
    work.buffers.put(scratch, variant)
    variant = next
    redactor = work.plan.variants[next].redactor
    replacedRedact = work.plan.variants[next].redact
  }

  private mutating func noteChange(_ key: Span<UInt8>) {
    if options.summary != .none { note(key) }
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
