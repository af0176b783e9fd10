import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Settings of the search for names")
struct NameSettingsTests {
  private func read(_ variables: [String: String]) throws -> GatewayConfiguration {
    try GatewayConfiguration(
      Environment(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c"].merging(variables) { $1 })
    )
  }

  @Test("It is off by default, and on when it is named")
  func processor() throws {
    let plan = try #require(try read([:]).makePlan())
    #expect(!plan.entities.contains(.person))
    let configuration = try read(["TRACEVEIL_PROCESSORS": "pii,secrets,ner"])
    #expect(configuration.processorNames == ["pii", "secrets", "ner"] && configuration.warnings.isEmpty)
    let named = try #require(try configuration.makePlan())
    #expect(Set([.person, .location, .dateTime]).isSubset(of: named.entities))
    let alone = try read(["TRACEVEIL_PROCESSORS": "ner"])
    #expect(try alone.makePlan()?.entities == [.person, .location, .dateTime])
  }

  @Test("TRACEVEIL_ENTITIES may name its entities, and take them away")
  func entities() throws {
    let chosen = try read(["TRACEVEIL_PROCESSORS": "pii,ner", "TRACEVEIL_ENTITIES": "PERSON"])
    #expect(try chosen.makePlan()?.entities == [.person])
    let fewer = try read(["TRACEVEIL_PROCESSORS": "ner", "TRACEVEIL_ENTITIES": "all,-PERSON"])
    #expect(try fewer.makePlan()?.entities == [.location, .dateTime])
    #expect(throws: ConfigurationError.self) { try read(["TRACEVEIL_ENTITIES": "PERSON"]) }
  }

  @Test("Bounds are read and checked")
  func bounds() throws {
    let configuration = try read([
      "TRACEVEIL_PROCESSORS": "ner", "TRACEVEIL_NER_MAX_BYTES": "5000", "TRACEVEIL_NER_ON_EXCESS": "drop",
      "TRACEVEIL_NER_TIMEOUT": "750",
    ])
    #expect(configuration.redaction?.names.maximumBytes == 5000)
    #expect(configuration.redaction?.names.onExcess == .drop)
    #expect(configuration.redaction?.names.maximumTime == .milliseconds(750))
    let wrong = [
      ("TRACEVEIL_NER_MAX_BYTES", "0"), ("TRACEVEIL_NER_ON_EXCESS", "hold"), ("TRACEVEIL_NER_TIMEOUT", "0"),
    ]
    for (key, value) in wrong {
      #expect(throws: ConfigurationError.self) { try read([key: value]) }
    }
  }

  @Test("A policy file may name its entities where it is on, and they are looked for then")
  func namedByFile() throws {
    let files = TemporaryDirectory()
    let path = files.file("policy.yaml", "version: 1\nentities: {PERSON: {operator: redact}}")
    let on = [
      "TRACEVEIL_PROCESSORS": "pii,ner", "TRACEVEIL_POLICY": path, "TRACEVEIL_ENTITIES": "EMAIL_ADDRESS",
    ]
    #expect(try read(on).makePlan()?.entities.contains(.person) == true)
    #expect(throws: ConfigurationError.self) { try read(["TRACEVEIL_POLICY": path]).makePlan() }
  }

  @Test("A policy file that names an entity of it does not switch it on")
  func policyFile() throws {
    var policy = RedactionPolicy()
    let file = try PolicyFile(parsing: "version: 1\nentities: {PERSON: {operator: redact}}", file: "p.yaml")
    policy.apply(file)
    #expect(try !Redactor(policy: policy.overridden(by: file)).entities.contains(.person))
  }
}
