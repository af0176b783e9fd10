/// International bank account numbers: the length a country uses, and ISO 7064 mod 97-10 over the rest.
///
/// Because a country's length is fixed, the end of the number is known before anything is checked: in
/// `BE59017396776959 please` the word behind it is never taken for a part of it.
enum IBANChecksum {
  /// Characters of an IBAN of this country without separators, or nil when the country has none.
  static func length(country first: UInt8, _ second: UInt8) -> Int? {
    let row = Int(first | 0x20) - 0x61
    let column = Int(second | 0x20) - 0x61
    guard ASCII.isLetter(first), ASCII.isLetter(second) else { return nil }
    let length = lengths[row * 26 + column]
    return length == 0 ? nil : Int(length)
  }

  /// The end of the valid IBAN that begins at `start`, or nil.
  ///
  /// Letters count in either case. One space, hyphen, dot or plus may stand between any two characters. What stands
  /// before and behind it is the caller's to judge. Looks at no more than 70 bytes, allocates nothing.
  static func end(in text: Span<UInt8>, from start: Int) -> Int? {
    guard text.count - start >= 15, let length = length(country: text[start], text[start + 1]) else {
      return nil
    }
    // The first four characters weigh last: their value is kept aside and appended.
    var head = 0
    var rest = 0
    var taken = 0
    var index = start
    var previousWasSeparator = true
    while taken < length {
      guard index < text.count else { return nil }
      let byte = text[index]
      index += 1
      guard let value = value(of: byte) else {
        guard isSeparator(byte), !previousWasSeparator else { return nil }
        previousWasSeparator = true
        continue
      }
      previousWasSeparator = false
      // Characters three and four are the check digits.
      if taken == 2 || taken == 3, value > 9 { return nil }
      if taken < 4 { head = append(value, to: head) } else { rest = append(value, to: rest) % 97 }
      taken += 1
    }
    // Country letters weigh two digits each and the check digits one: six digits in all.
    return (rest * 1_000_000 + head) % 97 == 1 ? index : nil
  }

  private static func append(_ value: Int, to number: Int) -> Int {
    value > 9 ? number * 100 + value : number * 10 + value
  }

  private static func value(of byte: UInt8) -> Int? {
    if let digit = ASCII.decimalDigit(byte) { return digit }
    return ASCII.isLetter(byte) ? Int(byte | 0x20) - 0x61 + 10 : nil
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "+")
  }

  /// Lengths by country, from the IBAN registry (ISO 13616, kept by SWIFT), release 99.
  private static let lengths: [UInt8] = {
    let registry: StaticString = """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 \
      EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 \
      IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 \
      NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 \
      SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
      """
    var table = [UInt8](repeating: 0, count: 26 * 26)
    registry.withUTF8Buffer { bytes in
      for entry in stride(from: 0, to: bytes.count, by: 5) {
        let row = Int(bytes[entry]) - 0x41
        let column = Int(bytes[entry + 1]) - 0x41
        table[row * 26 + column] = (bytes[entry + 2] - 0x30) * 10 + (bytes[entry + 3] - 0x30)
      }
    }
    return table
  }()
}
