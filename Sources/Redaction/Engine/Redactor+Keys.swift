extension Redactor {
  /// Whether there are rules that decide about texts by their keys.
  package var hasKeyRules: Bool { !policy.keys.isEmpty }

  /// Whether rules say that an attribute goes for its key, whatever it holds.
  ///
  /// - Parameters:
  ///   - key: the nearest key, of the attribute or of a member in it.
  ///   - attributeKey: key of the attribute; the same as `key` at the top level.
  package func drops(_ key: Span<UInt8>, of attributeKey: Span<UInt8>) -> Bool {
    policy.action(for: key, of: attributeKey) == .drop
  }
}
