import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Settings of the Presidio analyzer")
struct PresidioSettingsTests {
  private let files = TemporaryDirectory()

  private func read(_ variables: [String: String], processors: String = "pii,presidio") throws
    -> GatewayConfiguration
  {
    let basics = ["TRACEVEIL_PROCESSORS": processors, "TRACEVEIL_PRESIDIO_URL": "http://localhost:5002"]
    return try GatewayConfiguration(Environment(basics.merging(variables) { $1 }))
  }

  private func error(_ variables: [String: String]) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) { try read(variables) }
  }

  @Test("Defaults are the contract's")
  func defaults() throws {
    let configuration = try read([:])
    let presidio = try #require(configuration.presidio)
    #expect(presidio.url == "http://localhost:5002" && presidio.entities == nil)
    #expect(presidio.timeout == .milliseconds(2000))
    #expect(configuration.redaction?.analyzed == .all && configuration.redaction?.recognizerSets == [.pii])
    #expect(configuration.redaction?.onAnalyzerFailure == .hold)
    #expect(configuration.processorNames == ["pii", "presidio"] && configuration.warnings.isEmpty)
    #expect(try configuration.makePlan()?.isAnalyzed == true)
  }

  @Test("What is set is used")
  func values() throws {
    let configuration = try read(
      [
        "TRACEVEIL_PRESIDIO_ENTITIES": "person, LOCATION", "TRACEVEIL_PRESIDIO_TIMEOUT": "500",
        "TRACEVEIL_PRESIDIO_ON_FAILURE": "drop",
      ],
      processors: "presidio"
    )
    #expect(configuration.presidio?.entities == ["LOCATION", "PERSON"])
    #expect(configuration.presidio?.timeout == .milliseconds(500))
    #expect(configuration.redaction?.onAnalyzerFailure == .drop)
    #expect(configuration.redaction?.analyzed == .some([EntityType("PERSON"), EntityType("LOCATION")]))
    #expect(configuration.redaction?.recognizerSets == [])
  }

  @Test("TRACEVEIL_ENTITIES may name its entities, and narrows them")
  func entities() throws {
    #expect(try read(["TRACEVEIL_ENTITIES": "all,-PERSON"]).redaction?.analyzed == .all)
    let policy = try read(["TRACEVEIL_ENTITIES": "PERSON,EMAIL_ADDRESS"]).redaction
    #expect(policy?.analyzed == .some([EntityType("PERSON"), .emailAddress]))
    #expect(error(["TRACEVEIL_ENTITIES": "NOBODY_KNOWS_IT"])?.key == "TRACEVEIL_ENTITIES")
  }

  @Test("presidio without a URL is a mistake, and so is a URL that cannot be one")
  func url() {
    let missing = #expect(throws: ConfigurationError.self) {
      try GatewayConfiguration(Environment(["TRACEVEIL_PROCESSORS": "pii,presidio"]))
    }
    #expect(missing?.key == "TRACEVEIL_PROCESSORS")
    #expect(missing?.reason.contains("TRACEVEIL_PRESIDIO_URL") == true)
    for url in ["localhost:5002", "http://user:secret@host", "http://host?x=1"] {
      let error = error(["TRACEVEIL_PRESIDIO_URL": url])
      #expect(error?.key == "TRACEVEIL_PRESIDIO_URL" && error?.reason.contains("secret") == false)
    }
    for names in [",", "PER SON", "A,<B>"] {
      #expect(error(["TRACEVEIL_PRESIDIO_ENTITIES": names])?.key == "TRACEVEIL_PRESIDIO_ENTITIES")
    }
  }

  @Test("A URL of an analyzer that is not among the processors is warned about")
  func unused() throws {
    let configuration = try read([:], processors: "pii")
    #expect(configuration.presidio == nil && configuration.redaction?.analyzed == AnalyzedEntities.none)
    #expect(configuration.warnings.map(\.key) == ["TRACEVEIL_PRESIDIO_URL"])
  }

  @Test("A policy file knows its entities, gives them operators and says what is done when it fails")
  func policy() throws {
    let path = files.file(
      "policy.yaml",
      "version: 1\nentities: {PERSON: redact}\npresidio: {on_failure: redact}\n"
    )
    let plan = try read(["TRACEVEIL_POLICY": path, "TRACEVEIL_PRESIDIO_ENTITIES": "LOCATION,PERSON"])
      .makePlan()
    #expect(plan?.isAnalyzed == true)
    #expect(throws: ConfigurationError.self) {
      try read(["TRACEVEIL_POLICY": path], processors: "pii").makePlan()
    }
  }

  @Test("The command that redacts without a gateway refuses it")
  func command() {
    let error = #expect(throws: ConfigurationError.self) {
      try CommandSettings(
        ["TRACEVEIL_PROCESSORS": "presidio", "TRACEVEIL_PRESIDIO_URL": "http://localhost:5002"],
        policyFile: nil,
        for: .text
      )
    }
    #expect(error?.key == "TRACEVEIL_PROCESSORS")
  }
}
