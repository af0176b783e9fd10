/// Values made of digits, with the check digits that make them real to a validator.
extension PlantedValue {
  static func creditCard(_ random: inout SeededRandom) -> PlantedValue {
    let (prefix, length, groups): (String, Int, [Int]) = random.pick([
      ("4", 16, [4, 4, 4, 4]), ("4539", 16, [4, 4, 4, 4]), ("5\(random.within(1...5))", 16, [4, 4, 4, 4]),
      ("2221", 16, [4, 4, 4, 4]), ("37", 15, [4, 6, 5]), ("6011", 16, [4, 4, 4, 4]),
    ])
    let body = prefix + random.digits(length - prefix.count - 1)
    let number = body + String(Checksum.luhnDigit(of: body))
    let separator = random.pick(["", "-", " "])
    return PlantedValue(.creditCard, separator.isEmpty ? number : number.grouped(groups, by: separator))
  }

  static func socialSecurityNumber(_ random: inout SeededRandom) -> PlantedValue {
    // Area 666 and everything from 900 on were never issued; 001 to 665 are enough.
    let area = random.within(100...665)
    let group = random.within(10...99)
    let serial = random.within(1000...9999)
    return PlantedValue(.socialSecurityNumber, "\(area)-\(group)-\(serial)")
  }

  static func taxpayerNumber(_ random: inout SeededRandom) -> PlantedValue {
    let area = random.within(900...999)
    let group = random.within(70...88)
    let serial = random.within(1000...9999)
    return PlantedValue(.taxpayerNumber, "\(area)-\(group)-\(serial)")
  }

  static func phoneNumber(_ random: inout SeededRandom) -> PlantedValue {
    let area = random.pick([206, 212, 312, 415, 512, 617, 646, 703, 808, 917])
    let exchange = "\(random.within(2...9))\(random.within(2...9))\(random.within(0...9))"
    let line = random.digits(4)
    let text = random.pick([
      "+1 \(area)-\(exchange)-\(line)", "(\(area)) \(exchange)-\(line)", "+1\(area)\(exchange)\(line)",
      "+44 20 7\(random.digits(3)) \(line)", "+49 30 \(random.within(2...9))\(random.digits(3))\(line)",
    ])
    return PlantedValue(.phoneNumber, text)
  }

  static func iban(_ random: inout SeededRandom) -> PlantedValue {
    let (country, body): (String, String) = random.pick([
      ("DE", random.digits(18)), ("NL", "ABNA" + random.digits(10)), ("GB", "FGNG" + random.digits(14)),
      ("BE", random.digits(12)), ("CH", random.digits(17)),
    ])
    let number = country + Checksum.ibanCheckDigits(country: country, body: body) + body
    let isGrouped = random.chance(0.4)
    return PlantedValue(.iban, isGrouped ? number.grouped(Array(repeating: 4, count: 9), by: " ") : number)
  }

  static func ipAddress(_ random: inout SeededRandom) -> PlantedValue {
    if random.chance(0.3) {
      let groups = (0..<8).map { _ in String(random.within(0x1000...0xFFFF), radix: 16) }
      return PlantedValue(.ipAddress, groups.joined(separator: ":"))
    }
    let parts = (0..<3).map { _ in String(random.within(100...254)) }
    return PlantedValue(.ipAddress, "\(random.within(171...222))." + parts.joined(separator: "."))
  }

  static func macAddress(_ random: inout SeededRandom) -> PlantedValue {
    let upper = random.chance(0.5)
    let parts = (0..<6).map { _ in String(random.within(16...255), radix: 16, uppercase: upper) }
    return PlantedValue(.macAddress, parts.joined(separator: upper ? "-" : ":"))
  }
}

extension SeededRandom {
  mutating func digits(_ count: Int) -> String {
    text(of: Array("0123456789"), count: count)
  }
}

extension String {
  /// The characters in groups of the given sizes; a group that would be empty is left out.
  fileprivate func grouped(_ sizes: [Int], by separator: String) -> String {
    var rest = Substring(self)
    var groups: [Substring] = []
    for size in sizes where !rest.isEmpty {
      groups.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return groups.joined(separator: separator)
  }
}
