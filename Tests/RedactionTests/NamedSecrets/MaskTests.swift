import Testing

@testable import Redaction

/// What stands where a secret was taken away before.
@Suite struct MaskTests {
  @Test(arguments: [
    "***FILTERED***", "**FILTERED**", "***HIDDEN***", "***masked***", "[FILTERED]", "<redacted>", "xxxxx",
    "XXXXXXXXX",
    "*FILTERED*", "(hidden)", "{masked}", "##REDACTED##", "--removed--", "==REDACTED==", "~~removed~~",
    "<<HIDDEN>>", "[**REDACTED**]", "[***]", "(***)", "__MASKED__", "||hidden||", "::redacted::",
    "%REDACTED%", "***MASKED-BY-PROXY***", "***secret***", "***FOO_BAR***", "REDACTED-1", "xx**xx", "x.x.x",
    "████", "■■■■■", "▒▒▒▒▒", "●●●●●", "＊＊＊＊", "•••••", "pa***rd", "h***r2", "s3****x9",
  ])
  func staysBehindAName(mask: String) throws {
    try expectMarked("password: \(mask)")
    try expectMarked("password=\(mask)")
    try expectMarked("{\"password\":\"\(mask)\",\"api_key\":\"\(mask)\"}")
  }

  @Test(arguments: [
    #"{"password":"*** sensitive value ***"}"#, #"{"password":"[hidden 12 chars]"}"#,
    #"{"password":"*** (12 chars)"}"#, #"{"password":"<12 bytes redacted>"}"#,
    "Authorization: Bearer ***FILTERED***",
    "postgres://otto:***FILTERED***@db/x", "mysql -u root -p***FILTERED***",
    "curl -u otto:***HIDDEN*** https://a", "Cookie: session=***FILTERED***",
  ])
  func staysInItsSurroundings(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"{"password":"«**Tanne77x**»"}"#, "password: **«hunter2x»**", #"{"password":"«x9K!**qTz»"}"#,
    "password=«!Tulpe77x!»", "password=«*hidden99x*»",
    "api_key=«9mTqXXXXXXXX4vLk2RwZ8hNp7sYc3bGd6jFa5eUo1iVx0KzBn»",
  ])
  func marksOfAPasswordAreNoMask(text: String) throws {
    try expectMarked(text)
  }
}
