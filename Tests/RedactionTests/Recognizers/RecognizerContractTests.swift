import Testing

@testable import Redaction

@Suite struct RecognizerContractTests {
  @Test(arguments: RecognizerSamples.all.indices)
  func keepsTheContract(index: Int) throws {
    let (recognizer, samples) = RecognizerSamples.all[index]
    try expectContract(of: recognizer, samples: samples)
  }

  @Test func everyTriggerFitsTheScanner() throws {
    _ = try TextScanner(recognizers: RecognizerCatalog.all)
  }

  @Test(
    "What a recognizer looks for before a match may not be there: each at the beginning of a text, behind one byte and two"
  )
  func readsNothingBeforeTheText() throws {
    let marks = Array("=@-:_/#'\"(<>~.,;|&%\\ a1")
    let redactor = try Redactor(policy: RedactionPolicy())
    let samples = RecognizerSamples.all.flatMap(\.samples) + ["1.2.3.4", "8.8.8.8/pkg"]
    for sample in samples {
      for mark in marks {
        for text in ["\(mark)\(sample)", "\(mark)\(mark)\(sample)"] { _ = redactor.redact(text) }
      }
    }
    #expect(try redact("@1.2.3.4") == "@<IP_ADDRESS>")
  }
}
