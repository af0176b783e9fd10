/// Finds one kind of national number, or several with one look at the text: see `sharing`.
struct NationalNumberRecognizer: Recognizer {
  /// How a policy asks for an entity.
  enum Naming: Sendable {
    /// As a part of all.
    case nothing
    /// By its country.
    case country
    case itself
  }

  let number: NationalNumber
  private let naming: Naming
  private let matcher: NationalNumberMatcher

  var entity: EntityType { number.entity }
  var triggers: [Trigger] { matcher.triggers }
  var contextWords: [String] { number.words }
  var isOnByDefault: Bool { number.isOnByDefault }

  /// - Parameter naming: Where the entity is named, more is looked for.
  init(_ number: NationalNumber, naming: Naming = .nothing) {
    self.init(number, naming: naming, finding: [NationalNumberMatcher.Part(number: number, naming: naming)])
  }

  private init(_ number: NationalNumber, naming: Naming, finding parts: [NationalNumberMatcher.Part]) {
    self.number = number
    self.naming = naming
    matcher = NationalNumberMatcher(parts)
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    matcher.confirm(text, at: hit, into: &findings)
  }

  /// The recognizers, in a form in which the first one of this type searches for all of them. They share their
  /// triggers, and a hit costs one call instead of one for each. The results are the same.
  static func sharing(_ recognizers: [any Recognizer]) -> [any Recognizer] {
    let own = recognizers.enumerated().compactMap { index, recognizer in
      (recognizer as? NationalNumberRecognizer).map { (index: index, recognizer: $0) }
    }
    guard own.count > 1, let first = own.first else { return recognizers }
    let parts = own.map { index, recognizer in
      NationalNumberMatcher.Part(
        number: recognizer.number,
        naming: recognizer.naming,
        offset: index - first.index
      )
    }
    var shared = recognizers
    for (index, recognizer) in own {
      let isFirst = index == first.index
      shared[index] = NationalNumberRecognizer(
        recognizer.number,
        naming: .nothing,
        finding: isFirst ? parts : []
      )
    }
    return shared
  }
}
