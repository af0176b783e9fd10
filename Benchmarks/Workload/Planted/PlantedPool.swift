/// The finite set of values that one workload plants, in rotation.
public struct PlantedPool: Sendable {
  /// Every value, each of them different.
  public let values: [PlantedValue]
  private var nextIndex = 0

  /// `perFamily` values of each of the families.
  init(families: [PlantedFamily], perFamily: Int, random: inout SeededRandom) {
    var seen: Set<String> = []
    var values: [PlantedValue] = []
    for _ in 0..<perFamily {
      for family in families {
        var value = Self.value(of: family, &random)
        while !seen.insert(value.secret).inserted {
          value = Self.value(of: family, &random)
        }
        values.append(value)
      }
    }
    self.values = values
  }

  /// The next value; after the last the first comes again.
  mutating func next() -> PlantedValue {
    defer { nextIndex = (nextIndex + 1) % values.count }
    return values[nextIndex]
  }

  private static func value(of family: PlantedFamily, _ random: inout SeededRandom) -> PlantedValue {
    switch family {
    case .emailAddress: .emailAddress(&random)
    case .creditCard: .creditCard(&random)
    case .socialSecurityNumber: .socialSecurityNumber(&random)
    case .taxpayerNumber: .taxpayerNumber(&random)
    case .phoneNumber: .phoneNumber(&random)
    case .iban: .iban(&random)
    case .ipAddress: .ipAddress(&random)
    case .macAddress: .macAddress(&random)
    case .wallet: .wallet(&random)
    case .jsonWebToken: .jsonWebToken(&random)
    case .privateKey: .privateKey(&random)
    case .password: .password(&random)
    case .urlCredentials: .urlCredentials(&random)
    default: .prefixed(family, &random)
    }
  }
}
