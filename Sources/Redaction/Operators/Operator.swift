/// What replaces a match.
public enum Operator: Sendable, Hashable {
  /// A text of the policy, `<{entity}>` unless it says otherwise.
  case replace(ReplacementTemplate)
  /// Nothing: the match is cut out.
  case redact
  /// `*` for each Unicode scalar but the first and last ones kept. A match with no more scalars than would be
  /// kept is masked whole.
  case mask(keepFirst: Int, keepLast: Int)
  /// `<ENTITY:` and 16 hexadecimal digits that are the same for the same value and key, `>`.
  case hash
  /// `<ENTITY:enc:v1:` and base64url, `>`: who has the key gets the value back.
  case encrypt
  /// The match itself; it is only counted.
  case keep

  /// Whether the operator cannot work without a key.
  package var needsKey: Bool {
    switch self {
    case .hash, .encrypt: true
    case .replace, .redact, .mask, .keep: false
    }
  }

  /// The operator's name in policies, settings and metric labels.
  public var name: String {
    switch self {
    case .replace: "replace"
    case .redact: "redact"
    case .mask: "mask"
    case .hash: "hash"
    case .encrypt: "encrypt"
    case .keep: "keep"
    }
  }

  /// Every name, in the order in which they are documented.
  package static let names = ["replace", "redact", "mask", "hash", "encrypt", "keep"]
}
