/// A compiled policy: texts in, redacted texts out.
///
/// Immutable and shared by all workers; what changes is in each worker's `RedactionScratch`. A class: as a value, its
/// hundreds of bytes would be copied for every text.
public final class Redactor: Sendable {
  let scanner: TextScanner
  private let context: [ContextWords]
  let standIns: [StandInWriter]
  let threshold: Float
  /// Recognizes values by their key.
  private let keyed: KeyedSecrets

  /// Index of the entity of binary data, when it is dropped.
  let binaryData: Int?

  /// The parts that the user's policy adds.
  let policy: CompiledPolicy

  /// Which of an analyzer's answers are used, and what replaces these findings.
  let analyzed: AnalyzedEntities
  let excludedEntities: Set<EntityType>
  let names: NameSettings
  let nameSources: NameSources
  /// Whether a text in which the scanner finds nothing stays as it is, whatever else it is.
  let passesTexts: Bool
  /// Buffers for callers without a scratch.
  let strings = StringScratch()
  private let operations: @Sendable (EntityType) throws(OperatorError) -> StandInWriter

  /// The entities of the recognizers that are on, in the order of the catalog, then those of the policy.
  public let entities: [EntityType]

  /// Compiles a policy.
  /// - Throws: ``OperatorError`` if an operator lacks its key, ``RedactionError/tooManyTriggers`` if the recognizers
  ///   do not fit the scanner.
  public convenience init(policy: RedactionPolicy) throws {
    try self.init(policy: policy, recognizers: policy.recognizers)
  }

  init(policy: RedactionPolicy, recognizers: [any Recognizer]) throws {
    scanner = try TextScanner(recognizers: recognizers)
    let own = policy.patterns.patterns.map(\.definition)
    context =
      recognizers.map { ContextWords($0.contextWords, opposing: $0.opposingWords) }
      + own.map { ContextWords($0.context) }
      + (policy.binaryData == .drop ? [ContextWords([])] : [])
    // Values redacted by their key are counted under the last one.
    let ofKeys = policy.keys.isEmpty ? [] : [EntityType.sensitiveKey]
    let binaryData = policy.binaryData == .drop ? [EntityType.binaryData] : []
    entities = recognizers.map(\.entity) + own.map(\.entity) + binaryData + ofKeys
    self.binaryData = binaryData.isEmpty ? nil : recognizers.count + own.count
    self.policy = try CompiledPolicy(
      policy,
      firstPattern: recognizers.count,
      entities: entities + policy.analyzed.named
    )
    standIns = try entities.map { try StandInWriter(policy.standIn(for: $0), key: policy.key) }
    threshold = policy.scoreThreshold
    keyed = KeyedSecrets(recognizers: recognizers)
    analyzed = policy.analyzed
    excludedEntities = policy.excludedEntities
    names = policy.names
    nameSources = NameSources(recognizers)
    passesTexts =
      policy.keys.isEmpty && policy.patterns.isEmpty
      && policy.binaryData == .keep && policy.analyzed == .none && nameSources.isEmpty
    operations = { entity throws(OperatorError) in
      try StandInWriter(policy.operation(for: entity), key: policy.key)
    }
  }

  /// Buffers for one worker.
  package func makeScratch() -> RedactionScratch {
    RedactionScratch(recognizers: scanner.recognizers.count, entities: entities)
  }

  /// Redacts one text.
  ///
  /// JSON is redacted inside of its strings, on every nesting level; it stays JSON, and what had no match stays
  /// byte for byte.
  ///
  /// - Parameters:
  ///   - text: The text, UTF-8 or any other bytes.
  ///   - key: The nearest key, of an attribute or a member of a key-value list; empty where there is none.
  ///     Some keys exempt their value, and a key counts as context of what its value holds.
  ///   - attributeKey: The key of the attribute the text is in; the same as `key` at the top level.
  ///   - scratch: The buffers of one worker, made by `makeScratch` of this redactor.
  ///   - output: Set to the redacted text, and only touched, when the answer is `.redacted`.
  /// - Throws: `RedactionError`. The caller must then treat the text as sensitive as a whole.
  package func redact(
    _ text: Span<UInt8>,
    key: Span<UInt8>,
    attributeKey: Span<UInt8>,
    scratch: inout RedactionScratch,
    output: inout [UInt8]
  ) throws -> RedactionOutcome {
    if passes(text, key: key, attributeKey: attributeKey, scratch: &scratch) { return .unchanged }
    return try search(
      text,
      key: key,
      attributeKey: attributeKey,
      scratch: &scratch,
      output: &output
    )
  }

  /// `redact` for callers that have called `passes` before and got false.
  package func search(
    _ text: Span<UInt8>,
    key: Span<UInt8>,
    attributeKey: Span<UInt8>,
    scratch: inout RedactionScratch,
    output: inout [UInt8]
  ) throws -> RedactionOutcome {
    // Views take several times the text. Its caller has a copy to make, too.
    defer { if text.count > RedactionScratch.keptBytes { scratch.trim() } }
    return try redact(
      text,
      key: key,
      attributeKey: attributeKey,
      rounds: Redactor.maximumRounds,
      scratch: &scratch,
      output: &output
    )
  }

  /// Redacts a text, and searches its own output at most `rounds` times.
  func redact(
    _ text: Span<UInt8>,
    key: Span<UInt8>,
    attributeKey: Span<UInt8>,
    rounds: Int,
    scratch: inout RedactionScratch,
    output: inout [UInt8]
  ) throws -> RedactionOutcome {
    guard !text.isEmpty else { return .unchanged }
    guard text.count < Int(UInt32.max) else { throw RedactionError.textTooLong }
    let action = policy.action(for: key, of: attributeKey)
    switch action {
    case .drop: return .remove
    case .redact:
      let outcome = policy.replace(text, isSeries: scratch.isSeries, output: &output)
      if outcome == .redacted { scratch.count(entities.count - 1) }
      return outcome
    case .keep, .scan: break
    }
    return try attributeKey.withUnsafeBufferPointer { attributeKey in
      try key.withUnsafeBufferPointer { key in
        try text.withUnsafeBufferPointer { text in
          let (text, key, attributeKey) = (ByteView(text), ByteView(key), ByteView(attributeKey))
          let known = scratch.keys.facts(of: attributeKey)
          let isKey = text.isSame(as: attributeKey)
          if isKey, known != nil, !hasModel { return .unchanged }
          let facts = known ?? KeyMemo.Facts(of: attributeKey)
          // A key that names a secret is none itself.
          let mayBeSecret =
            !text.isSame(as: key)
            && (key.isSame(as: attributeKey) ? facts.mayNameSecret : KeyMemo.Facts.mayNameSecret(key))
          let isHarmless =
            facts.structure?.fits(text) ?? false
            || text.isPlainWord && !mayBeSecret && !policy.hasPatterns && !hasModel
          let isFound =
            isHarmless
            ? false
            : action == .keep
              ? findMembers(text, scratch: &scratch)
              : try find(text, key: key, of: attributeKey, mayBeSecret: mayBeSecret, scratch: &scratch)
          guard isFound else {
            if isKey { scratch.keys.remember(text, facts) }
            return .unchanged
          }
          let outcome = try write(text, key: key, scratch: &scratch, output: &output)
          if outcome == .redacted, action != .keep {
            try settle(&output, key: key, mayBeSecret: mayBeSecret, rounds: rounds, scratch: &scratch)
          }
          if facts.structure != nil, outcome == .redacted {
            StructuralShape.bound(&output, redactedFrom: text)
          }
          return outcome
        }
      }
    }
  }

  /// What `redact` would replace, in ascending order, without replacing it.
  ///
  /// - Throws: `RedactionError`.
  package func findings(in text: Span<UInt8>, scratch: inout RedactionScratch) throws -> [Finding] {
    guard text.count < Int(UInt32.max) else { throw RedactionError.textTooLong }
    return try text.withUnsafeBufferPointer { bytes in
      let text = ByteView(bytes)
      let none = ByteView(UnsafeBufferPointer(start: nil, count: 0))
      guard !bytes.isEmpty, try find(text, key: none, of: none, scratch: &scratch) else { return [] }
      let last = scratch.views.levels.count - 1
      let found = scratch.findings.candidates.map { match in
        let range = scratch.views.lowerToText(match.start..<match.end, from: last)
        return Finding(entity: entity(of: match.source, scratch), range: range, score: match.score)
      }
      let ofKeys = scratch.members.replaced.map { member in
        Finding(entity: .sensitiveKey, range: member.range, score: 1)
      }
      return ofKeys.isEmpty
        ? found : (found + ofKeys).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
  }
}

extension Redactor {
  /// Leaves the matches in the scratch: disjoint, ascending ranges of the last view. False when there are none.
  ///
  /// - Parameters:
  ///   - attributeKey: Nil for a text that was looked at before: no model of the language is asked again.
  ///   - mayBeSecret: Whether the key may name a secret, if that is known.
  func find(
    _ text: ByteView,
    key: ByteView,
    of attributeKey: ByteView?,
    mayBeSecret: Bool = true,
    scratch: inout RedactionScratch
  ) throws -> Bool {
    let hasMembers = findMembers(text, scratch: &scratch)
    var view = scratch.views.last(of: text)
    let overview = scan(view, &scratch)
    try policy.findPatterns(in: view, &scratch)
    weigh(from: 0, in: view, key: key, &scratch)
    if hasModel, let attributeKey {
      if isAnalyzed { try addAnalyzed(text, attributeKey: attributeKey, &scratch) }
      if findsNames { try addNames(text, key: key, attributeKey: attributeKey, &scratch) }
    }
    if scratch.views.levels[0].documents.isEmpty {
      scratch.findings.rewrite { $0.swallowBackslashes(in: text) }
    }
    if let disguise = policy.hasPatterns ? overview.firstDisguise : overview.firstCover {
      try findDisguised(text, key: key, from: disguise, hitCount: overview.hitCount, scratch: &scratch)
      // Another view was written, which may have moved this one.
      view = scratch.views.last(of: text)
    }
    if mayBeSecret, key.count > 0 {
      scratch.findings.rewrite { candidates in
        keyed.find(in: view, key: key) { range, source in
          candidates.append(
            Candidate(start: range.lowerBound, end: range.upperBound, score: 0.85, source: source)
          )
        }
      }
    }
    policy.spare(in: view, &scratch)
    scratch.members.drop(from: &scratch.findings, views: scratch.views)
    guard !scratch.findings.candidates.isEmpty else { return hasMembers }
    scratch.findings.rewrite { MatchResolver.resolve(&$0) }
    return true
  }

  /// Makes the views, and finds the members of JSON that the keys of the policy decide about. False when none of
  /// them changes the text.
  private func findMembers(_ text: ByteView, scratch: inout RedactionScratch) -> Bool {
    scratch.views.build(from: text)
    scratch.findings.startText()
    return policy.findMembers(of: text, &scratch)
  }

  /// Looks again without disguises, the first of which is at `disguise`, and adds what was found as ranges of the last view.
  private func findDisguised(
    _ text: ByteView,
    key: ByteView,
    from disguise: Int,
    hitCount: Int?,
    scratch: inout RedactionScratch
  ) throws {
    let unmasked = scratch.views.unmask(text, from: disguise)
    let first = scratch.findings.candidates.count
    scratch.findings.startPass()
    let view = scratch.views.unmasked(unmasked)
    scan(view, unmasked: unmasked, hitCount: hitCount, &scratch)
    try policy.findPatterns(in: view, &scratch)
    weigh(from: first, in: view, key: key, &scratch)
    scratch.findings.rewrite { candidates in
      for index in first..<candidates.count {
        let range = scratch.views.unmaskedSource(
          of: candidates[index].start..<candidates[index].end,
          from: unmasked
        )
        candidates[index].start = range.lowerBound
        candidates[index].end = range.upperBound
      }
    }
  }

  /// Raises scores by context, and drops what stays below the threshold, from candidate `first` on.
  private func weigh(from first: Int, in view: ByteView, key: ByteView, _ scratch: inout RedactionScratch) {
    guard scratch.findings.candidates.count > first else { return }
    scratch.findings.rewrite { candidates in
      var kept = first
      for index in first..<candidates.count {
        var candidate = candidates[index]
        candidate.score = context[candidate.source].score(
          candidate.score,
          in: view,
          before: candidate.start,
          key: key
        )
        guard candidate.score >= threshold else { continue }
        candidates[kept] = candidate
        kept += 1
      }
      candidates.removeSubrange(kept...)
    }
  }

  func write(
    _ text: ByteView,
    key: ByteView,
    scratch: inout RedactionScratch,
    output: inout [UInt8]
  ) throws(RedactionError) -> RedactionOutcome {
    scratch.edits.removeAll()
    let isName = scratch.naming != .nothing
    let isApart = isName || GroupingKeys.contains(key)
    let level = scratch.views.levels.count - 1
    let view = scratch.views.last(of: text)
    var standIn: [UInt8] = []
    var walks = [EditList.Walk?](repeating: nil, count: level + 1)
    for match in scratch.findings.candidates {
      scratch.count(match.source)
      let writer = standIns(of: match.source, scratch)
      guard !writer.keeps else { continue }
      standIn.removeAll(keepingCapacity: true)
      let value = view.slice(match.start..<match.end)
      let name = entity(of: match.source, scratch).name
      // Names that are equal or gone after redaction could not be told apart by whoever looks something up by them.
      if isName || isApart && writer.isDefault || scratch.isSeries && !writer.distinguishes {
        policy.tellApart(value, foldsCase: scratch.naming == .people, entity: name, to: &standIn)
      } else {
        writer.append(for: value.unsafeBytes.span, entity: name, to: &standIn)
      }
      scratch.edits.place(
        match.start..<match.end,
        level: level,
        standIn: standIn,
        isValue: keyed.takesWholeStrings(match.source) && view[match.end] == UInt8(ascii: "\""),
        views: scratch.views,
        text: text,
        walks: &walks
      )
    }
    if !scratch.members.covered.isEmpty {
      for _ in scratch.members.replaced { scratch.count(entities.count - 1) }
      scratch.edits.yield(to: policy.edits(of: text, scratch), within: scratch.members.covered)
    }
    guard !scratch.edits.isOverfull else { throw .textTooLong }
    guard !scratch.edits.edits.isEmpty else { return .unchanged }
    if scratch.edits.touchesKeys { scratch.edits.separateKeys(of: text, views: scratch.views) }
    // Nothing but edits is needed from here on, and the output takes as much again.
    if text.count > RedactionScratch.keptBytes { scratch.trimFound() }
    scratch.edits.apply(to: text, output: &output)
    return .redacted
  }
}

extension Redactor {
  /// Whether the policy asks for what only a model of the language finds, whatever a text looks like.
  private var hasModel: Bool { isAnalyzed || findsNames }
}

// Sources of candidates: recognizers, patterns, and behind them what an analyzer has answered.
extension Redactor {
  private func entity(of source: Int, _ scratch: borrowing RedactionScratch) -> EntityType {
    source < entities.count ? entities[source] : scratch.analyzedSources.entities[source - entities.count]
  }

  private func standIns(of source: Int, _ scratch: borrowing RedactionScratch) -> StandInWriter {
    source < entities.count ? standIns[source] : scratch.analyzedSources.writers[source - entities.count]
  }

  /// The stand-ins for an entity of an analyzer. A text that could not be analyzed is never kept, hashed or
  /// encrypted, because nothing is known of it.
  func standIns(of entity: EntityType) throws(OperatorError) -> StandInWriter {
    guard entity != .unanalyzed else { return try StandInWriter(.replace(.failure), key: nil) }
    return try operations(entity)
  }
}

extension [Candidate] {
  /// In a text that is not JSON, a backslash may make a letter the start of an escape, as in `\nbob@example.com`.
  /// Whether it does is not known, so the backslash goes too: nothing is left that could be half an escape.
  fileprivate mutating func swallowBackslashes(in text: ByteView) {
    for index in indices {
      let start = self[index].start
      let run =
        start - text.start(before: start, floor: Swift.max(0, start - 64)) { $0 == UInt8(ascii: "\\") }
      if run & 1 == 1 { self[index].start = start - 1 }
    }
  }
}
