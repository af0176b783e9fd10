/// A kind of number that a country's authorities or its industry give out: what it looks like, and how it is checked.
///
/// A line of a table; `Countries/` has them all. To add one, add a line there, and its check, if it has one, to
/// `Checksums/National/`.
struct NationalNumber: Sendable {
  let entity: EntityType
  let country: Country
  let patterns: [Pattern]
  /// Whether it may be one at all: check digits, dates, ranges. Without a check, its form says all.
  let check: (@Sendable (CompactNumber) -> Bool)?
  /// What is asked instead of `check` where a policy names the entity itself, and not its country: it says that such a
  /// number is one, whatever its check character.
  let checkOfNamed: (@Sendable (CompactNumber) -> Bool)?
  /// Whether it is one for sure. Such a match scores `provenScore`; a number that passes `check` alone scores what its
  /// pattern says.
  let proof: (@Sendable (CompactNumber) -> Bool)?
  /// The score of a number that passes `proof`; less than 1 if numbers of another kind pass it, too.
  let provenScore: Float
  /// See `Recognizer.contextWords`.
  let words: [String]
  let isOnByDefault: Bool
  /// Whether a small letter may stand before it, as in `code is030594W903B`.
  let mayFollowLetters: Bool

  /// The highest score of a number that the policy does not name: too low without a word. One check digit leaves a
  /// tenth of all numbers of the form, and nobody asked for this entity.
  static let unnamedScore: Float = 0.3

  /// A way it is written, and what it is worth without a word that says what it is.
  struct Pattern: Sendable {
    /// The form, in the language of `NumberPattern`.
    let text: String
    let score: Float
    /// Whether small letters may stand for capitals.
    let anyCase: Bool
    /// Whether it is looked for only where a policy names the entity: too seldom written so to be worth the search,
    /// or too much like other things.
    var isForNamed = false

    /// Found wherever it stands.
    static func alone(_ text: String, anyCase: Bool = true) -> Pattern {
      Pattern(text: text, score: 0.5, anyCase: anyCase)
    }

    /// Found where a word says what it is.
    static func withWord(_ text: String, anyCase: Bool = true) -> Pattern {
      Pattern(text: text, score: 0.1, anyCase: anyCase)
    }

    /// Looked for where the entity is named.
    static func named(_ text: String, score: Float = 0.5) -> Pattern {
      Pattern(text: text, score: score, anyCase: true, isForNamed: true)
    }
  }

  init(
    _ entity: String,
    _ patterns: [Pattern],
    check: (@Sendable (CompactNumber) -> Bool)? = nil,
    checkOfNamed: (@Sendable (CompactNumber) -> Bool)? = nil,
    proof: (@Sendable (CompactNumber) -> Bool)? = nil,
    provenScore: Float = 1,
    words: [String],
    isOnByDefault: Bool = false,
    mayFollowLetters: Bool = false,
    of country: Country
  ) {
    self.entity = EntityType(entity)
    self.country = country
    self.patterns = patterns
    self.check = check
    self.checkOfNamed = checkOfNamed
    self.proof = proof
    self.provenScore = provenScore
    self.words = words
    self.isOnByDefault = isOnByDefault
    self.mayFollowLetters = mayFollowLetters
  }

  /// The score of a number written in this way, or nil when it is none.
  func score(of number: CompactNumber, written score: Float, naming: NationalNumberRecognizer.Naming)
    -> Float?
  {
    if let proof, proof(number) { return provenScore }
    let check = naming == .itself ? checkOfNamed ?? check : check
    if let check, !check(number) { return nil }
    return score
  }
}
