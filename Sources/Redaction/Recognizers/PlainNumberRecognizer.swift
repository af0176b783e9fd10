/// Numbers that only their context tells from an order number: US bank accounts, passports and driver's licences,
/// as Presidio has them. Off by default.
struct PlainNumberRecognizer: Recognizer {
  let entity: EntityType
  let triggers: [Trigger]
  let contextWords: [String]
  let isOnByDefault = false
  private let letters: ClosedRange<Int>
  private let digits: ClosedRange<Int>

  /// 8 to 17 digits.
  static let usBankNumber = PlainNumberRecognizer(
    .usBankNumber,
    letters: 0...0,
    digits: 8...17,
    context: ["check", "checking", "account", "acct", "bank", "save", "savings", "debit", "routing"]
  )

  /// Nine digits, or a letter and eight.
  static let usPassport = PlainNumberRecognizer(
    .usPassport,
    letters: 0...1,
    digits: 8...9,
    context: ["passport", "travel", "document"]
  )

  /// Up to two letters and 5 to 14 digits: the forms of fifty states match almost any number.
  static let usDriverLicense = PlainNumberRecognizer(
    .usDriverLicense,
    letters: 0...2,
    digits: 5...14,
    context: ["driver", "license", "licence", "permit", "lic", "identification", "dl", "cdl", "driving"]
  )

  private init(_ entity: EntityType, letters: ClosedRange<Int>, digits: ClosedRange<Int>, context: [String]) {
    self.entity = entity
    self.letters = letters
    self.digits = digits
    contextWords = context
    triggers = [.digits(atLeast: digits.lowerBound)]
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let end = text.forEachGroup(at: hit.position) { first in
      let start = text.start(before: first, floor: max(findings.floor, first - letters.upperBound)) {
        $0.isLetter
      }
      let end = text.end(from: first, limit: digits.upperBound + 1) { $0.isDigit }
      guard digits.contains(end - first), !text[start - 1].isWordByte, !text[end].isWordByte else {
        return nil
      }
      findings.report(start..<end, score: start < first ? 0.1 : 0.05)
      return end
    }
    findings.floor = end
  }
}
