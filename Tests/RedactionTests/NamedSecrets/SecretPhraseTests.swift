import Testing

@testable import Redaction

/// Names of several words, in several languages, and codes.
@Suite struct SecretPhraseTests {
  private static let names = [
    "Secret Key", "AWS Secret Key", "Recovery Key", "Product Key", "Pass Word", "pass-word", "pass_word",
    "pass phrase", "passw0rd", "clé API", "clé secrète", "clé d'API", "jeton", "jeton d'accès", "clave API",
    "clave secreta", "chave de API", "chiave API", "chiave segreta", "ключ API", "API-ключ", "секретный ключ",
    "ключ доступа", "токен", "API密钥", "密钥", "令牌", "APIキー", "シークレット", "トークン", "API 키", "비밀키", "토큰",
    "klucz API", "token dostępu", "token de acceso", "API-sleutel", "API-nyckel", "API-nøkkel",
    "API anahtarı",
    "مفتاح API", "Zugangscode", "recovery_code", "backup_code", "unlock_code", "macaroon",
    "totp_seed", "snmp_community",
  ]

  @Test(arguments: names)
  func nameASecret(name: String) throws {
    let value = "q7GouSHrcvm2i4JS"
    for text in [
      "\(name): «\(value)»", "\(name)=«\(value)»", "\(name) = \"«\(value)»\"",
      "{\"\(name)\": \"«\(value)»\"}",
    ] {
      try expectMarked(text)
    }
  }

  @Test(arguments: [
    "clé : valeur", "Secret Key: required", "le jeton: expire", "klucz: wartość", "ключ: значение",
    "密钥: 请输入", "トークン: 4096", "キー: Enter", "primary key: id_17", "a code: 482193", "error code: 482193",
    "status_code=482193", "country code: 4930", "version_code=482193", "the clave: campo", "mnemonic: movzx2",
    "hmac=sha256", "hmac: SHA-512", "bearer: token", "access code: A", "seed=1234567890abcdef12",
  ])
  func otherThingsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "Your verification code: «482193»", "verification code is «482193»", "2FA code: «482193»",
    "mfa_code=«839201»", "cvv=«123»", "CVC: «482»", "cvc2=«482»", "PIN is «4821»",
    "Unseal Key 1: «kd83kdJs93kdLs02kd83kdJs93kdLs02kd83kdJs93==»",
  ])
  func codesGo(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "A temporary password is generated for root@localhost: «gT5(kd83kdJs»",
    "Please use the following password to proceed to installation:\n\n«0a1b2c3d4e5f60718293a4b5c6d7e8f9»\n\nThis",
  ])
  func areAnnounced(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "the password for the following users: otto", "password of otto: none\n",
    "password check for: sha256\nabc",
    "The password is kept in these files:\n\n/etc/shadow\n", "token per line: 12\n",
  ])
  func sentencesAnnounceNothing(text: String) throws {
    try expectMarked(text)
  }
}
