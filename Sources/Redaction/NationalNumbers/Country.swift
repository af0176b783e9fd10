/// A country whose numbers are known, by its two letters as they stand in the names of its entities.
///
/// `TRACEVEIL_ENTITIES` and policies write `country:de` for all of its entities.
public enum Country: String, Sendable, Hashable, CaseIterable {
  /// Australia.
  case australia = "au"
  /// Brazil.
  case brazil = "br"
  /// Canada.
  case canada = "ca"
  /// Finland.
  case finland = "fi"
  /// France.
  case france = "fr"
  /// Germany.
  case germany = "de"
  /// India.
  case india = "in"
  /// Italy.
  case italy = "it"
  /// The Republic of Korea.
  case korea = "kr"
  /// The Netherlands.
  case netherlands = "nl"
  /// Nigeria.
  case nigeria = "ng"
  /// The Philippines.
  case philippines = "ph"
  /// Poland.
  case poland = "pl"
  /// Singapore.
  case singapore = "sg"
  /// South Africa.
  case southAfrica = "za"
  /// Spain.
  case spain = "es"
  /// Sweden.
  case sweden = "se"
  /// Thailand.
  case thailand = "th"
  /// Turkey.
  case turkey = "tr"
  /// The United Kingdom.
  case unitedKingdom = "uk"
  /// The United States.
  case unitedStates = "us"

  /// Makes a country from its letters, in either case. ISO 3166's `gb` is the United Kingdom.
  public init?(letters: String) {
    let letters = letters.lowercased()
    guard let country = Country(rawValue: letters == "gb" ? "uk" : letters) else { return nil }
    self = country
  }

  /// All entities that only this country has.
  public var entities: Set<EntityType> {
    let own = NationalNumber.all.filter { $0.country == self }.map(\.entity)
    return Set(own).union(self == .unitedStates ? [.usSocialSecurityNumber, .usTaxpayerNumber] : [])
  }

  /// The letters of all, for messages.
  package static var names: String { allCases.map(\.rawValue).sorted().joined(separator: ", ") }

  /// What a name in a list of entities stands for: the entities of a country for `country:de`; nil for any other.
  ///
  /// - Throws: When no numbers of the country are known.
  package static func entities(named name: String) throws(UnknownCountry) -> Set<EntityType>? {
    guard name.lowercased().hasPrefix(prefix) else { return nil }
    let letters = String(name.dropFirst(prefix.count))
    guard let country = Country(letters: letters) else { throw UnknownCountry(letters: letters) }
    return country.entities
  }

  private static let prefix = "country:"
}

/// A country that a list of entities names, and of which nothing is known.
package struct UnknownCountry: Error, Sendable, CustomStringConvertible {
  let letters: String

  package var description: String {
    "country:\(letters.prefix(16)) is not known; known are \(Country.names)"
  }
}
