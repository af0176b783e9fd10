import Testing

@testable import Redaction

/// What stands between names and values in dumps, tables, shells and typographic texts.
@Suite struct OddJointTests {
  @Test(arguments: [
    "password→«tulpe77xk»", "DB_PASSWORD⇒«tulpe77xk»", "password➡«tulpe77xk»", "password∶«tulpe77xk»",
    "api_key→«k3J9xQ2mV7tR1bZ8wL5pN4cY»", "api_key->«k3J9xQ2mV7tR1bZ8wL5pN4cY»", "dbPass -> «tulpe77xk»",
    "accessKey -> «k3J9xQ2mV7tR1bZ8wL5pN4cY»", "password :: «Kq7vTn2Rx9»",
    "the token is “«k3J9xQ2mV7tR1bZ8»”.",
    "the token is 「«k3J9xQ2mV7tR1bZ8»」", #"the token is """«k3J9xQ2mV7tR1bZ8»""""#,
    "Passwort\tist\t«tulpe77xk»",
    "WIFI:S:Hafen;T:WPA;P:«tulpe77xk»;;",
    "WIFI:T:WPA;P:«tul;pe77xk»;S:Hafen;;".replacing(";pe", with: "\\;pe"),
    "Benutzer otto, Passwort «tulpe77xk»", "password for the staging db -> «tulpe77xk»",
    "API key\t=\t«k3J9xQ2mV7tR1bZ8wL5pN4cY»", "password\t«tulpe77»",
  ])
  func isFoundBehindAnOddJoint(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password → reset", "password :: String", "token→next", "password – optional", "password\tstring1",
    "password\tsha256", "the “password” field", "key → value", "pass -> fail", "password…",
    "if (a || pIdxKey->default_rc==0)", "api_key->next_rc1",
  ])
  func wordsBehindAnOddJointStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "[\"password\":protected]=>\n  string(10) \"«Kq7vTn2Rx9»\"",
    "[\"password\":\"App\\Config\":private]=>\n  string(10) \"«Kq7vTn2Rx9»\"",
    "    [password:protected] => «Kq7vTn2Rx9»\n", "    [password:App\\Config:private] => «Kq7vTn2Rx9»\n",
    #"{{user,"otto"},{password,"«tulpe77xk»"}}"#, #"[{password, <<"«tulpe77xk»">>}]"#,
    #"$1 = {password = 0x55d0 "«tulpe77xk»", n = 3}"#, "? password\n: «tulpe77xk»",
    "<tr><th>API key</th>\n<td><code>«k3J9xQ2mV7tR1bZ8wL5pN4cY»</code></td></tr>",
    #"<input value="«tulpe77xk»" name="password" type="password">"#,
    "std::string password{\n  \"«tulpe77xk»\"};", "String DEFAULT_PASSWORD\n      = \"«tulpe77xk»\";",
    "apiKey | «e9e0f062f587b423bb6cc6328eb786d75b45783e»\nbaseUrl | x",
    "<key>PASS</key>\n<value>«tulpe77xk»</value>",
  ])
  func isFoundInADump(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "export API_KEY=\\\n«k3J9xQ2mV7tR1bZ8wL5pN4cY»", "foo --password \\\n  «tulpe77xk» --x",
    "curl --user otto:'«Kq7vTn2Rx9»' -X PATCH", #"curl --user "otto":"«Kq7vTn2Rx9»" -X PATCH"#,
    "curl -u \\\n  otto:«tulpe77xk» https://a.example",
    #"curl --oauth2-bearer "«k3J9xQ2mV7tR1bZ8»" https://a.example"#,
    "ConvertTo-SecureString -AsPlainText «tulpe77xk» -Force",
    #"easy_setopt(c, CURLOPT_XOAUTH2_BEARER, "«k3J9xQ2mV7tR1bZ8wL5pN4cY»");"#,
  ])
  func isFoundInACommandThatGoesOn(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "PSWRD=«tulpe77xk»", "psword: «tulpe77xk»", "PASSWRD=«tulpe77xk»", "paswd=«tulpe77xk»",
    "code_verifier=«dBjftJeZ4CVPmB92K27uhbUJU1p1r»&x=1", #""codeVerifier":"«dBjftJeZ4CVPmB92K27uhbUJU1p1r»""#,
    "GITHUBKEY=«k3J9xQ2mV7tR1bZ8wL5pN4cY»", "azurestorageaccountkey: «k3J9xQ2mV7tR1bZ8wL5pN4cY»",
    "?tokenkey=«k3J9xQ2mV7tR1bZ8wL5pN4cY»", "X_API_KEY=«12345678901234567890123456789012»",
    #"{"api_key":"«192548316881305078307»"}"#,
  ])
  func isFoundBehindFurtherNames(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256", "token_type=bearer expires_in=3600",
    "\"nextSequenceToken\": \"49542672486831074009579604567656788214806863282469607346\"",
    "arn:aws:ram:us-west-2:1:resource-share-invitation/32b639f0-14b8-7e8f-55ea-E6117Example",
    "decrypt the value of a SecureString parameter**",
    "api_key: 18446744073709551615", "session_key=1700000000000", "struct XPass : Mixin<XPass> {",
    "https://a.example/cb?state=af0ifjsldkj98f7a6s5d",
  ])
  func whatIsNoneStays(text: String) throws {
    try expectMarked(text)
  }
}
