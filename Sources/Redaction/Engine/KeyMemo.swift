/// A worker's cache of attribute keys in which nothing was found.
///
/// Spans repeat their keys: a few dozen make up nearly all of a load. Short and clean keys are cached, together with the
/// facts about a key that would otherwise be looked up for every value.
///
/// Valid for one policy, like the scratch that it belongs to.
struct KeyMemo: ~Copyable, Sendable {
  private static let slotCount = 256

  /// What is known about a key.
  struct Facts: Sendable, Hashable {
    /// Its values are structure where they have this shape, and not looked at then.
    var structure: StructuralShape?
    /// Its values may be secrets because of it.
    var mayNameSecret: Bool

    init(of key: ByteView) {
      structure = StructuralKeys.shape(of: key)
      mayNameSecret = Self.mayNameSecret(key)
    }

    fileprivate init(bits: UInt8) {
      structure = StructuralShape(rawValue: bits >> 1)
      mayNameSecret = bits & 1 != 0
    }

    fileprivate var bits: UInt8 { (structure?.rawValue ?? 0) << 1 | (mayNameSecret ? 1 : 0) }

    static func mayNameSecret(_ key: ByteView) -> Bool {
      KeyedSecrets.name(ofKey: key) != nil
    }
  }

  private var slots = TextSlots(slots: slotCount, maximumLength: 64)

  /// Nil when the key is not remembered.
  @inline(__always)
  func facts(of key: ByteView) -> Facts? { slots.note(of: key).map(Facts.init(bits:)) }

  /// Remembers a key in which nothing is to be redacted.
  mutating func remember(_ key: ByteView, _ facts: Facts) { slots.remember(key, facts.bits) }
}
