/// A policy file, checked and compiled. What the file does not say is empty or nil here.
public struct PolicyFile: Sendable {
  /// Operators by entity.
  package internal(set) var operators: [EntityType: Operator] = [:]
  /// The policy's own recognizers.
  let patterns: UserPatternSet
  /// Matches that are never redacted.
  package internal(set) var allow = AllowList.empty
  /// The actions by key.
  package internal(set) var keys = KeyMatcher()
  /// What happens to Base64.
  package internal(set) var binaryData = RedactionPolicy.BinaryData.keep
  /// Rules for particular spans, in the order in which they apply.
  package internal(set) var rules: [SpanRule] = []

  /// What happens while the analyzer fails.
  package internal(set) var onAnalyzerFailure: AnalyzerFailureAction?

  /// The entities of the policy's own recognizers, each once, in the order of the file.
  package var ownEntities: [EntityType] {
    patterns.patterns.reduce(into: []) { entities, pattern in
      if !entities.contains(pattern.definition.entity) { entities.append(pattern.definition.entity) }
    }
  }

  /// Largest file that is read, in bytes.
  package static let maximumSize = 1 << 20

  /// Parses and checks the bytes of a file, compiles its patterns and measures what they cost: some
  /// milliseconds, up to two seconds for a thousand patterns.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file, at most `maximumSize` bytes.
  ///   - file: The name for errors.
  ///   - context: What the policy is used with: known entities, a key, an analyzer.
  /// - Throws: every mistake that was found.
  package init(parsing bytes: [UInt8], file: String, context: PolicyContext) throws(PolicyErrors) {
    let root = try PolicyNode.parse(bytes, file: file)
    var reader = PolicyReader(file: file, context: context)
    self = try reader.read(root)
  }

  /// Parses a policy file for a policy that the library uses.
  ///
  /// - Parameters:
  ///   - text: The content of the file, at most `maximumSize` bytes.
  ///   - file: The name for errors.
  ///   - hasKey: Whether there is a key for `hash` and `encrypt`.
  ///   - hasAnalyzer: Whether the redaction has an analyzer.
  /// - Throws: every mistake that was found.
  public init(
    parsing text: String,
    file: String,
    hasKey: Bool = false,
    hasAnalyzer: Bool = false
  ) throws(PolicyErrors) {
    let context = PolicyContext(hasKey: hasKey, hasAnalyzer: hasAnalyzer)
    try self.init(parsing: Array(text.utf8), file: file, context: context)
  }

  init(patterns: UserPatternSet) {
    self.patterns = patterns
  }
}
