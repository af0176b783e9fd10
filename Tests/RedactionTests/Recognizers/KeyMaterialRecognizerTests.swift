import Testing

@testable import Redaction

/// Private keys in other forms than PEM.
@Suite struct KeyMaterialRecognizerTests {
  private static let line = "AAABAFxk29dLmQp8Zv7Wt3Rn6Yb1Cs4Fg0Hj5mQp8Zv7WtXk29dLmQp8Zv7Wt3Rn"

  @Test(arguments: [
    "PuTTY-User-Key-File-2: ssh-rsa\nPublic-Lines: 1\nAAAAB3NzaC1yc2E\nPrivate-Lines: 2\n«\(line)\nYb1Cs4Fg0Hj5mQp8Z==»\nPrivate-MAC: x",
    "PuTTY-User-Key-File-3: x\r\nPrivate-Lines: 1\r\n«\(line)»\r\nPrivate-MAC: x",
    #"{"kty":"RSA","n":"\#(line)","e":"AQAB","d":"«\#(line)»","p":"«kT3Rn6Yb1Cs4Fg0Hj5mQ»"}"#,
    #"{"d": "«jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI»", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9u", "kty": "EC"}"#,
    #"{"keys":[{"kty":"oct","k":"«AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ»"},{"kty":"oct","k":"«BzM1SysPpbyDfgZld3umj1qzKObwVMkoqQ»"}]}"#,
    "<RSAKeyValue><Modulus>\(line)</Modulus><Exponent>AQAB</Exponent><P>«\(line)»</P><D>«\(line)=»</D></RSAKeyValue>",
  ])
  func whatIsPrivateGoes(text: String) throws {
    try expectMarked(text, as: .privateKey)
  }

  @Test(arguments: [
    #"{"kty":"RSA","n":"\#(line)","e":"AQAB","kid":"d"}"#, #"{"kty":"EC","d":"short"}"#,
    "<RSAKeyValue><Modulus>\(line)</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>",
    "Private-Lines: many", "Private-Lines: 4", "Private-Key: none",
  ])
  func whatIsPublicStays(text: String) throws {
    try expectMarked(text, as: .privateKey)
  }

  @Test func hostileTextIsReadABoundedNumberOfTimes() throws {
    let probe = try RecognizerProbe(KeyMaterialRecognizer())
    for unit in [
      "\"kty\"", "{\"kty\":\"d\",", "PuTTY-User-Key-File-2: Private-Lines: 1\nA",
      "TTY-User-\nPrivate-Lines: 1\nA", "<RSAKeyValue><D>", "\"kty\":\"\"}{",
    ] {
      let text = Array(String(repeating: unit, count: (64 << 10) / unit.utf8.count).utf8)
      #expect(probe.scan(text).reads <= 200 * text.count, "repeated \(unit)")
    }
  }

  @Test(arguments: [
    "wallet «KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn» imported",
    "«5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ»",
  ])
  func keysOfWalletsGo(text: String) throws {
    try expectMarked(text, as: .privateKey)
  }
}
