import Testing

@testable import Redaction

@Suite struct EmailAddressRecognizerTests {
  private let recognizer = EmailAddressRecognizer()

  @Test func keepsTheContract() throws {
    try expectContract(
      of: recognizer,
      samples: ["bob@example.com", "gina+c2xg@uni-koeln.de", "_o'brien@a.b.io"]
    )
  }

  @Test(arguments: [
    ("mail bob@example.com.", "bob@example.com"),
    ("\"bob@home\"@example.com", "\"bob@home\"@example.com"), ("bob@example.com。", "bob@example.com"),
    ("bob@example.comまで", "bob@example.com"), ("邮箱:bob@example.com，谢谢", "bob@example.com"),
    ("to=bob@example.com&x", "bob@example.com"),
    ("c_cox@sub.team.example.net was", "c_cox@sub.team.example.net"),
    ("<anna.müller@müller.de>", "anna.müller@müller.de"),
    ("here is ruth.koch@yjj...mple.com for you", "ruth.koch@yjj...mple.com"),
    ("here is ruth.koch@yjj…mple.com for you", "ruth.koch@yjj…mple.com"),
    ("ruth.koch@a.b...c.example.org.", "ruth.koch@a.b...c.example.org"),
    ("bob@example.com...and.more", "bob@example.com"),
    ("'bob@example.com'", "bob@example.com"),
    ("miles.o'brien@example.com", "miles.o'brien@example.com"),
    ("x@xn--mller-kva.xn--p1ai", "x@xn--mller-kva.xn--p1ai"),
    ("...bob@example.com-", "bob@example.com"),
    ("100%bob@EXAMPLE.COM", "100%bob@EXAMPLE.COM"),
    ("mailto:bob@example.com", "bob@example.com"),
    ("a@@bob@example.com", "bob@example.com"),
    ("bob@example.com.png", "bob@example.com"),
    ("mail to \"anna muster\"@example.org", "\"anna muster\"@example.org"),
    ("to \"a\\\"b\"@example.org", "\"a\\\"b\"@example.org"),
    ("bounce bounce+anna.muster=example.org@lists.example", "bounce+anna.muster=example.org@lists.example"),
    ("<SRS0=HHH=TT=example.org=anna@lists.example>", "SRS0=HHH=TT=example.org=anna@lists.example"),
    ("<prvs=0123ab=anna@example.org>", "prvs=0123ab=anna@example.org"),
    ("postmaster anna@[203.0.113.9]", "anna@[203.0.113.9]"),
    ("anna@[IPv6:2001:db8::1]", "anna@[IPv6:2001:db8::1]"),
    ("ask R&D@example.org", "R&D@example.org"), ("user!name@example.org", "user!name@example.org"),
    ("(user#tag@example.org)", "user#tag@example.org"), ("a*b$c@example.org", "a*b$c@example.org"),
    ("?x=1&bob@example.com", "bob@example.com"), ("write to $ave@example.org now", "$ave@example.org"),
    ("users/bob@example.com", "bob@example.com"), ("/srv/otto/bob@example.com", "bob@example.com"),
    ("user.email=bob.smith@example.com", "bob.smith@example.com"),
    ("name|bob@example.com", "bob@example.com"), ("mail jane|doe@example.com now", "jane|doe@example.com"),
    ("user back`tick@example.net", "back`tick@example.net"), ("`bob@example.com`", "bob@example.com"),
    ("example.com/bob@example.org", "bob@example.org"), ("GET /a/bob@example.org", "bob@example.org"),
    ("s3://x/y/bob@example.org", "bob@example.org"),
    ("http://a.b.example:8080/healthz?page=32&to=priya+ph60@example.net&sort=x", "priya+ph60@example.net"),
    ("https://a.example/v1/users?limit=9&cursor=abcdefghij&by=omar.b81@example.com", "omar.b81@example.com"),
    ("to=<a=b@example.org>, relay", "a=b@example.org"), ("<a/b=c@example.org>", "a/b=c@example.org"),
    ("<http://a/b=c@example.org>", "c@example.org"), ("<to=bob@example.org ", "bob@example.org"),
    ("|bob@example.com|", "bob@example.com"), ("path/bob@example.com", "bob@example.com"),
    ("用户@例子.广告", "用户@例子.广告"), ("jörg@müller.example", "jörg@müller.example"),
  ])
  func finds(text: String, match: String) throws {
    #expect(try matches(of: recognizer, in: text) == [match])
  }

  @Test(arguments: [
    "Ask @nk8fnvx in the channel.", "asset icon@3x.png is missing", "npm i react@18.2.0", "@app.route('/x')",
    "user@localhost", "a@b.c", "@", "bob@", "bob@.com", "postgres://svc:pass@db.internal:5432/app",
    "x@y.1", "bob@example.c1", "getty@tty1.service", "user@1000.slice", "x@boldquot.header", "be@latin.po",
    "git@github.com:org/repo.git", "ssh://git@gitlab.example.org/x", "otto@host.example:shop.git",
    "pkg@1.2.3", "x@-a.com", "memcpy@libc.so", "v-on@click.once",
    "@Override", "\"name\"@en", "anna@[not.an.address]", "anna@[203.0.113.9",
    "ping user@host...done", "see a@b...", "user@host... and example.com", "user@host…then",
  ])
  func ignores(text: String) throws {
    #expect(try matches(of: recognizer, in: text) == [])
  }

  /// A byte that is none of UTF-8 was a letter in some other encoding.
  @Test(
    arguments: [[0xFF], [0x80], [0xC3], [0xF0, 0x9F], [0xF1], [0xE9], [0xFE, 0xFF], [0xC1]] as [[UInt8]]
  )
  func bytesOutsideOfUTF8HideNothing(bytes: [UInt8]) throws {
    for text in [Array("mail anna".utf8) + bytes, Array("mail an".utf8) + bytes + Array("na".utf8)] {
      let bytes = text + Array("@example.org now".utf8)
      let redactor = try sharedRedactor()
      var scratch = redactor.makeScratch()
      let found = try redactor.findings(in: bytes.span, scratch: &scratch)
      #expect(found.map(\.range) == [5..<text.count + 12], "\(bytes)")
    }
  }

  /// Marks of RFC 5321 in an address that is all of a text, of a string or of a member for one.
  @Test(arguments: [
    "{\"email\":\"«a=b@example.com»\"}", "{\"email\": \"«!def!xyz%abc@example.com»\"}",
    "«!def!xyz%abc@example.com»",
    "\"«!def!xyz%abc@example.com»\"", "«otto=anna@example.com»", "\"«otto=anna@example.com»\"",
    "{\"mailAddress\":\"«customer/department=shipping@example.com»\"}",
    "{\"email\":\"«$A12345@example.com»\"}",
    "{\\\"email\\\":\\\"«a=b@example.com»\\\"}", "'email': '«to=bob@example.com»'",
    "mail «!a!b@example.com» now",
    "mail to «a=b@example.org» now", "email: «anna=muster@example.org»", "E-Mail: «a/b@example.org»",
    "email=«anna=muster@example.org»", "mailto:«a=b@example.org»", "email=«bob@example.com»",
    "mail to=«bob@example.com»", "see mail/x/«bob@example.com»",
    "vendor=«bob@example.com»", "enduser.id=«bob@example.com»", "\"tenantId=«bob@example.com»\"",
    "\"to=«bob@example.com»\"", "to=«bob@example.com»", "user_email=«bob@example.com»",
    "{\"x\":\"from=«bob@example.com»\"}",
    "assign otto=«anna@example.com» now", "{\"path\":\"users/«bob@example.com»\"}",
    "x=1&to=«bob@example.com»",
    "{\"a\":\"\\f«5person@google.com»\",\"b\":\"x\\b«ann@google.com»\"}",
  ])
  func marksInsideCountWhereTheWholeIsAnAddress(text: String) throws {
    try expectMarked(text, as: .emailAddress)
  }

  @Test func findsEachOfSeveral() throws {
    let text = "a@example.com,b@example.org;c@example.net"
    #expect(try matches(of: recognizer, in: text) == ["a@example.com", "b@example.org", "c@example.net"])
  }

  @Test(arguments: [
    "mail to «{curly}@example.org» now", "<«{curly}@example.org»>", "mail «|pipe|@example.org» now",
    "mail «~tilde~@example.org» now", "mail «otto!@example.org» now", "mail «otto?x@example.org» now",
    "«anna\u{FFFD}@example.org»", "mail «ann\u{FFFD}a@example.org» now",
  ])
  func atomsMayEndInMarks(text: String) throws {
    try expectMarked(text, as: .emailAddress)
  }

  @Test(arguments: [
    "f\"{user}@example.org\"", "${USER}@example.org", "{{ name }}@example.org", "to {user}@example.org",
    "{first}.{last}@example.org", "see #@example.org", "x = |@example.org",
  ])
  func slotsOfTemplatesAreNoAtoms(text: String) throws {
    try expectMarked(text)
  }
}
