import Testing

@testable import Redaction

/// Values that are secrets because of their key.
@Suite struct SecretKeyTests {
  @Test(arguments: ["authorization", "http.request.header.authorization", "Proxy-Authorization"])
  func theCredentialOfAnAuthorizationHeaderIsASecret(key: String) throws {
    #expect(try redact("Basic dXNlcjpwYXNzd29yZA==", key: key) == "Basic <BEARER_TOKEN>")
    #expect(try redact("Token abc123abc123", key: key) == "Token <BEARER_TOKEN>")
    #expect(try redact(#"["ApiKey pNfW3LMIeCa8:J1Ua9yb"]"#, key: key) == #"["ApiKey <BEARER_TOKEN>"]"#)
    #expect(
      try redact("Digest username=\"otto\", response=\"6629fae4\"", key: key) == "Digest <BEARER_TOKEN>"
    )
    #expect(try redact("9f86d081884c7d659a2feaa0c55ad015", key: key) == "<BEARER_TOKEN>")
    // Whatever it looks like.
    #expect(try redact("ApiKey my-simple-key", key: key) == "ApiKey <BEARER_TOKEN>")
    #expect(try redact("Bearer abc", key: key) == "Bearer <BEARER_TOKEN>")
    #expect(try redact("Bearer ${TOKEN}", key: key) == nil)
    for scheme in ["Bearer", "Negotiate", "Basic"] { #expect(try redact(scheme, key: key) == nil) }
  }

  @Test(arguments: [
    "password", "db.password", "DBPassword", "PGPASSWORD", "user.pass", "root_pw", "Passwort", "contraseña",
    "senha",
    "пароль", "密码", "password_confirmation", "old_password1", "user[password]", "spring.datasource.password",
  ])
  func allOfAPasswordGoes(key: String) throws {
    for value in ["maulbeere", "correct horse battery", "get_password()", "1234", "a]b}c<d9"] {
      #expect(try redact(value, key: key) == "<PASSWORD>")
    }
    for value in ["<PASSWORD>", "${DB_PASSWORD}", "null", "********", "/run/secrets/db"] {
      #expect(try redact(value, key: key) == nil)
    }
  }

  @Test(arguments: [
    "secretKey", "SENDGRID_KEY", "x-auth-key", "apiKey", "api_key_prod", "client_secret", "AWSSecretKey",
    "auth",
    "credentials", "http.request.header.x-api-key", "X-Amz-Security-Token",
  ])
  func aKeyThatLooksRandomGoes(key: String) throws {
    #expect(try redact("q7GouSHrcvm2i4JSyw8zIDmjEU6QtBal", key: key) == "<PASSWORD>")
    #expect(try redact("a plain sentence", key: key) == nil)
    #expect(try redact("Qwen2TokenizerFast", key: key) == nil)
  }

  @Test(arguments: [
    "next_page_token", "nextToken", "continuationToken", "pageToken", "public_key", "primary_key", "sort_key",
    "cache_key", "token_type", "password_file", "PublicKeyToken", "session.id", "keyboard", "monkey",
    "compass",
    "tokenizer", "input_tokens", "secret_name", "gen_ai.usage.input_tokens", "oauth.url",
  ])
  func namesOfOtherThingsSayNothing(key: String) throws {
    #expect(try redact("q7GouSHrcvm2i4JSyw8zIDmjEU6QtBal", key: key) == nil)
  }

  @Test(arguments: ["cookie", "http.request.header.cookie"])
  func cookiesThatCarrySessionsGo(key: String) throws {
    #expect(
      try redact("theme=dark; sessionid=0clxig7w7j8wp7uu500svd6n18pyu9r2; lang=de", key: key)
        == "theme=dark; sessionid=<SESSION_ID>; lang=de"
    )
    #expect(try redact("theme=dark; lang=de", key: key) == nil)
    #expect(
      try redact(#"["sessionid=0clxig7w7j8wp7uu500svd6n18pyu9r2"]"#, key: key)
        == #"["sessionid=<SESSION_ID>"]"#
    )
  }

  @Test func aCookieThatIsSetGoes() throws {
    #expect(
      try redact(
        "JSESSIONID=7L2HRQ0CYBC98SIBVOVCDYHC541IJT4W; Path=/; Secure",
        key: "http.response.header.set-cookie"
      )
        == "JSESSIONID=<SESSION_ID>; Path=/; Secure"
    )
  }

  @Test func idsOfSessionsAndSignaturesGo() throws {
    #expect(try redact("be5a5ce5c36748d1f5581d5a999a0bab", key: "sessionid") == "<SESSION_ID>")
    let signature = "08c4f11938aec08439a3acf9ef38ef219a5cf6739e5889d095e7d83b8db0d751"
    #expect(try redact(signature, key: "X-Amz-Signature") == "<URL_SIGNATURE>")
  }

  @Test func whatIsNotLookedForStays() throws {
    var policy = RedactionPolicy()
    policy.excludedEntities = [.sessionID]
    #expect(try redact("sessionid=0clxig7w7j8wp7uu500svd6n18pyu9r2", key: "cookie", policy: policy) == nil)
  }

  @Test(arguments: [
    ("mysql --password aKml51ogna1B! -h db", "mysql --password <PASSWORD> -h db"),
    ("--db-password 'x7x7x7x7'", "--db-password '<PASSWORD>'"),
    ("The password is rL4VG9uR9x7_, keep it", "The password is <PASSWORD>, keep it"),
  ])
  func whatIsSaidToBeAPasswordIsOne(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test(arguments: [
    "the password is wrong", "--password required", "password file 12ab34cd56", "the token is gone",
  ])
  func otherWordsBehindTheNameStay(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test func longTokensAreSecretsToo() throws {
    #expect(try redact(String(repeating: "aB3", count: 400), key: "aws_session_token") == "<PASSWORD>")
  }
}
