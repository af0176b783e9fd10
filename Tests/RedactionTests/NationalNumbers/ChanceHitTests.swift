import Testing

@testable import Redaction

/// What is on by default: numbers of which fewer than one in ten thousand at random looks like one. Those that have the
/// very form need a word besides.
@Suite struct ChanceHitTests {
  /// A seed of its own for every number, so that what is measured does not hang on what was measured before.
  private static let seed: UInt64 = 0x1A2B_3C4D

  @Test(arguments: NationalNumber.all.indices)
  func onByDefaultIsWhatHitsNothingByChance(index: Int) throws {
    let number = NationalNumber.all[index]
    let rates = number.isChecked ? try Rates(number, seed: Self.seed &+ UInt64(index)) : nil
    #expect(
      number.isOnByDefault == rates?.areSmall ?? false,
      "\(number.entity): \(String(describing: rates))"
    )
  }

  /// Of ten thousand with the right length, the right letters and digits, and all fixed characters, none is taken.
  @Test(arguments: NationalNumber.all.filter(\.isOnByDefault).flatMap { $0.forms })
  fileprivate func whatHasTheFormIsNothingWithoutAWord(form: Form) throws {
    var random = SeededGenerator(seed: Self.seed)
    let redactor = try Redactor(policy: RedactionPolicy())
    var scratch = redactor.makeScratch()
    var hits = 0
    for _ in 0..<10_000 {
      let number = form.alphabets.map { $0[Int(random.next() % UInt64($0.count))] }
      let found = try redactor.findings(in: number.span, scratch: &scratch)
      hits += found.count { $0.entity == form.entity }
    }
    #expect(hits == 0, "\(form)")
  }

  @Test(arguments: NationalNumber.all.filter(\.isOnByDefault))
  func aWordOrAKeyIsEnough(number: NationalNumber) throws {
    for sample in NationalNumberSamples.all[number.entity.name] ?? [] {
      for word in number.words {
        try expectMarked("\(word): «\(sample)»", as: number.entity)
        try expectMarked("{\"\(word)\":\"«\(sample)»\"}", as: number.entity)
      }
    }
  }

  @Test func theDefaultsAreThese() {
    #expect(
      NationalNumber.all.filter(\.isOnByDefault).map(\.entity.name).sorted() == [
        "DE_SOCIAL_SECURITY", "DE_VAT_ID", "ES_NIE", "IN_GSTIN", "IT_FISCAL_CODE", "SG_NRIC_FIN",
      ]
    )
  }
}

extension NationalNumber {
  fileprivate var isChecked: Bool { check != nil || proof != nil }
}

/// One way to write a number.
private struct Form: Sendable, CustomStringConvertible {
  let entity: EntityType
  let description: String
  /// What may stand at each place.
  let alphabets: [[UInt8]]
}

extension NationalNumber {
  fileprivate var forms: [Form] {
    patterns.filter { !$0.isForNamed }.flatMap { pattern in
      NumberPattern.expand(pattern.text).map {
        Form(entity: entity, description: "\(entity) \(pattern.text)", alphabets: $0.map(characters))
      }
    }
  }
}

/// The share of random numbers that are found: the worst of all ways to write a number. Numbers that need a word are
/// measured behind it, unless a proof makes up for it.
private struct Rates {
  /// Of numbers of the same length: digits alone, or, where a letter has to be, letters and digits in any order.
  var ofShape = 0.0
  /// The same of hexadecimal digits.
  var ofHexadecimal = 0.0
  /// Of those that have letters and digits where the number has them.
  var ofArrangement = 0.0

  var areSmall: Bool { ofShape < 1e-4 && ofHexadecimal < 1e-4 && ofArrangement < 0.02 }

  init(_ number: NationalNumber, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let recognizer = NationalNumberRecognizer(number)
    for pattern in number.patterns where !pattern.isForNamed {
      for choices in NumberPattern.expand(pattern.text) {
        let hasLetter = choices.contains(where: \.isLetter)
        let anything = hasLetter ? NumberPattern.digits | NumberPattern.letters : NumberPattern.digits
        // Few are enough where many are hit; only where hardly any are, more are drawn.
        let arranged = try rate(of: recognizer, choices, 2000, &random) { choice in
          choice.isLetter
            ? NumberPattern.letters : choice.isDigit || !hasLetter ? NumberPattern.digits : anything
        }
        ofArrangement = max(ofArrangement, arranged)
        guard ofArrangement < 0.02 else { return }
        ofShape = max(ofShape, try rate(of: recognizer, choices, 10_000, &random) { _ in anything })
        guard ofShape < 1e-3 else { return }
        ofShape = max(ofShape, try rate(of: recognizer, choices, 100_000, &random) { _ in anything })
        guard ofShape < 1e-4 else { return }
        guard hasLetter else { continue }
        let hexadecimal: NumberPattern.Choice = (1 << 16) - 1
        ofHexadecimal = max(
          ofHexadecimal,
          try rate(of: recognizer, choices, 100_000, &random) { _ in hexadecimal }
        )
      }
    }
  }
}

/// The share of random fillings of a form that score enough.
private func rate(
  of recognizer: NationalNumberRecognizer,
  _ choices: [NumberPattern.Choice],
  _ count: Int,
  _ random: inout SeededGenerator,
  from alphabet: (NumberPattern.Choice) -> NumberPattern.Choice
) throws -> Double {
  let alphabets = choices.map { choice in characters(choice.isAlphanumeric ? alphabet(choice) : choice) }
  let perText = 2000
  let probe = try RecognizerProbe(recognizer)
  var hits = 0
  for _ in 0..<(count / perText) {
    var text: [UInt8] = []
    for _ in 0..<perText {
      for alphabet in alphabets { text.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
      text += Array(", ".utf8)
    }
    let enough = recognizer.number.proof == nil ? 0 : NationalNumber.unnamedScore
    hits += probe.scan(text).candidates.count { $0.score >= enough }
  }
  return Double(hits) / Double(count)
}

private func characters(_ choice: NumberPattern.Choice) -> [UInt8] {
  (UInt8(0x20)..<0x7F).filter { byte in
    guard !byte.isLowercase, let code = NumberPattern.code(of: byte) else { return false }
    return choice >> UInt64(code) & 1 == 1
  }
}
