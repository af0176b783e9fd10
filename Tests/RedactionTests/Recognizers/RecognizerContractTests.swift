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
}
