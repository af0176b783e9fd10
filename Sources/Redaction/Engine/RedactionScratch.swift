internal import CScanner

/// The buffers and counters of one worker. Made by `Redactor.makeScratch`, used with that redactor only, by
/// one thread at a time. Once warm, redacting a clean text allocates nothing.
package struct RedactionScratch: ~Copyable, Sendable {
  var hits: [cscanner_hit]
  /// The hits in the changed parts of a view without disguises. Meanwhile `hits` has those of the text.
  var changedHits: [cscanner_hit]
  var findings: Findings
  var views = TextViews()
  var binary = BinaryRuns()
  var edits = EditList()
  var members = KeyedMembers()
  var keys = KeyMemo()
  var cleanTexts = CleanTexts(maximumLength: 64)
  /// Keys and values, as they are encoded. Long enough for what a browser says it is.
  var cleanAttributes = CleanTexts(maximumLength: 160)
  var patternMatches: [PatternMatch] = []
  private(set) var counters: RedactionCounters
  private(set) var analyzedSources = AnalyzedSources()

  /// What an analyzer has said about the texts to come; nil where none was asked.
  package var analysis: AnalyzedTexts?

  /// The search for names, if the policy asks for them.
  var names = NameSearch()

  /// Names that earlier texts of the batch have.
  var knownNames = NameAgreement()

  /// Whether the next texts are those of spans, so that what the search for names may look at is counted by span: the
  /// caller says with `beginNames` when another one begins. Otherwise each text counts alone.
  package var countsNamesBySpan = false

  /// How the next texts are written.
  package var form = AnalyzedForm.prose

  /// What the next texts name.
  package var naming = TextNaming.nothing

  /// Whether the next texts identify series of metrics: different values keep different stand-ins then.
  package var isSeries = false

  /// How many places there are.
  package static let places = RedactionCounters.places

  /// Where the next texts come from, from 0 on: the caller's own numbering, for the counters.
  package var place = 0

  init(recognizers: Int, entities: [EntityType]) {
    let none = cscanner_hit(position: 0, trigger: 0, count: 0)
    hits = Array(repeating: none, count: TextScanner.hitCapacity)
    changedHits = Array(repeating: none, count: TextScanner.hitCapacity)
    findings = Findings(recognizers: recognizers)
    counters = RedactionCounters(entities: entities)
  }

  /// The most bytes of each buffer that are kept between two uses. A buffer that is larger after a long text is
  /// freed.
  static var keptBytes: Int { 1 << 20 }

  /// Gives back the memory that large texts have taken: one that has taken much is a rare one.
  package mutating func trim() {
    trimFound()
    edits.trim(to: Self.keptBytes)
  }

  /// Trims all buffers except the edits.
  mutating func trimFound() {
    views.trim(to: Self.keptBytes)
    findings.trim(to: Self.keptBytes)
  }

  /// - Returns: The index among the entities of the analyzer.
  mutating func add(_ entity: EntityType, _ writer: StandInWriter) -> Int {
    counters.add(entity)
    return analyzedSources.add(entity, writer)
  }

  /// Another span begins.
  package mutating func beginNames() { names.begin() }

  /// Another batch begins, which may be of somebody else.
  package mutating func forgetNames() { knownNames.forget() }

  mutating func count(_ entity: Int) {
    counters.add(entity: entity, place: place)
  }

  /// Matches counted since the last call, by entity and place.
  package mutating func takeCounts() -> [RedactionCount] {
    counters.take()
  }
}
