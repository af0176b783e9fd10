/// What one `redact` did to its text, for a caller whose text lies in several pieces.
package struct TextReplacement: Sendable, Hashable {
  /// Bytes of the text.
  package let range: Range<Int>
  /// What stands there now.
  package let standIn: [UInt8]

  package init(range: Range<Int>, standIn: [UInt8]) {
    self.range = range
    self.standIn = standIn
  }
}

extension Redactor {
  /// Does what the first round of `redact` does, but returns the replacements in ascending order instead of applying
  /// them. They are disjoint; none means that nothing is redacted.
  ///
  /// - Returns: Nil when the text is to be replaced or removed as a whole because of its key.
  /// - Throws: `RedactionError`, as `redact` does.
  package func replacements(
    in text: Span<UInt8>,
    key: Span<UInt8>,
    scratch: inout RedactionScratch
  ) throws -> [TextReplacement]? {
    // Left alone where the key decides.
    scratch.edits.removeAll()
    var redacted: [UInt8] = []
    switch try redact(
      text,
      key: key,
      attributeKey: key,
      rounds: 1,
      scratch: &scratch,
      output: &redacted
    ) {
    case .unchanged: return []
    case .remove: return nil
    case .redacted: return scratch.edits.edits.isEmpty ? nil : scratch.edits.replacements
    }
  }
}

extension EditList {
  var replacements: [TextReplacement] {
    edits.map { TextReplacement(range: $0.range, standIn: Array(bytes[$0.standIn])) }
  }
}
