/// One worker's search for names: the network with its memory, made when it is first asked for, and how much of a span
/// was looked at.
struct NameSearch: Sendable {
  private var engine: Engine?
  private var budget = NameBudget()
  private let now: @Sendable () -> Duration
  private let makeTagger: @Sendable () -> NameTagger?

  /// - Parameter now: The time that this thread has worked.
  init(
    now: @escaping @Sendable () -> Duration = ThreadTime.now,
    makeTagger: @escaping @Sendable () -> NameTagger? = { NameTagger() }
  ) {
    self.now = now
    self.makeTagger = makeTagger
  }

  /// Another span begins, or a text that is of none.
  mutating func begin() { budget = NameBudget() }

  /// Spends bytes of the span's budget.
  ///
  /// - Throws: `RedactionError.overBudget`.
  mutating func take(_ count: Int, of settings: NameSettings) throws(RedactionError) {
    guard budget.take(bytes: count, of: settings) else { throw .overBudget }
  }

  /// Shows the names in a part of a text, as ranges of that text. What was shown before an error is not all of them.
  ///
  /// - Throws: `RedactionError.overBudget` once the span's time is over, or `outOfMemory`.
  mutating func forEachName(
    in text: ByteView,
    _ part: Range<Int>,
    within settings: NameSettings,
    _ body: (Range<Int>, NameTagger.Label) -> Void
  ) throws(RedactionError) {
    var start = part.lowerBound
    var began = now()
    while start < part.upperBound {
      let end = NamePieces.end(of: text, from: start, below: part.upperBound)
      if NamePieces.mayHoldName(text, start..<end) {
        for name in try ready().names(in: text.slice(start..<end)) {
          body(start + Int(name.start)..<start + Int(name.end), name.label)
        }
        let ended = now()
        guard budget.take(time: ended - began, of: settings) else { throw .overBudget }
        began = ended
      }
      start = end
    }
  }

  private mutating func ready() throws(RedactionError) -> Engine {
    if let engine { return engine }
    guard let tagger = makeTagger() else { throw .outOfMemory }
    let made = Engine(tagger)
    engine = made
    return made
  }

  /// The parts that take memory. Like its holder, it belongs to one worker.
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
