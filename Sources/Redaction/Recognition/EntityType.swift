/// A kind of sensitive text, by the name users write in a policy and read in a replacement.
///
/// Built-in names are Presidio's where Presidio has one. A policy may add its own.
public struct EntityType: Hashable, Sendable, CustomStringConvertible {
  /// Capital letters, digits and underscores, such as `EMAIL_ADDRESS`.
  public let name: String

  /// An entity of this name, which stands in what takes the place of a match: `EMPLOYEE_ID`.
  public init(_ name: String) {
    self.name = name
  }

  public var description: String { name }
}

// Personal data.
extension EntityType {
  /// RFC 5321 and 6531.
  public static let emailAddress = EntityType("EMAIL_ADDRESS")
  /// Payment cards, by issuer, length and checksum.
  public static let creditCard = EntityType("CREDIT_CARD")
  /// Social security numbers of the United States.
  public static let usSocialSecurityNumber = EntityType("US_SSN")
  /// Taxpayer numbers of the United States (ITIN).
  public static let usTaxpayerNumber = EntityType("US_ITIN")
  /// A phone number, by the numbering plans of all regions.
  public static let phoneNumber = EntityType("PHONE_NUMBER")
  /// An IBAN, by country, length and checksum.
  public static let iban = EntityType("IBAN_CODE")
  /// IPv4 and IPv6.
  public static let ipAddress = EntityType("IP_ADDRESS")
  /// Hardware addresses.
  public static let macAddress = EntityType("MAC_ADDRESS")
  /// Addresses of Bitcoin, Ethereum and their like.
  public static let crypto = EntityType("CRYPTO")
  /// Numbers of the National Health Service, with their checksum.
  public static let ukNHSNumber = EntityType("UK_NHS")
  /// Account numbers of American banks.
  public static let usBankNumber = EntityType("US_BANK_NUMBER")
  /// Numbers of American passports.
  public static let usPassport = EntityType("US_PASSPORT")
  /// Numbers of American driver licenses.
  public static let usDriverLicense = EntityType("US_DRIVER_LICENSE")
  /// Registration numbers of the American DEA.
  public static let medicalLicense = EntityType("MEDICAL_LICENSE")
  /// Dates and times. Off by default, and on with `ner`.
  public static let dateTime = EntityType("DATE_TIME")
  /// URLs. Off by default.
  public static let url = EntityType("URL")
  /// UUIDs. Off by default.
  public static let uuid = EntityType("UUID")
}

// Secrets.
extension EntityType {
  /// Ids of access keys, and the secrets beside them.
  public static let awsAccessKey = EntityType("AWS_ACCESS_KEY")
  /// Keys and tokens of GitHub.
  public static let gitHubToken = EntityType("GITHUB_TOKEN")
  /// Keys and tokens of GitLab.
  public static let gitLabToken = EntityType("GITLAB_TOKEN")
  /// Keys and tokens of OpenAI.
  public static let openAIKey = EntityType("OPENAI_KEY")
  /// Keys and tokens of Anthropic.
  public static let anthropicKey = EntityType("ANTHROPIC_KEY")
  /// Keys and tokens of Slack.
  public static let slackToken = EntityType("SLACK_TOKEN")
  /// JSON Web Tokens.
  public static let jsonWebToken = EntityType("JWT")
  /// Blocks of PEM, PuTTY and their like.
  public static let privateKey = EntityType("PRIVATE_KEY")
  /// A value behind a name that says it is a secret.
  public static let password = EntityType("PASSWORD")
  /// The credential of an `Authorization` header, or of a similar one.
  public static let bearerToken = EntityType("BEARER_TOKEN")
  /// User and password in a URL.
  public static let urlCredentials = EntityType("URL_CREDENTIALS")
  /// Keys and tokens of Google.
  public static let googleAPIKey = EntityType("GOOGLE_API_KEY")
  /// Keys and tokens of Stripe.
  public static let stripeKey = EntityType("STRIPE_KEY")
  /// Keys and tokens of Hugging Face.
  public static let huggingFaceToken = EntityType("HUGGINGFACE_TOKEN")
  /// Keys and tokens of Databricks.
  public static let databricksToken = EntityType("DATABRICKS_TOKEN")
  /// Keys and tokens of npm.
  public static let npmToken = EntityType("NPM_TOKEN")
  /// Keys and tokens of PyPI.
  public static let pypiToken = EntityType("PYPI_TOKEN")
  /// An API key of any other issuer.
  public static let apiKey = EntityType("API_KEY")
  /// Ids of sessions, in cookies and under their names.
  public static let sessionID = EntityType("SESSION_ID")
  /// Signatures in URLs that are signed.
  public static let urlSignature = EntityType("URL_SIGNATURE")
}

// Names, which a network finds.
extension EntityType {
  /// Names of people.
  public static let person = EntityType("PERSON")
  /// Names of cities, countries and regions, and addresses.
  public static let location = EntityType("LOCATION")
}

// Not found by looking at the text.
extension EntityType {
  /// The value of an attribute or JSON member whose key a policy redacts.
  public static let sensitiveKey = EntityType("REDACTED")
  /// Base64 that a policy drops.
  public static let binaryData = EntityType("BINARY_DATA")
}
