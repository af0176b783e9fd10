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
    "{\"k\":\"password\",\"v\":\"«forsythie8q»\"}", "(pass \"«quitte72kk»\")",
    "Content-Disposition: form-data; name=\"user[password]\"\r\n\r\n«hortensie4x»\r\n--x",
    "pwd=«som{mer}7x»",
  ])
  func otherFormatsGo(text: String) throws {
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
