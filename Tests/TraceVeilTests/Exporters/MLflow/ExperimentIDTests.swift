import Testing

@testable import TraceVeil

@Suite("Numbers of experiments, as MLflow's Python reads them")
struct ExperimentIDTests {
  @Test(
    "Are taken",
    arguments: [
      "0", "7", " 1 ", "0 ", "\t12\n", "+0", "-0", "0_0", "1_000", String(repeating: "0", count: 30) + "7",
      "9223372036854775807",
    ]
  )
  func taken(id: String) { #expect(MLflowDestination.isExperimentID(id)) }

  @Test(
    "Are none",
    arguments: [
      "", " ", "+", "-", "_", "1_", "_1", "1__0", "1 2", "0x10", "1.0", "1e3", "٣", "my-exp",
      "9223372036854775808", "--1", "-1",
    ]
  )
  func others(id: String) { #expect(!MLflowDestination.isExperimentID(id)) }
}
