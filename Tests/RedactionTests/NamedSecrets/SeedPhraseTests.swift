import Testing

@testable import Redaction

/// Words of BIP 39 behind what they are called.
@Suite struct SeedPhraseTests {
  private static let words = "legal winner thank year wave sausage worth useful legal winner thank yellow"

  @Test(arguments: [
    "seed phrase: «\(words)»", "seedPhrase = \"«\(words)»\"", "{\"mnemonic\":\"«\(words)»\"}",
    "recovery_phrase is «\(words)», keep it", "MNEMONIC='«\(words)»'", "seed_phrase:\n  «\(words)»",
    "seed phrase: «\(words.split(separator: " ").joined(separator: ", "))»",
    "Seed phrase «\(words) \(words)»",
  ])
  func goes(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "mnemonic for the instruction add is ADD", "mnemonic: \(words.prefix(40))",
    "recovery phrase should be written down and kept where nobody else can look for it when it is needed",
    "the seed phrase of twelve words is shown once and never again after this page was closed", "Seed phrase",
  ])
  func isNone(text: String) throws {
    try expectMarked(text)
  }

  @Test func hostileTextIsReadABoundedNumberOfTimes() throws {
    let probe = try RecognizerProbe(SeedPhraseRecognizer())
    for unit in ["mnemonic:", "seed phrase legal winner ", "mnemonic: "] {
      let text = Array(String(repeating: unit, count: (64 << 10) / unit.utf8.count).utf8)
      #expect(probe.scan(text).reads <= 200 * text.count, "repeated \(unit)")
    }
  }
}
