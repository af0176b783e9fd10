/// Short values, or whole attributes, that a worker has found nothing in.
///
/// Spans repeat their values, too: methods, hosts, routes, states, names of agents. To look one up takes a fifth of
/// what a scan takes. Values that come but once (ids, paths) would take the places of those that come back; so a text
/// is remembered when the one in its place has not come back for some time.
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

  /// Remembers a text in which no recognizer has anything to look at.
  mutating func remember(_ text: ByteView) { slots.offer(text) }
}
