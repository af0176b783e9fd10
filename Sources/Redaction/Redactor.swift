/// A compiled policy: texts in, redacted texts out.
///
/// Immutable and shared by all workers; what changes is in each worker's `RedactionScratch`.
public struct Redactor: Sendable {
  private let scanner: TextScanner
  private let context: [ContextWords]
  private let standIns: [StandInWriter]
  private let threshold: Float

  /// The entities of the recognizers that are on, in the order of the catalog.
  public let entities: [EntityType]

  /// Throws `RedactionError` when an operator lacks its key, or the recognizers do not fit the scanner.
  public init(policy: RedactionPolicy) throws {
    try self.init(policy: policy, recognizers: RecognizerCatalog.recognizers(for: policy))
  }

  init(policy: RedactionPolicy, recognizers: [any Recognizer]) throws {
    scanner = try TextScanner(recognizers: recognizers)
    context = recognizers.map { ContextWords($0.contextWords) }
    entities = recognizers.map(\.entity)
    standIns = try entities.map { try StandInWriter(policy.operation(for: $0), key: policy.key) }
    threshold = policy.scoreThreshold
  }

  /// Buffers for one worker.
  public func makeScratch() -> RedactionScratch {
    RedactionScratch(recognizers: scanner.recognizers.count, entities: entities)
  }

  /// Redacts one text.
  ///
  /// - Parameters:
  ///   - key: the nearest key, of an attribute or a member of a key-value list; empty where there is none.
  ///     Some keys exempt their value, and a key counts as context of what its value holds.
  ///   - attributeKey: key of the attribute the text is in; the same as `key` at the top level.
  ///   - output: set to the redacted text, and only touched, when the answer is `.redacted`.
  /// - Throws: `RedactionError`. The caller must then treat the text as sensitive as a whole.
  public func redact(
    _ text: Span<UInt8>,
    key: Span<UInt8>,
    attributeKey: Span<UInt8>,
    scratch: inout RedactionScratch,
    output: inout [UInt8]
  ) throws -> RedactionOutcome {
    guard !text.isEmpty else { return .unchanged }
    guard text.count < Int(UInt32.max) else { throw RedactionError.textTooLong }
    return attributeKey.withUnsafeBufferPointer { attributeKey in
      key.withUnsafeBufferPointer { key in
        text.withUnsafeBufferPointer { text in
          redact(
            ByteView(text),
            key: ByteView(key),
            attributeKey: ByteView(attributeKey),
            scratch: &scratch,
            output: &output
          )
        }
      }
    }
  }

  private func redact(
    _ text: ByteView,
    key: ByteView,
    attributeKey: ByteView,
    scratch: inout RedactionScratch,
    output: inout [UInt8]
  ) -> RedactionOutcome {
    if StructuralKeys.contains(attributeKey) { return .unchanged }
    find(text, key: key, scratch: &scratch)
    guard !scratch.findings.candidates.isEmpty else { return .unchanged }
    output.removeAll(keepingCapacity: true)
    var copied = 0
    for match in scratch.findings.candidates {
      output.append(contentsOf: text.slice(copied..<match.start).unsafeBytes)
      let value = text.slice(match.start..<match.end).unsafeBytes.span
      standIns[match.source].append(for: value, entity: entities[match.source].name, to: &output)
      scratch.count(match.source)
      copied = match.end
    }
    output.append(contentsOf: text.slice(copied..<text.count).unsafeBytes)
    return .redacted
  }

  /// Leaves the matches to replace in the scratch: disjoint, ascending, above the threshold.
  private func find(_ text: ByteView, key: ByteView, scratch: inout RedactionScratch) {
    scratch.findings.startText()
    _ = scanner.scan(text, hits: &scratch.hits, into: &scratch.findings)
    guard !scratch.findings.candidates.isEmpty else { return }
    scratch.findings.rewrite { candidates in
      for index in candidates.indices {
        let candidate = candidates[index]
        candidates[index].score = context[candidate.source].score(
          candidate.score,
          in: text,
          before: candidate.start,
          key: key
        )
      }
      candidates.removeAll { $0.score < threshold }
      MatchResolver.resolve(&candidates)
    }
  }
}
