/// One worker's search for names: the network with its memory, made when it is first asked for, and how much of a span
/// was looked at.
struct NameSearch: Sendable {
  private var engine: Engine?
  private var spent = 0

  /// Another span begins, or a text that is of none.
  mutating func begin() { spent = 0 }

  /// Whether `count` more bytes are within `budget`.
  mutating func spend(_ count: Int, of budget: Int) -> Bool {
    spent += count
    return spent <= budget
  }

  /// Shows the names in a part of a text, as ranges of that text.
  ///
  /// - Throws: `RedactionError.outOfMemory`.
  mutating func forEachName(
    in text: ByteView,
    _ part: Range<Int>,
    _ body: (Range<Int>, NameTagger.Label) -> Void
  ) throws(RedactionError) {
    var start = part.lowerBound
    while start < part.upperBound {
      let end = NamePieces.end(of: text, from: start, below: part.upperBound)
      if NamePieces.mayHoldName(text, start..<end) {
        for name in try ready().names(in: text.slice(start..<end)) {
          body(start + Int(name.start)..<start + Int(name.end), name.label)
        }
      }
      start = end
    }
  }

  private mutating func ready() throws(RedactionError) -> Engine {
    if let engine { return engine }
    guard let tagger = NameTagger() else { throw .outOfMemory }
    let made = Engine(tagger)
    engine = made
    return made
  }

  /// What takes memory. Of one worker, as what holds it is.
  private final class Engine: @unchecked Sendable {
    private let tagger: NameTagger
    private let digester = TextDigester()
    private var answers = NameAnswers()

    init(_ tagger: NameTagger) {
      self.tagger = tagger
    }

    func names(in piece: ByteView) -> [NameTagger.Name] {
      let digest = digester.digest(of: piece.unsafeBytes.span)
      if let known = answers.names(of: digest) { return known }
      let found = tagger.names(in: piece.unsafeBytes)
      answers.keep(found, for: digest)
      return found
    }
  }
}
