/// Words of several kinds: one look-up tells all that a word is.
struct WordKinds<Kind: OptionSet & Sendable>: Sendable {
  private let words: WordSet
  private let kinds: [Kind]

  init(_ lists: [(kind: Kind, words: [String])]) {
    var kinds: [[UInt8]: Kind] = [:]
    var names: [[UInt8]: String] = [:]
    for list in lists {
      for word in list.words {
        // As the set compares them.
        let key = word.utf8.map(\.lowercased)
        kinds[key] = (kinds[key] ?? []).union(list.kind)
        names[key] = word
      }
    }
    let keys = Array(names.keys)
    words = WordSet(keys.map { names[$0] ?? "" })
    self.kinds = keys.map { kinds[$0] ?? [] }
  }

  /// The kinds of a part of `text`; none for a word that is not known.
  func kind(of text: ByteView, _ range: Range<Int>) -> Kind {
    words.place(of: text, range).map { kinds[$0] } ?? []
  }
}
