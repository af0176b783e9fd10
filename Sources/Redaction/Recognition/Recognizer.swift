/// Finds one kind of sensitive text.
///
/// A recognizer is a stateless value. The scanner calls `confirm` for each of its triggers, in ascending
/// order of position; it looks at the bytes around the trigger and reports what it is sure of, with exact
/// bounds. It need not care about other recognizers: all run independently, and `MatchResolver` decides
/// about overlaps after every one has validated its own.
///
/// **To add one**: a file in `Recognizers/` with a type that conforms, a file of tests, a line in
/// `RecognizerCatalog`. `EmailAddressRecognizer` (trigger in the middle, reads both ways) and
/// `CreditCardRecognizer` (trigger at the start, several matches in a hit) are there to copy. A test calls
/// `expectContract(of:)`, which holds it to the rules below.
///
/// **Rules**
/// - Linear: never read below `findings.floor`; before returning, raise it to where reading again would
///   be useless. A hit below the floor is not passed on. Bound every look ahead, by a delimiter that cannot
///   be in a match or by a maximum.
/// - Boundaries belong to the recognizer. Reading outside of the text gives 0, which is no letter, digit or
///   separator, so the ends of a text need no special case.
/// - A match that a checksum or an unmistakable structure confirms scores 1. Others score as Presidio's
///   pattern does, and context words can raise them.
/// - Report what should be replaced and no more: no quotes, no separator, no trailing punctuation.
protocol Recognizer: Sendable {
  var entity: EntityType { get }

  /// What to look for.
  var triggers: [Trigger] { get }

  /// Lower-case words of letters and digits, or phrases of two. One of them among the five words before a match, or in the
  /// key of the value, raises a score below 1 by 0.35, to 0.4 at least.
  var contextWords: [String] { get }

  /// Lower-case words. If a key ends in one of them, a match of its whole value with a score below 1 does not count.
  var opposingWords: [String] { get }

  /// Whether it runs when a policy does not mention its entity.
  var isOnByDefault: Bool { get }

  /// Looks around one hit, and reports into `findings`.
  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings)
}

extension Recognizer {
  var contextWords: [String] { [] }
  var opposingWords: [String] { [] }
  var isOnByDefault: Bool { true }
}
