// What the issuers' documentation says of their tokens, and secret scanners have found true.
extension TokenRecognizer {
  static let aws = TokenRecognizer(
    .awsAccessKey,
    (["AKIA", "ASIA", "ABIA", "ACCA", "AGPA", "AIDA", "AIPA", "ANPA", "ANVA", "AROA"] as [StaticString])
      .map { Form(prefix: $0, alphabet: .upperAndDigits, length: 16...16) }
  )

  static let gitHub = TokenRecognizer(
    .gitHubToken,
    (["ghp_", "gho_", "ghu_", "ghs_", "ghr_"] as [StaticString])
      .map { Form(prefix: $0, alphabet: .alphanumeric, length: 36...251) }
      + [Form(prefix: "github_pat_", alphabet: .word, length: 36...244)]
  )

  static let gitLab = TokenRecognizer(
    .gitLabToken,
    (["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-"] as [StaticString])
      .map { Form(prefix: $0, alphabet: .base64URL, length: 20...300) }
  )

  static let openAI = TokenRecognizer(
    .openAIKey,
    [
      Form(prefix: "sk-proj-", alphabet: .base64URL, length: 20...300),
      Form(prefix: "sk-svcacct-", alphabet: .base64URL, length: 20...300),
      Form(prefix: "sk-admin-", alphabet: .base64URL, length: 20...300),
      Form(prefix: "sk-", alphabet: .alphanumeric, length: 20...300, digits: 1),
    ]
  )

  static let anthropic = TokenRecognizer(
    .anthropicKey,
    [Form(prefix: "sk-ant-", alphabet: .base64URL, length: 20...300, digits: 1)]
  )

  static let slack = TokenRecognizer(
    .slackToken,
    (["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxo-", "xoxc-", "xoxd-", "xapp-"]
      as [StaticString])
      .map { Form(prefix: $0, alphabet: .base64URL, length: 10...300, digits: 4) }
  )

  static let google = TokenRecognizer(
    .googleAPIKey,
    [
      Form(prefix: "AIza", alphabet: .base64URL, length: 35...35),
      Form(prefix: "GOCSPX-", alphabet: .base64URL, length: 28...28),
    ]
  )

  static let stripe = TokenRecognizer(
    .stripeKey,
    (["sk_live_", "sk_test_", "rk_live_", "rk_test_", "pk_live_", "pk_test_"] as [StaticString])
      .map { Form(prefix: $0, alphabet: .alphanumeric, length: 10...250) }
      + [Form(prefix: "whsec_", alphabet: .alphanumeric, length: 24...250)]
  )

  static let huggingFace = TokenRecognizer(
    .huggingFaceToken,
    [Form(prefix: "hf_", alphabet: .alphanumeric, length: 30...40)]
  )

  static let databricks = TokenRecognizer(
    .databricksToken,
    [Form(prefix: "dapi", alphabet: .hex, length: 32...32)]
  )

  static let npm = TokenRecognizer(
    .npmToken,
    [Form(prefix: "npm_", alphabet: .alphanumeric, length: 36...36)]
  )

  static let pypi = TokenRecognizer(
    .pypiToken,
    [Form(prefix: "pypi-", alphabet: .base64URL, length: 50...400, digits: 1)]
  )
}
