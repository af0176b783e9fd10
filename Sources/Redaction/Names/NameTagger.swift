internal import CTagger

/// The network that knows names of people and places: `CTagger` with the buffers of one thread.
final class NameTagger: @unchecked Sendable {
  enum Label: UInt32, Sendable {
    case person = 0
    case location = 1
    /// An organization. It is not reported, but keeps names of firms from being taken for names of people.
    case organization = 2
  }

  /// A part of a piece, in bytes.
  struct Name: Sendable, Hashable {
    var start: UInt16
    var end: UInt16
    var label: Label
  }

  /// Longest piece that is looked at in one, in bytes.
  static let maximumLength = Int(CTAGGER_MAX_LENGTH)
  /// The most names: as many as fit into the longest piece with a space between them.
  private static let capacity = maximumLength / 2 + 1

  private let tagger: OpaquePointer
  private let found = UnsafeMutablePointer<ctagger_entity>.allocate(capacity: capacity)

  /// Nil without memory, some 2.5 MB.
  init?(level: ctagger_level = ctagger_best_level()) {
    guard let tagger = ctagger_create(level) else {
      found.deallocate()
      return nil
    }
    self.tagger = tagger
  }

  deinit {
    ctagger_destroy(tagger)
    found.deallocate()
  }

  /// Whether a word is among the frequent ones of the languages that the network knows. Of others, one in some thousands passes for one.
  static func isFrequentWord(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: word)
    return ctagger_is_frequent_word(bytes.baseAddress, bytes.count)
  }

  /// - Parameter piece: The text, of at most `maximumLength` bytes.
  func names(in piece: UnsafeBufferPointer<UInt8>) -> [Name] {
    let count = ctagger_find(tagger, piece.baseAddress, piece.count, found, Self.capacity)
    return (0..<count).compactMap { index in
      let entity = found[index]
      guard let label = Label(rawValue: entity.label), label != .organization else { return nil }
      return Name(start: UInt16(entity.start), end: UInt16(entity.end), label: label)
    }
  }
}
