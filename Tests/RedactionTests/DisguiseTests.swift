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
    ] as [(String, String?)]

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
    "%zz &nosuch; &#; &#x; %4", "naïve café 日本語 — “quotes”", "a\u{200B}b",
  ])
  func leavesTheRestAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }
}
