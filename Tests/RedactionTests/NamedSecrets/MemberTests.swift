import Testing

@testable import Redaction

/// Values that stand below their name: the data of a secret of Kubernetes, and items of a list.
@Suite struct MemberTests {
  @Test(arguments: [
    "kind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  user: «YWRtaW4tNzc=»\n  db: «bWF1bGJlZXJlODE=»\n",
    "apiVersion: v1\ndata:\n  x: 1\nkind: Secret\nstringData:\n  db: «maulbeere81»\n",
    "secret:\n  data:\n    db: «bWF1bGJlZXJlODE=»\n    mq: «ZjkybmRrQTBzTHE3Mm1YcFp2OFc=»\n",
    "secret:\n  data: «Zk81jsLq02mXnc73hGtP»", "credentials:\n  stringData:\n    a: \"«maulbeere81»\"",
    "secret:\r\n  data:\r\n    db: «bWF1bGJlZXJlODE=»\r\n",
  ])
  func dataOfASecretGo(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "kind: ConfigMap\ndata:\n  db: bWF1bGJlZXJlODE=\n", "kind: Secret\nmetadata:\n  name: db-credentials-7\n",
    "kind: Secret\n---\nkind: ConfigMap\ndata:\n  db: bWF1bGJlZXJlODE=\n",
    "secret:\n  database:\n    db: prod-77\n",
    "secret:\n  data:\n  db: prod-77\n", "kind: SecretStore\ndata:\n  db: maulbeere81\n",
  ])
  func otherDataStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "passwords:\n  - «holunder3z»\n  - \"«maulbeere81»\"\n  - «quitte4711x»",
    "secrets:\n- «Zk81jsLq02mXnc73hGtP»\n- «hGtPZk81jsLq02mXnc73»",
    "tokens = (\"«f92ndkA0sLq72mXpZv8W»\", \"«mXpZv8Wf92ndkA0sLq72»\")",
    "api_keys = [\"«f92ndkA0sLq72mXpZv8W»\"]",
  ])
  func itemsOfAListGo(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "passwords:\n  - are too short\n  - must differ", "tokens = [\"if\", \"else\"]", "tokens = 4096",
  ])
  func otherItemsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "array(2) { [\"password\"]=> string(9) \"«tulpe77xk»\" }", "s:8:\"password\";s:9:\"«tulpe77xk»\";",
    "secret := []byte(\"«wermut4x8qz»\")", "curl_setopt($c, CURLOPT_USERPWD, \"«otto:holunder3z»\");",
    "{\"k\":\"password\",\"v\":\"«forsythie8q»\"}",
    "Content-Disposition: form-data; name=\"user[password]\"\r\n\r\n«hortensie4x»\r\n--x",
    "pwd=«som{mer}7x»",
  ])
  func otherFormatsGo(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"apiKey := "«897TJ1HevanW9Ye6nv6Ojj»""#, "stripeKey := `«Hx8Lq2Zt7Pw4Vb9Rn3Kc»`",
    #"dbPw := "«quitte4711x»""#,
    #"basicAuth := "«dXNlcjpwYXNzd29yZDEyMw==»""#, #"signing_key : "«Hx8Lq2Zt7Pw4Vb9Rn3Kc»""#,
    "The token is «f92ndkA0sLq72mXpZv8W», keep it.", "The token is «f92ndkA0sLq72mXpZv8W».",
    "Use the API key «8d7s6a5k4j3h2g1f0q9w8e7r» to connect", "with token «9f86d081884c7d659a2feaa0c55ad015»",
    "secret «f92ndkA0sLq72mXpZv8Wq7Lm2»",
  ])
  func areJoinedInOtherWays(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "apiKey := os.Getenv(\"API_KEY\")", "token := lexer.Next()", "key : \"value\"",
    "the token is stored in the cache",
    "The token is expired.", "Pass \"GUILE_AUTO_COMPILE=0\" to it",
    "the token budget is 4096 of 128000 tokens",
    "with token bucket algorithm4096limits now",
    "'password' => 'required|string|min:8',", "\"password\": \"nullable|string|confirmed|min:12\"",
    "/etc/passwd:root:x:0:0", "grep: /etc/passwd:otto:x:1000:1000",
  ])
  func codeAndProseStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "s:8:\"password\";s:4:\"text\";", "foo(DEFAULT_PASSWORD, \"text\")",
    "{\"k\":\"password\",\"v\":\"string\"}",
    "password=Token{name}", "secret := []byte(key)",
  ])
  func otherValuesStay(text: String) throws {
    try expectMarked(text)
  }
}
