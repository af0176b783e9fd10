/// The built-in recognizers. To add one, add a line; the order breaks ties between equal matches.
enum RecognizerCatalog {
  /// Personal data: the recognizer set `pii`.
  static let pii: [any Recognizer] =
    [
      EmailAddressRecognizer(),
      CreditCardRecognizer(),
      IBANRecognizer(),
      CryptoRecognizer(),
      USTaxpayerNumberRecognizer.socialSecurity,
      USTaxpayerNumberRecognizer.individualTaxpayer,
      IPv4Recognizer(),
      IPv6Recognizer(),
      MACAddressRecognizer(),
      PhoneNumberRecognizer(),
      UUIDRecognizer(),
      URLRecognizer(),
      DateTimeRecognizer(),
    ] + NationalNumber.all.map { NationalNumberRecognizer($0) }

  /// Keys, tokens and passwords: the recognizer set `secrets`.
  static let secrets: [any Recognizer] =
    [PrivateKeyRecognizer(), KeyMaterialRecognizer(), JSONWebTokenRecognizer(), URLCredentialsRecognizer()]
    + TokenRecognizer.all
    + [
      BearerTokenRecognizer(),
      SessionRecognizer(),
      URLSignatureRecognizer(),
      PasswordRecognizer(),
      CommandLineRecognizer(),
      ConnectionStringRecognizer(),
      PasswordHashRecognizer(),
      SeedPhraseRecognizer(),
    ]

  /// Names of people and places, and dates by rules: the recognizer set `ner`.
  ///
  /// - Parameter others: Entities that are found already.
  static func ner(besides others: [EntityType]) -> [any Recognizer] {
    NamedEntityRecognizer.all + (others.contains(.dateTime) ? [] : [DateTimeRecognizer()])
  }

  /// The recognizers that find values by their form.
  static let all: [any Recognizer] = pii + secrets
}
