import Testing

@testable import Redaction

@Suite struct DisguiseTests {
  private static let texts =
    [
      ("to=bob%40example.com&x=1", "to=<EMAIL_ADDRESS>&x=1"),
      ("bob&#64;example.com", "<EMAIL_ADDRESS>"),
      ("to=bob%2540example.com", "to=<EMAIL_ADDRESS>"), ("bob%252540example.com", "<EMAIL_ADDRESS>"),
      ("bob=40example.com", "<EMAIL_ADDRESS>"), ("bob@exam=\nple.com", "<EMAIL_ADDRESS>"),
      ("bob@exam=\r\nple.com", "<EMAIL_ADDRESS>"), ("to: m=C3=BCller@example=2Ecom", "to: <EMAIL_ADDRESS>"),
      ("pan=4095+2609+9393+4932&x=1", "pan=<CREDIT_CARD>&x=1"), ("4095%2B2609", nil),
      ("GB31+FGNG+9450+5943+0730+63", "<IBAN_CODE>"), ("gb31 fgng 9450 5943 0730 63", "<IBAN_CODE>"),
      ("bob&#x40;example.com", "<EMAIL_ADDRESS>"),
      ("bob&commat;example&period;com", "<EMAIL_ADDRESS>"),
      ("bo\u{AD}b@exam\u{200B}ple.com", "<EMAIL_ADDRESS>"),
      ("bob\u{FF20}example\u{FF0E}com", "<EMAIL_ADDRESS>"),
      ("card \u{FF14}\u{FF10}\u{FF19}\u{FF15}260993934932 ok", "card <CREDIT_CARD> ok"),
      ("4095\u{A0}2609\u{2011}9393\u{2011}4932", nil),
      ("4095\u{A0}2609\u{A0}9393\u{A0}4932", "<CREDIT_CARD>"),
      ("4095\u{2013}2609\u{2013}9393\u{2013}4932", "<CREDIT_CARD>"),
      ("\u{1D7D2}\u{1D7CE}\u{1D7D7}\u{1D7D3}260993934932", "<CREDIT_CARD>"),
      ("\u{0664}\u{0660}\u{0669}\u{0665}260993934932", "<CREDIT_CARD>"),
      ("AKIA\u{200D}X47ICENWQQSKFOFJ", "<AWS_ACCESS_KEY>"),
      (#"{"m":"bob%40example.com \uff14095260993934932"}"#, #"{"m":"<EMAIL_ADDRESS> <CREDIT_CARD>"}"#),
      (#"{"m":"bob\u200b@example.com"}"#, #"{"m":"<EMAIL_ADDRESS>"}"#),
      ("“bob@example.com” 😀jörg@müller.example😀", "“<EMAIL_ADDRESS>” 😀<EMAIL_ADDRESS>😀"),
      ("卡号4095260993934932元", "卡号<CREDIT_CARD>元"),
      ("phone=030+26398534", "phone=<PHONE_NUMBER>"),
      ("phone=+49+30+26398534", "phone=<PHONE_NUMBER>"), ("phone=%28202%29+555-0143", "phone=<PHONE_NUMBER>"),
      ("phone%3A%202025550143", "phone%3A%20<PHONE_NUMBER>"),
      ("x%22+49+30", nil), ("a=b+c+1&d=+5", nil), ("card=4095%2B2609%2B9393%2B4932", "card=<CREDIT_CARD>"),
      ("1%2B2%2B3", nil), ("phone=(202)+555-0143", "phone=<PHONE_NUMBER>"),
      ("ssn=266+77+2993", "ssn=<US_SSN>"),
      ("q=call+me+at+202-555-0143", "q=call+me+at+<PHONE_NUMBER>"),
      ("q=call+me+at+%2B493026398534", "q=call+me+at+<PHONE_NUMBER>"),
      ("msg=my+password+is+hunter2abc", "msg=my+password+is+<PASSWORD>"),
      ("to=bob+tag%40example.com", "to=<EMAIL_ADDRESS>"),
      ("card=3A=204095260993934932", "card=3A=20<CREDIT_CARD>"),
      ("Tel=2E=20+49=2030=2026398534", "Tel=2E=20<PHONE_NUMBER>"),
      ("DE43=200270=201888=200364=206736=2077", "<IBAN_CODE>"),
      ("IP=3A=2045=2E33=2E32=2E156", "IP=3A=20<IP_ADDRESS>"),
      ("at 45.33.=\n32.156", "at <IP_ADDRESS>"), ("tel +49 30=\n 26398534", "tel <PHONE_NUMBER>"),
    ] as [(String, String?)]

  /// What stands in front of a value where it is written out, or shown by a terminal.
  private static let escapes = [
    "\u{1B}[31m", "\u{1B}[0m\u{1B}[38;5;208m", "\u{1B}[K", "\u{1B}(B", "\u{9B}31m", "\u{241B}[31m", "^[[31m",
    "#033[31m", "#033[0m#033[38;5;208m",
    #"\x1b[31m"#, #"\x1B[1;32m"#, #"\033[31m"#, #"\e[31m"#, #"\u001b[31m"#,
    #"\\u001b[31m"#, #"\u{1b}[31m"#,
    #"\x22"#, #"\x0a"#, #"\xa0"#, #"\xc2\xa0"#, #"\302\240"#, #"\012"#, #"\v"#, #"\a"#, #"\U000000a0"#, "=20",
    "=0A", "%22", #"\u0009"#, #"\u0022"#,
  ]

  @Test(arguments: escapes)
  func seesTheValueBehindAnEscape(escape: String) throws {
    let values = [
      ("4095260993934932", "<CREDIT_CARD>"), ("45.33.32.156", "<IP_ADDRESS>"),
      ("00:1a:2b:3c:4d:5e", "<MAC_ADDRESS>"), ("DE43027018880364673677", "<IBAN_CODE>"),
      ("266-77-2993", "<US_SSN>"), ("+12025550143", "<PHONE_NUMBER>"), ("+49 30 26398534", "<PHONE_NUMBER>"),
      ("AKIAX47ICENWQQSKFOFJ", "<AWS_ACCESS_KEY>"), ("bob@example.com", "<EMAIL_ADDRESS>"),
    ]
    for (value, redacted) in values {
      #expect(try redact("\(escape)\(value)")?.hasSuffix(redacted) == true)
      #expect(try redact("at \(escape)\(value) it was")?.hasSuffix("\(redacted) it was") == true)
    }
  }

  @Test(arguments: [#"\u001b[31m"#, #"\u009b31m"#])
  func seesTheValueBehindAnEscapeInJSON(escape: String) throws {
    #expect(
      try redact(#"{"m":"\#(escape)4095260993934932\u001b[0m"}"#)
        == #"{"m":"\#(escape)<CREDIT_CARD>\u001b[0m"}"#
    )
  }

  @Test(arguments: [
    ("\u{1B}[31mpassword\u{1B}[0m=Kq7vTn2Rx9", "\u{1B}[31mpassword\u{1B}[0m=<PASSWORD>"),
    ("password=\u{1B}[32mKq7vTn2Rx9\u{1B}[0m", "password=\u{1B}[32m<PASSWORD>\u{1B}[0m"),
    ("\u{1B}[1;32mjo@example.org\u{1B}[0m", "\u{1B}[1;32m<EMAIL_ADDRESS>\u{1B}[0m"),
    ("#033[1;32mjo@example.org#033[0m", "#033[1;32m<EMAIL_ADDRESS>#033[0m"),
    ("\u{1B}[1mpassword:\u{1B}[0m Kq7vTn2Rx9", "\u{1B}[1mpassword:\u{1B}[0m <PASSWORD>"),
  ])
  func seesTheNameBesideColours(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test(arguments: texts)
  func seesThroughIt(text: String, expected: String?) throws {
    #expect(try redact(text) == expected)
  }

  /// Where most of a text has no disguise, what stands round one is all that is scanned again.
  @Test(arguments: texts.filter { $0.1 != nil && !$0.0.hasPrefix("{") })
  func seesThroughItInALongText(text: String, expected: String?) throws {
    let prose = "Nothing is hidden here, \(String(repeating: "and here is nothing to be seen, ", count: 40))"
    let plain = "but ann@example.com is to be asked. "
    for (before, after) in [(prose, ""), ("", prose), (prose + plain, plain + prose)] {
      let redacted = try redact("\(before)\n\(text)\n\(after)")
      let expected = "\(before)\n\(expected ?? text)\n\(after)"
      #expect(redacted == expected.replacing("ann@example.com", with: "<EMAIL_ADDRESS>"))
    }
  }

  @Test(arguments: [
    "12:00:00.000+02:00", "1+1=2", "size=40", "a=3D", "KEY=\nOTHER=\n", "100% sure & safe",
    "issue #033 is open", "color #0333aa, #033[",
    "%zz &nosuch; &#; &#x; %4", #"C:\app\v10.20.30.40\bin"#, "time=12:00:00+02:00 sum=a+b+c",
    "\u{1B}[31mERROR\u{1B}[0m it \u{1B}[1mfailed", #"printf("\x1b[0m\033[1m%s\n")"#, "size=20 width=0A",
    "naïve café 日本語 — “quotes”", "a\u{200B}b",
  ])
  func leavesTheRestAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }
}
