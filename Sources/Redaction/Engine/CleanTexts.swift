/// A worker's cache of short values and whole attributes in which nothing was found.
///
/// Spans repeat their values: methods, hosts, routes, states, names of agents. A look-up takes a fifth of the time of a
/// scan. Values that occur once (ids, paths) would evict those that repeat. So a text replaces the one in its slot
/// only when that one has not been looked up for some time.
struct CleanTexts: ~Copyable, Sendable {
  private static let slotCount = 512

  /// How often another text must ask for the place of one that has come back.
  private static let patience: UInt8 = 3

  private var slots: TextSlots

  /// - Parameter maximumLength: As for `TextSlots`.
  init(maximumLength: Int) {
    slots = TextSlots(slots: Self.slotCount, maximumLength: maximumLength)
  }

  /// Whether the text is remembered. Remembers that it was asked for.
  @inline(__always)
  mutating func contains(_ text: ByteView) -> Bool { slots.renew(text, Self.patience) }

  /// Remembers a text in which no recognizer finds anything.
  mutating func remember(_ text: ByteView) { slots.offer(text) }
}
