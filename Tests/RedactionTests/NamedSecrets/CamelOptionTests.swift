import Testing

@testable import Redaction

/// Options of command lines whose names have no joint before `key`, and short names before arrows.
@Suite struct CamelOptionTests {
  @Test(arguments: [
    "apiKey", "apikey", "api.key", "accessKey", "privateKey", "masterKey", "encryptionKey", "signingKey",
    "serviceKey",
    "accountKey", "auth",
  ])
  func isFoundBehindAnOption(name: String) throws {
    try expectMarked("run --\(name) «ZaEY7DWoetWl42Qx» --verbose")
    try expectMarked("run --\(name) '«ZaEY7DWoetWl42Qx»'")
    try expectMarked("run -\(name) «ZaEY7DWoetWl42Qx» up")
  }

  @Test(arguments: [
    "run -apiKey «ZaEY7DWoetWl42Qx» up", "run -accessKey «ZaEY7DWoetWl42Qx»",
    "run --key=«a8f5f167f44f4964e6c998dee827110c» up", "run --key «a8f5f167f44f4964e6c998dee827110c» up",
    "run -key '«a8f5f167f44f4964e6c998dee827110c»' up", "[\"--key\", \"«a8f5f167f44f4964e6c998dee827110c»\"]",
    "key => «a8f5f167f44f4964e6c998dee827110c»", "key -> «a8f5f167f44f4964e6c998dee827110c»",
    "key → «a8f5f167f44f4964e6c998dee827110c»",
    "auth -> «ZaEY7DWoetWl42Qx»", "auth → «ZaEY7DWoetWl42Qx»", "auth→«ZaEY7DWoetWl42Qx»",
    "pw -> «tulpe77xk»", "pw → «tulpe77xk»", "pw->«tulpe77xk»", "bearer => «ZaEY7DWoetWl42Qx»",
    "run --bearer '«ZaEY7DWoetWl42Qx»'", "bearer -> «ZaEY7DWoetWl42Qx»", "bearer = «ZaEY7DWoetWl42Qx»",
  ])
  func isFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "run --key value", "curl --key client.pem --cert x", "--key /etc/ssl/private/server-2026-11-28.key",
    "run --key=value", "sort --key=2", "run --key=id_rsa", "openssl --privateKey server.pem",
    "run --apiKey $API_KEY", "run --auth basic", "run --auth oauth2", "run --bearer token", "--author otto",
    "key => value", "key -> next", "auth → login", "pw -> reset", "this-private note", "pw->next",
    "--encrypt on",
    "run --signing none", "aes-set-encrypt-key.asm s390x/msa_x1/sha256-compress.asm",
    "cache --key=node-modules-v2-2024",
  ])
  func otherValuesStay(text: String) throws {
    try expectMarked(text)
  }
}
