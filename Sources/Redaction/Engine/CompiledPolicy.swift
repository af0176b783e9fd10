/// What a user's policy adds to the built-in recognizers, compiled: own patterns, keys, and what is spared.
///
/// A class: as a value, its hundreds of bytes would be copied for every text that a redactor is asked about.
final class CompiledPolicy: Sendable {
  private let patterns: UserPatternSet
  /// Whether the entity of each pattern is looked for.
  private let isOn: [Bool]
  /// The source of the first pattern's candidates; the others follow.
  private let firstPattern: Int
  let keys: KeyMatcher
  private let allow: AllowList
  let shield: StandInShield
  private let ofKeys: StandInWriter
  /// Writes stand-ins that replace the default: equal ones for equal values, different ones for different values.
  private let apart: StandInWriter
  let hasher: ValueHasher
  /// Stand-ins that are the same whatever they stand for.
  private let texts: [[UInt8]]
  let dropsBinaryData: Bool

  init(_ policy: RedactionPolicy, firstPattern: Int, entities: [EntityType]) throws {
    patterns = policy.patterns
    isOn = patterns.patterns.map { !policy.excludedEntities.contains($0.definition.entity) }
    self.firstPattern = firstPattern
    keys = policy.keys
    allow = policy.allow
    shield = StandInShield(entities: entities, key: policy.key)
    // A key is redacted because the policy says so: that everything else is kept does not matter to it.
    let chosen = policy.operation(for: .sensitiveKey)
    dropsBinaryData = policy.binaryData == .drop
    ofKeys = try StandInWriter(chosen == .keep ? .replace(.entityName) : chosen, key: policy.key)
    let key = policy.key ?? .ofProcess
    apart = try StandInWriter(.hash, key: key)
    hasher = ValueHasher(key: key)
    texts = Set([policy.defaultOperator] + policy.operators.values).compactMap { chosen in
      guard case .replace(let template) = chosen else { return nil }
      return template.fixedText
    }
  }

  /// Appends what stands for a value that is to be told apart from others; in any case of its letters the same if
  /// `foldsCase`.
  func tellApart(_ value: ByteView, foldsCase: Bool, entity: String, to output: inout [UInt8]) {
    guard foldsCase else { return apart.append(for: value.unsafeBytes.span, entity: entity, to: &output) }
    let small = Array(String(decoding: value.unsafeBytes, as: UTF8.self).lowercased().utf8)
    apart.append(for: small.span, entity: entity, to: &output)
  }

  /// Whether there are patterns of which nothing is known.
  var hasPatterns: Bool { !patterns.isEmpty }

  /// Adds what the policy's own patterns find.
  func findPatterns(in view: ByteView, _ scratch: inout RedactionScratch) throws {
    guard !patterns.isEmpty else { return }
    scratch.patternMatches.removeAll(keepingCapacity: true)
    do throws(PatternScanFailure) {
      try patterns.findMatches(in: view.unsafeBytes.span, into: &scratch.patternMatches)
    } catch {
      throw RedactionError.patternFailed
    }
    guard !scratch.patternMatches.isEmpty else { return }
    let found = scratch.patternMatches.lazy.filter { self.isOn[$0.pattern] }.map { match in
      Candidate(
        start: match.range.lowerBound,
        end: match.range.upperBound,
        score: Float(self.patterns.patterns[match.pattern].definition.score),
        source: self.firstPattern + match.pattern
      )
    }
    scratch.findings.rewrite { $0.append(contentsOf: found) }
  }

  /// Drops candidates that the policy allows, and those that are stand-ins already.
  func spare(in view: ByteView, _ scratch: inout RedactionScratch) {
    guard !scratch.findings.candidates.isEmpty else { return }
    scratch.findings.rewrite { candidates in
      if !allow.isEmpty {
        candidates.removeAll { allow.contains(view.slice($0.start..<$0.end).unsafeBytes.span) }
      }
      shield.drop(&candidates, in: view)
    }
  }

  /// The action for a text, by its keys. The action of an attribute holds for everything in it, but a member is
  /// redacted if either key says so. A member cannot be dropped alone, so it is redacted.
  func action(for key: Span<UInt8>, of attributeKey: Span<UInt8>) -> KeyAction {
    guard !keys.isEmpty else { return .scan }
    let attribute = keys.action(for: attributeKey)
    if attribute == .drop || attribute == .redact { return attribute }
    switch keys.action(for: key) {
    case .drop where attributeKey.isEmpty || Self.isSame(key, attributeKey): return .drop
    case .drop, .redact: return .redact
    case .keep: return .keep
    case .scan: return attribute
    }
  }

  /// Replaces a text as a whole, unless that was done before.
  func replace(_ text: Span<UInt8>, isSeries: Bool, output: inout [UInt8]) -> RedactionOutcome {
    guard !shield.covers(text) else { return .unchanged }
    output.removeAll(keepingCapacity: true)
    standInOfKeys(isSeries: isSeries).append(for: text, entity: EntityType.sensitiveKey.name, to: &output)
    return .redacted
  }

  /// What writes the stand-ins of values that are redacted for their keys.
  func standInOfKeys(isSeries: Bool) -> StandInWriter {
    isSeries && !ofKeys.distinguishes ? apart : ofKeys
  }

  /// Where a number belongs in a text in which something was redacted.
  func offsetOfNumber(in text: [UInt8]) -> Int {
    if let offset = shield.offsetOfNumber(in: text.span) { return offset }
    for fixed in texts {
      guard let range = text.lastRange(of: fixed) else { continue }
      return range.lowerBound + StandInNumber.offset(in: fixed.span)
    }
    return StandInNumber.offsetAtEnd(of: text.span)
  }

  private static func isSame(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    for index in a.indices where a[index] != b[index] { return false }
    return true
  }
}

extension [UInt8] {
  /// Where `part` stands last.
  fileprivate func lastRange(of part: [UInt8]) -> Range<Int>? {
    guard !part.isEmpty, part.count <= count else { return nil }
    for start in stride(from: count - part.count, through: 0, by: -1)
    where self[start] == part[0] && self[start..<start + part.count].elementsEqual(part) {
      return start..<start + part.count
    }
    return nil
  }
}
