// Most texts are short, have no match, and repeat: keys, words, paths, numbers. They pass here, at a tenth of the cost
// of a search.
extension Redactor {
  /// Longer texts do not gain by it. Also below what is taken for binary data.
  private static let longestPassing = 512

  /// Whether a text is known to stay as it is. Other texts go through `redact`, which gives the same result for all
  /// texts.
  ///
  /// Always false if the policy has rules for keys or patterns of its own.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - key: As for `redact`.
  ///   - attributeKey: As for `redact`.
  ///   - scratch: A scratch of this redactor. It caches texts that passed.
  package func passes(
    _ text: Span<UInt8>,
    key: Span<UInt8>,
    attributeKey: Span<UInt8>,
    scratch: inout RedactionScratch
  ) -> Bool {
    guard passesTexts else { return false }
    return text.withUnsafeBufferPointer { text in
      key.withUnsafeBufferPointer { key in
        attributeKey.withUnsafeBufferPointer {
          passes(ByteView(text), key: ByteView(key), attributeKey: ByteView($0), scratch: &scratch)
        }
      }
    }
  }

  /// Whether an attribute is known to stay as it is: all that is in it has passed before.
  ///
  /// - Parameter attribute: Key and value, as they are encoded.
  package func passes(attribute: Span<UInt8>, scratch: inout RedactionScratch) -> Bool {
    guard passesTexts else { return false }
    return attribute.withUnsafeBufferPointer { scratch.cleanAttributes.contains(ByteView($0)) }
  }

  /// Remembers an attribute whose key and whose value have just passed.
  package func remember(passed attribute: Span<UInt8>, scratch: inout RedactionScratch) {
    guard passesTexts else { return }
    attribute.withUnsafeBufferPointer { scratch.cleanAttributes.remember(ByteView($0)) }
  }

  @inline(__always)
  private func passes(
    _ text: ByteView,
    key: ByteView,
    attributeKey: ByteView,
    scratch: inout RedactionScratch
  ) -> Bool {
    guard text.count > 0 else { return true }
    guard attributeKey.count > 0 else {
      return key.count == 0 && (text.isPlainWord || isClean(text, &scratch))
    }
    let known = scratch.keys.facts(of: attributeKey)
    if text.isSame(as: attributeKey) {
      if known != nil { return true }
      guard isClean(text, &scratch) else { return false }
      scratch.keys.remember(text, KeyMemo.Facts(of: text))
      return true
    }
    guard let facts = known else { return false }
    if let structure = facts.structure, structure.fits(text) { return true }
    guard !facts.mayNameSecret, key.isSame(as: attributeKey) else { return false }
    return text.isPlainWord || isClean(text, &scratch)
  }

  /// Whether no recognizer finds anything, and there is no disguise and no escape of JSON.
  @inline(__always)
  private func isClean(_ text: ByteView, _ scratch: inout RedactionScratch) -> Bool {
    if scratch.cleanTexts.contains(text) { return true }
    guard text.count <= Self.longestPassing, !(text.looksLikeJSON && text.holdsBackslash),
      scanner.findsNothing(in: text, hits: &scratch.hits, findings: &scratch.findings)
    else { return false }
    scratch.cleanTexts.remember(text)
    return true
  }
}
