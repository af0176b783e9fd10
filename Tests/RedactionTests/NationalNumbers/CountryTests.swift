import Testing

@testable import Redaction

@Suite struct CountryTests {
  @Test func aCountryStandsForItsEntities() throws {
    let german = try #require(try Country.entities(named: "country:de"))
    #expect(german.contains(EntityType("DE_TAX_ID")) && german.contains(EntityType("DE_KFZ")))
    #expect(german.allSatisfy { $0.name.hasPrefix("DE_") })
    #expect(try Country.entities(named: "COUNTRY:DE") == german)
    #expect(try Country.entities(named: "country:gb") == Country.unitedKingdom.entities)
    #expect(try Country.entities(named: "DE_TAX_ID") == nil)
  }

  @Test func everyCountryHasEntities() {
    for country in Country.allCases { #expect(!country.entities.isEmpty, "\(country)") }
    #expect(
      Country.unitedStates.entities.isSuperset(of: [.usSocialSecurityNumber, .usBankNumber, .medicalLicense])
    )
  }

  @Test(arguments: ["country:xx", "country:", "country:germany"])
  func anUnknownOneNamesThoseThatAreKnown(name: String) {
    #expect {
      try Country.entities(named: name)
    } throws: { error in
      "\(error)".hasPrefix(name) && "\(error)".contains("au, br, ca, de")
    }
  }

  @Test func allEntitiesOfAllCountriesAreKnown() {
    for country in Country.allCases { #expect(EntityType.known.isSuperset(of: country.entities)) }
  }

  @Test func aPolicyTakesOne() throws {
    let policy = try parsePolicy(
      """
      version: 1
      entities:
        DE_TAX_ID: hash
        country:de: redact
      rules:
        - {when: {name: a}, entities: ['country:it', '-IT_PASSPORT']}
        - {when: {name: b}, entities: '-country:fr'}
      """
    )
    #expect(policy.operators[EntityType("DE_TAX_ID")] == .hash)
    #expect(policy.operators[EntityType("DE_KFZ")] == .redact)
    #expect(policy.operators.count == Country.germany.entities.count)
    #expect(policy.rules[0].actions.entities?.included == Country.italy.entities)
    #expect(policy.rules[0].actions.entities?.excluded == [EntityType("IT_PASSPORT")])
    #expect(policy.rules[1].actions.entities?.excluded == Country.france.entities)
  }

  @Test func aPolicyWithAnUnknownOneIsRefused() {
    let errors = mistakes("version: 1\nentities: {country:xx: hash}")
    #expect(errors.count == 1 && errors[0].contains("country:xx is not known; known are au, br"))
  }
}
