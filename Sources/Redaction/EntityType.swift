/// A kind of sensitive text, by the name users write in a policy and read in a replacement.
///
/// Built-in names are Presidio's where Presidio has one. A policy may add its own.
public struct EntityType: Hashable, Sendable, CustomStringConvertible {
  /// Capital letters, digits and underscores, such as `EMAIL_ADDRESS`.
  public let name: String

  public init(_ name: String) {
    self.name = name
  }

  public var description: String { name }
}

// Personal data.
extension EntityType {
  public static let emailAddress = EntityType("EMAIL_ADDRESS")
  public static let creditCard = EntityType("CREDIT_CARD")
  public static let usSocialSecurityNumber = EntityType("US_SSN")
  public static let usTaxpayerNumber = EntityType("US_ITIN")
  public static let phoneNumber = EntityType("PHONE_NUMBER")
  public static let iban = EntityType("IBAN_CODE")
  public static let ipAddress = EntityType("IP_ADDRESS")
  public static let macAddress = EntityType("MAC_ADDRESS")
  public static let crypto = EntityType("CRYPTO")
  public static let ukNHSNumber = EntityType("UK_NHS")
  public static let usBankNumber = EntityType("US_BANK_NUMBER")
  public static let usPassport = EntityType("US_PASSPORT")
  public static let usDriverLicense = EntityType("US_DRIVER_LICENSE")
  public static let medicalLicense = EntityType("MEDICAL_LICENSE")
  public static let dateTime = EntityType("DATE_TIME")
  public static let url = EntityType("URL")
  public static let uuid = EntityType("UUID")
}

// Secrets.
extension EntityType {
  public static let awsAccessKey = EntityType("AWS_ACCESS_KEY")
  public static let gitHubToken = EntityType("GITHUB_TOKEN")
  public static let gitLabToken = EntityType("GITLAB_TOKEN")
  public static let openAIKey = EntityType("OPENAI_KEY")
  public static let anthropicKey = EntityType("ANTHROPIC_KEY")
  public static let slackToken = EntityType("SLACK_TOKEN")
  public static let jsonWebToken = EntityType("JWT")
  public static let privateKey = EntityType("PRIVATE_KEY")
  public static let password = EntityType("PASSWORD")
  public static let bearerToken = EntityType("BEARER_TOKEN")
  public static let urlCredentials = EntityType("URL_CREDENTIALS")
  public static let googleAPIKey = EntityType("GOOGLE_API_KEY")
  public static let stripeKey = EntityType("STRIPE_KEY")
  public static let huggingFaceToken = EntityType("HUGGINGFACE_TOKEN")
  public static let databricksToken = EntityType("DATABRICKS_TOKEN")
  public static let npmToken = EntityType("NPM_TOKEN")
  public static let pypiToken = EntityType("PYPI_TOKEN")
  /// Of all other issuers.
  public static let apiKey = EntityType("API_KEY")
  public static let sessionID = EntityType("SESSION_ID")
  public static let urlSignature = EntityType("URL_SIGNATURE")
}

// Not found by looking at the text.
extension EntityType {
  /// The value of an attribute or JSON member whose key a policy redacts.
  public static let sensitiveKey = EntityType("REDACTED")
  /// Base64 that a policy drops.
  public static let binaryData = EntityType("BINARY_DATA")
}
