/// A kind of personal datum or secret that the workloads plant: every entity that the gateway looks for by
/// default.
public enum PlantedFamily: String, Sendable, CaseIterable {
  case emailAddress = "EMAIL_ADDRESS"
  case creditCard = "CREDIT_CARD"
  case socialSecurityNumber = "US_SSN"
  case taxpayerNumber = "US_ITIN"
  case phoneNumber = "PHONE_NUMBER"
  case iban = "IBAN_CODE"
  case ipAddress = "IP_ADDRESS"
  case macAddress = "MAC_ADDRESS"
  case wallet = "CRYPTO"
  case awsAccessKey = "AWS_ACCESS_KEY"
  case gitHubToken = "GITHUB_TOKEN"
  case openAIKey = "OPENAI_KEY"
  case anthropicKey = "ANTHROPIC_KEY"
  case slackToken = "SLACK_TOKEN"
  case jsonWebToken = "JWT"
  case privateKey = "PRIVATE_KEY"
  case password = "PASSWORD"
  case bearerToken = "BEARER_TOKEN"
  case urlCredentials = "URL_CREDENTIALS"
  case googleAPIKey = "GOOGLE_API_KEY"
  case stripeKey = "STRIPE_KEY"
  case huggingFaceToken = "HUGGINGFACE_TOKEN"
  case databricksToken = "DATABRICKS_TOKEN"

  /// The words in front of a value. They matter: a nine-digit number is a social security number because of
  /// them.
  var leadIns: [String] {
    switch self {
    case .emailAddress: ["please write to ", "my address is ", "the account of ", "cc "]
    case .creditCard: ["I paid with card ", "please charge ", "the card number is ", "refund to "]
    case .socialSecurityNumber: ["my SSN is ", "applicant ssn: ", "social security number "]
    case .taxpayerNumber: ["my ITIN is ", "taxpayer id ITIN: "]
    case .phoneNumber: ["call me at ", "my phone number is ", "you can text "]
    case .iban: ["transfer the rent to ", "my bank account is ", "IBAN "]
    case .ipAddress: ["the request came from ", "blocked host "]
    case .macAddress: ["the NIC address is ", "device "]
    case .wallet: ["send the coins to ", "wallet "]
    case .password: ["password=", "password: "]
    case .bearerToken: ["Authorization: Bearer ", "curl -H 'Authorization: Bearer "]
    case .privateKey: ["the deploy key:\n", "id_rsa says\n"]
    case .urlCredentials: ["connect to ", "DATABASE_URL="]
    default: ["use the key ", "token: ", "export API_KEY=", "someone pasted "]
    }
  }

  /// True where a value is recognized by what stands right in front of it, so that nothing may come between
  /// the two.
  var needsAdjacentLeadIn: Bool {
    self == .password || self == .bearerToken
  }
}
