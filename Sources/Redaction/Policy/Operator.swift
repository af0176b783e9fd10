/// What is put in the place of a match. Presidio's operators.
public enum Operator: Sendable, Hashable {
  /// The policy's replacement text, with `{entity}` standing for the entity's name.
  case replace
  /// This text instead.
  case replaceWith(String)
  /// Nothing.
  case redact
  /// An asterisk for each character (Unicode scalar) but the first and last so many.
  case mask(keepFirst: Int = 0, keepLast: Int = 0)
  /// A token that is the same for the same text: HMAC-SHA-256 under the policy's key.
  case hash
  /// AES-256-GCM under the policy's key, to be undone by who has it.
  case encrypt
  /// The match itself: it is counted, and left.
  case keep

  /// Whether it works only with a key.
  public var needsKey: Bool { self == .hash || self == .encrypt }
}
