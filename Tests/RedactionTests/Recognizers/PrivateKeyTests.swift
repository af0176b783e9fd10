import Testing

@testable import Redaction

@Suite struct PrivateKeyTests {
  private static let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7"

  @Test(arguments: [
    #""«-----BEGIN PRIVATE KEY-----\n" + "\#(body)»" + x"#,
    "s = '«-----BEGIN RSA PRIVATE KEY-----\\n'\n  '\(body)\\n'\n  '-----END RSA PRIVATE KEY-----»'",
    "«-----BEGIN PRIVATE KEY-----\n\(body)»",
  ])
  func allLiteralsOfAKeyGo(text: String) throws {
    try expectMarked(text, as: .privateKey)
  }

  @Test(arguments: [
    "expected -----BEGIN PRIVATE KEY----- in the file",
    #"line.startswith("-----BEGIN RSA PRIVATE KEY-----")"#,
    #"["-----BEGIN PRIVATE KEY-----", "certificate", "x"]"#,
  ])
  func aMarkAloneStays(text: String) throws {
    try expectMarked(text)
  }
}
