import Testing

@testable import Redaction

@Suite struct PrivateKeyTests {
  private static let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7"

  @Test(arguments: [
    #""«-----BEGIN PRIVATE KEY-----\n" + "\#(body)»" + x"#,
    "s = '«-----BEGIN RSA PRIVATE KEY-----\\n'\n  '\(body)\\n'\n  '-----END RSA PRIVATE KEY-----»'",
    "«-----BEGIN PRIVATE KEY-----\n\(body)»",
    "key=«-----BEGIN+PRIVATE+KEY-----%0A\(body)%0A-----END+PRIVATE+KEY-----»",
  ])
  func allLiteralsOfAKeyGo(text: String) throws {
    try expectMarked(text, as: .privateKey)
  }

  @Test(arguments: [
    """
    «---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----
    Comment: "2048-bit rsa, otto@example.org"
    \(body)
    \(body)
    ---- END SSH2 ENCRYPTED PRIVATE KEY ----»
    """,
    #"{"key":"«---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n\#(body)\n---- END SSH2 ENCRYPTED PRIVATE KEY ----»\n"}"#,
    "«---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n\(body)»",
    "untrusted comment: minisign encrypted secret key\n«RWRTY0Iy\(body)\(body)\(body)\(String(body.prefix(48)))»",
    "untrusted comment: signify secret key\n«RWRCSwAAACqHVbmA\(body)\(body)\(String(body.prefix(20)))»",
  ])
  func keysOfOtherProgramsGo(text: String) throws {
    try expectMarked(text, as: .privateKey)
  }

  @Test(arguments: [
    "expected -----BEGIN PRIVATE KEY----- in the file",
    #"line.startswith("-----BEGIN RSA PRIVATE KEY-----")"#,
    #"["-----BEGIN PRIVATE KEY-----", "certificate", "x"]"#,
    "---- BEGIN SSH2 PUBLIC KEY ----\n\(body)\n---- END SSH2 PUBLIC KEY ----",
    "a line `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----` comes first",
  ])
  func aMarkAloneStays(text: String) throws {
    try expectMarked(text)
  }
}
