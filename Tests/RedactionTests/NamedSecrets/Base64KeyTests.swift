import JSON
import RedactionInvariants
import Testing

@testable import Redaction

/// Keys in Base64, of which one in 64 begins with a slash as a path does.
@Suite struct Base64KeyTests {
  @Test(
    "Nine in ten that begin with a slash are found, in any form",
    arguments: [16, 20, 24, 30, 32, 48, 64],
    [
      "aws_secret_access_key = %", "AWS_SECRET_ACCESS_KEY=%", #"{"AccountKey": "%"}"#, "api_key: %",
      "client_secret='%'",
    ]
  )
  func slashesBeginKeys(length: Int, frame: String) throws {
    var random = SeededGenerator(seed: 42)
    let redactor = try sharedRedactor()
    let count = 200
    var found = 0
    for _ in 0..<count {
      var bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      bytes[0] |= 0xFC
      let key = Base64.text(bytes)
      #expect(key.first == "/")
      let redacted = redactor.redact(frame.replacing("%", with: key))
      if !redacted.contains(key.dropFirst(4).prefix(16)) { found += 1 }
    }
    #expect(found * 10 >= count * 9)
  }

  @Test(arguments: [
    "password=/etc/nginx/conf.d/MyService2/passwd", "secret: /opt/MyApp/LibV2/IoUtil3/KeyStore",
    "secret=/home/JohnDoe/Documents/ProjectAlpha2/KeyFile", "token = /api/v2/users/Id4/tokens/New",
    "key_file=/Users/McDonald1/Library/KeyChains/Login2", "secret=/run/secrets/DatabasePasswordV2",
    "secret=/nix/store/4h3s9c2m1p0x7v8k5q6w/keys",
    "password=/var/lib/docker/overlay2/9f86d081884c7d659a2f/pw",
  ])
  func pathsStay(text: String) throws {
    try expectMarked(text)
  }
}
