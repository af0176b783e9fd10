/// Which numbers card schemes issue: ranges of the first six digits (ISO/IEC 7812), and lengths.
struct CardScheme: Sendable {
  let prefixes: ClosedRange<Int>
  let digits: ClosedRange<Int>

  /// Whether some scheme issues numbers of `digits` digits that start with the six digits `prefix`.
  static func issues(_ prefix: Int, digits: Int) -> Bool {
    guard digits >= 12, digits <= 19 else { return false }
    for scheme in all where scheme.prefixes.contains(prefix) && scheme.digits.contains(digits) { return true }
    return false
  }

  private static let all: [CardScheme] = [
    CardScheme(400000...499999, 16...16),  // Visa
    CardScheme(400000...499999, 13...13),
    CardScheme(400000...499999, 19...19),
    CardScheme(510000...559999, 16...16),  // Mastercard
    CardScheme(222100...272099, 16...16),  // Mastercard, the ranges opened in 2017
    CardScheme(340000...349999, 15...15),  // American Express
    CardScheme(370000...379999, 15...15),
    CardScheme(601100...601199, 16...19),  // Discover
    CardScheme(644000...659999, 16...19),
    CardScheme(620000...629999, 16...19),  // UnionPay
    CardScheme(810000...817199, 16...19),
    CardScheme(300000...305999, 14...19),  // Diners Club
    CardScheme(309500...309599, 14...19),
    CardScheme(360000...369999, 14...19),
    CardScheme(380000...399999, 14...19),
    CardScheme(352800...358999, 16...19),  // JCB
    CardScheme(220000...220499, 16...19),  // Mir
    CardScheme(220500...220599, 16...19),  // Borica
    CardScheme(606282...606282, 16...16),  // Hipercard
    CardScheme(506699...506778, 16...16),  // Elo
    CardScheme(509000...509999, 16...16),
    CardScheme(636297...636297, 16...16),
    CardScheme(636368...636368, 16...16),
    CardScheme(506099...506198, 16...19),  // Verve
    CardScheme(507803...507814, 16...16),  // Meeza
    CardScheme(817200...820199, 16...16),  // RuPay
    CardScheme(860000...860099, 16...16),  // Uzcard
    CardScheme(986000...986099, 16...16),  // Humo
    CardScheme(970400...970499, 16...19),  // Napas
    CardScheme(508500...508999, 16...16),  // RuPay
    CardScheme(979200...979289, 16...16),  // Troy
    CardScheme(122000...122099, 15...15),  // UATP: AirPlus
    CardScheme(192000...192099, 15...15),
    CardScheme(501900...501999, 16...16),  // Dankort
    CardScheme(501800...501899, 12...19),  // Maestro
    CardScheme(502000...502099, 12...19),
    CardScheme(503800...503899, 12...19),
    CardScheme(589300...589399, 12...19),
    CardScheme(630400...630499, 12...19),
    CardScheme(675900...675999, 12...19),
    CardScheme(676100...676399, 12...19),
  ]

  private init(_ prefixes: ClosedRange<Int>, _ digits: ClosedRange<Int>) {
    self.prefixes = prefixes
    self.digits = digits
  }
}
