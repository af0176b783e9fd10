/// The built-in recognizers. To add one, add a line; the order breaks ties between equal matches.
enum RecognizerCatalog {
  /// Personal data: the processor `pii`.
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
    ] + NationalNumber.all.map { NationalNumberRecognizer($0, isNamed: false) }

  /// Keys, tokens and passwords: the processor `secrets`.
  static let secrets: [any Recognizer] =
    [PrivateKeyRecognizer(), JSONWebTokenRecognizer(), URLCredentialsRecognizer()]
    + TokenRecognizer.all
    + [
      BearerTokenRecognizer(),
      SessionRecognizer(),
      URLSignatureRecognizer(),
      PasswordRecognizer(),
      CommandLineRecognizer(),
    ]

  static let all: [any Recognizer] = pii + secrets

  /// The recognizers a policy asks for.
  static func recognizers(for policy: RedactionPolicy) -> [any Recognizer] {
    var chosen: [any Recognizer] = []
    if policy.recognizerSets.contains(.pii) { chosen += pii }
    if policy.recognizerSets.contains(.secrets) { chosen += secrets }
    let named = policy.namedEntities ?? policy.entities ?? []
    return chosen.filter { recognizer in
      guard !policy.excludedEntities.contains(recognizer.entity) else { return false }
      return policy.entities?.contains(recognizer.entity) ?? recognizer.isOnByDefault
    }.map { recognizer in
      guard named.contains(recognizer.entity), let own = recognizer as? NationalNumberRecognizer else {
        return recognizer
      }
      return NationalNumberRecognizer(own.number, isNamed: true)
    }
  }
}
