/// The network's findings in recent pieces, by their digests. It is bounded: when the newer half is full, the older
/// half is forgotten.
struct NameAnswers: Sendable {
  /// Pieces in one half.
  static let capacity = 4096

  private var newer: [TextDigest: [NameTagger.Name]] = [:]
  private var older: [TextDigest: [NameTagger.Name]] = [:]

  mutating func names(of piece: TextDigest) -> [NameTagger.Name]? {
    if let found = newer[piece] { return found }
    guard let found = older[piece] else { return nil }
    keep(found, for: piece)
    return found
  }

  mutating func keep(_ names: [NameTagger.Name], for piece: TextDigest) {
    if newer.count >= Self.capacity {
      older = newer
      newer.removeAll(keepingCapacity: false)
    }
    newer[piece] = names
  }
}
