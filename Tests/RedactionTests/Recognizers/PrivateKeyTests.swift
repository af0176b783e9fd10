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

  private static let lines =
    ["-----BEGIN RSA PRIVATE KEY-----"] + Array(repeating: body, count: 4) + [
      String(body.prefix(20)), "-----END RSA PRIVATE KEY-----",
    ]

  /// What stands before and behind each line.
  @Test(arguments: [
    ("2026-04-26T12:36:01.123Z stdout F ", "\n"), ("web_1  | ", "\n"), (" *  ", "\n"), ("# ", "\n"),
    ("> ", "\n"),
    ("Apr 26 12:36:01 host app[231]: ", "\n"), ("12:36:01.412 INFO  [main] c.e.App - ", "\n"),
    ("certs/key.pem:3:", "\n"),
    ("echo ", " >> key.pem\n"), ("7,\"", "\"\n"), ("{\"line\":\"", "\"}\n"), ("\"", "\" & vbCrLf & _\n"),
    ("", "<br>"), ("[x] ", "\\n"), ("[x] ", "\r\n"),
  ])
  func linesWithSomethingBeforeThemGo(before: String, behind: String) throws {
    let text = Self.lines.map { before + $0 + behind }.joined()
    let first = try #require(text.firstRange(of: "-----BEGIN")).lowerBound
    let last = try #require(text.firstRange(of: "-----END RSA PRIVATE KEY-----")).upperBound
    try expectMarked("\(text[..<first])«\(text[first..<last])»\(text[last...])", as: .privateKey)
  }

  /// Without its end, up to the last line that holds a part of it.
  @Test func linesWithoutAnEndGo() throws {
    let text = Self.lines.dropLast(2).map { "\n[x] " + $0 }.joined().dropFirst(5)
    try expectMarked("[x] «\(text)»\n[x] done\n", as: .privateKey)
  }

  @Test(arguments: [
    "MIIEpAIBAAKCAQEA\(body)\(body)", "\(body)\(body)", "MHcCAQEEIBy\(body)oAoGCCqGSM49AwEH",
  ])
  func keysWithoutMarksGo(key: String) throws {
    try expectMarked("key «\(key)» read", as: .privateKey)
  }

  @Test(arguments: [
    "[x] expects -----BEGIN PRIVATE KEY-----\n[x] and -----END PRIVATE KEY-----\n[x] \(body.lowercased())",
    "[x] -----BEGIN PRIVATE KEY-----\n[x] ...\n[x] -----BEGIN CERTIFICATE-----\n[x] no more\n",
    #""key": "-----BEGIN PRIVATE KEY-----<a key>-----END PRIVATE KEY-----"\n\#(body.lowercased())\#(body.lowercased())"#,
    "[x] -----BEGIN PRIVATE KEY-----\n[x] " + String(repeating: "some words ", count: 60),
  ])
  func marksWithoutLinesOfAKeyStay(text: String) throws {
    try expectMarked(text)
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

  /// A client has cut the key: what follows its string is no part of it.
  @Test(arguments: ["-----BEGIN RSA PRIVATE KEY-----", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"])
  func otherMembersStay(mark: String) throws {
    try expectMarked(#"{"a":"«\#(mark)\n\#(Self.body)»","user":"bob","n":[1,"x"]}"#, as: .privateKey)
    try expectMarked(#"{"a": "«\#(mark)\n\#(Self.body)»", "user": "bob"}"#, as: .privateKey)
  }
}
