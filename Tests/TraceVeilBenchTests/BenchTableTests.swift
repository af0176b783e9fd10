import Testing

@testable import TraceVeilBench

@Suite struct BenchTableTests {
  private func text(leaks: Int, of values: Int) -> String {
    var record = BenchRecord()
    record.delivery.plantedValues = 40
    record.delivery.leakOccurrences = leaks
    record.delivery.leakedValues = values
    return BenchTable(record: record).text
  }

  @Test func saysHowManyValuesWerePlantedAndHowManyLeaked() {
    #expect(text(leaks: 0, of: 0).contains("none of 40 planted values leaked"))
    #expect(text(leaks: 7, of: 3).contains("7 leaks, of 3 of 40 planted values"))
  }
}
