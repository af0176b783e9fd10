import Testing

@testable import Redaction

/// Passwords of generators, which begin with, hold and end in any mark.
@Suite struct GeneratedPasswordTests {
  /// By PyPI's Faker, in the order it made them, and those that were hardest.
  private static let passwords = [
    ")ilScyOE!5KNi)", "m*1%65JmzdjXBu!)", "D)1Omwu&", "GkX@5Ti&", "1#$246JiN2^&", "zv9B^NZh8&",
    "QSz(Rugb7r)!*1Hh", "PSIJbAl1O8(_x%", "2p(T6aLz", "@Bx1ZcSP", "zSR(7FDj", "!r0LhtHP", "q(8L!6Vi",
    "5m(YO%rz*ebLNE", "!m1&wrYpPxoOKs", "(^9DD9cR", "(LQ3475zT(NbWdPH", "X8(#AN6h@w", ")*gC_&huy8OR",
    "4q$(+Z@Eag2QAo", "c0wGHv$(&lH3Dqp1", "U$85&VKd", "645(kvVrpeFe", "09_7EUPv(_NH", "(z$1XBixKY(N",
    "$7R#KlSWq((O", "Ayz)n#yV77!d(6Rk", "^ESPX$u9Vu9+9V", "Z+C7LJsVU%z^*uq2", "V_h5WZIb",
  ]

  private static let frames = [
    "password=%", "password: %", "--password %", "--password=%", "secret=%", "client_secret: %", "token: %",
    "--token %", "api_key=%", "curl -u otto:%", "curl -u otto:% https://example.com",
    "user=otto password=% host=db", "PASSWORD=%\nNEXT=1", "the password is %", "password=%, user=otto",
    #"client_secret: "%""#, #"{"password": "%"}"#, #"{"token":"%"}"#, "password = '%'",
    "<password>%</password>",
  ]

  @Test(arguments: passwords)
  func areTakenWholeInEveryForm(password: String) throws {
    for frame in Self.frames {
      try expectMarked(
        frame.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "«\(password)»")
      )
    }
  }

  @Test(arguments: [
    "password: «Kq7v!Tn2Rx9», then go", "(password: «Kq7v!Tn2Rx9»)", "connect(user, password=«Kq7v!Tn2Rx9»)",
    "https://example.com/?password=«Kq7v!Tn2Rx9»&user=otto", "password «Kq7vTn2Rx9»",
    "use password «K3zhIF3kcTOCEWCB» now",
  ])
  func endWhereTheirClauseDoes(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password = FindMatchingKeyInConfig(key_sha256, config)", "token = univ.ObjectId('1.3.6')",
    "password=${DB_Pass1x}", "password=<Pass-1x!>", "password=%Pass1x!%",
    "key: &#x3C;CryptoKey1&#x3E;",
    "password = obj->Field1[X2y]", "secret=arr[I1Bx2]", "token = T1xB(a, b2C)",
    "password={{ vault_Pass1xB }}", "password: Xxxx****Xx1", "password password",
    "password Reset2Factor", "password X509Certificate",
  ])
  func codeAndTemplatesAreNone(text: String) throws {
    try expectMarked(text)
  }
}
