import Testing

@testable import Redaction

/// Hostile texts for the recognizers that go by names: whatever is repeated is read a bounded number of times.
@Suite struct NamedSecretReadTests {
  private static let recognizers: [any Recognizer] = [
    PasswordRecognizer(), BearerTokenRecognizer(), SessionRecognizer(), URLSignatureRecognizer(),
    CommandLineRecognizer(), URLCredentialsRecognizer(), ConnectionStringRecognizer(),
    PasswordHashRecognizer(),
  ]

  /// What keeps each of the forms in which values are written from an end.
  private static let frames: [(head: String, tail: String)] = [
    ("", ""), ("", " "), ("", "="), ("", "=\""), ("", ": "), ("", "\":\""), ("", "\","),
    ("", "\",\"value\":"),
    ("", " is "), ("-", " x "), ("<", " a=\"b\" "), ("<", ">"), ("name=\"", "\" "), ("name=\"", "\"/>"),
    ("x", ":\n"),
    ("name: ", "\n  "), ("", "=a&"), ("", "={"), ("", "=[\""), ("", ": str = "), ("", "=SecretStr(\""),
    ("_", "_"),
  ]

  @Test(arguments: recognizers.indices)
  func repeatedNamesAreReadABoundedNumberOfTimes(index: Int) throws {
    let recognizer = Self.recognizers[index]
    for case .literal(let literal, _) in recognizer.triggers {
      for tail in ["", " ", "="] { try expectLinear(literal + tail, recognizer, count: 1 << 9) }
    }
  }

  @Test(arguments: [
    "password", "token", "pwd", "api_key", "cookie", "session_id", "authorization", "x-amz-signature",
  ])
  func repeatedFormsAreReadABoundedNumberOfTimes(name: String) throws {
    for recognizer in Self.recognizers {
      for frame in Self.frames { try expectLinear(frame.head + name + frame.tail, recognizer) }
    }
  }

  @Test(arguments: [
    "authorization: Digest a=", "authorization: Digest a=\"b\", ", "authorization: Bearer", "cookie: a=",
    "cookie: a=b; ",
    "cookie: sessionid", "curl -u a:", "curl -u \"", "curl a b ", "mysql -p", "a://b:c/", "a://b:c/@",
    "://a@",
    "identified by '", "identified with a b ", "password=abc1", "password=a,", "password=a;b", "password=&a",
    "password=((((", "password='\\", "token=a.b.", "{\"value\":\"a\",\"name\":\"pwd\"}",
    "value=\"a\" key=\"pwd\" ",
    "password,a\n", "a,password\nb,c\n", "(password, a) values (", "(a, password) values (1,2),",
    "|password|a|\n",
    "password\ta\n1\t2\n", "a/b:c@d:1 ", "a:b@tcp(", "a:5432:b:c:", "echo a:b | chpasswd ", "net user a b ",
    "htpasswd -b ", "\"a\"==password;", "password!=\"a", "AUTH PLAIN a ", "name=\"password\"\r\n\r\n",
    "password={a}}", "passw\u{43f}", "\u{5bc6}\u{7801}\u{662f}", "set password for a ",
  ])
  func repeatedBeginningsAreReadABoundedNumberOfTimes(unit: String) throws {
    for recognizer in Self.recognizers { try expectLinear(unit, recognizer) }
  }

  private func expectLinear(_ unit: String, _ recognizer: any Recognizer, count: Int = 1 << 11) throws {
    let probe = try RecognizerProbe(recognizer)
    var text = Array(unit.utf8)
    while text.count < count { text += text }
    let small = probe.scan(text).reads
    let large = probe.scan(text + text + text + text).reads
    #expect(large <= 5 * small + 4096, "\(unit) by \(recognizer.entity): \(small), then \(large)")
    #expect(small <= 400 * text.count, "\(unit) by \(recognizer.entity): \(small) of \(text.count)")
  }
}
