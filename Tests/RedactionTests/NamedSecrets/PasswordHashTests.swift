import Testing

@testable import Redaction

/// Hashes of passwords, behind a user and alone.
@Suite struct PasswordHashTests {
  private static let hashes = [
    "$1$OKgLCmVl$d02jECa4DXn/oXX0R.MoQ/", "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
    "$2y$12$atWJ1Nx6ep65tNx0YIJ4I.jzgI86znQbNRI3lF0qIt/XCYnEPxSc2",
    "$5$9ks3nNEqv31FX.F$gdEoLFsCRsn/WRN3wxUnzfeZLoooVlzeF4WjLomTRFD",
    "$5$rounds=5000$GX7BopJZJxPc/KEK$le16UF8I2Anb.rOrn22AUPWvzUETDGefUmAV8AZkGcD",
    "$6$52450745$k5ka2p8bFuSmoVT1tzOyyuaREkkKBcCNqoDKzYiJL9RaE8yMnPgh2XzzF0NDrUhgrcLwg78xs1w5pJiypEdFX/",
    "$8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk", "$apr1$OKgLCmVl$d02jECa4DXn/oXX0R.MoQ/",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b7dWRWJTmaaJObG1vZ2xtb2dsbW9n",
  ]

  @Test(arguments: hashes)
  func isTaken(hash: String) throws {
    for text in ["«%»", "hash = '«%»'", "digest «%» stored", "root:«%»:19000:0:99999:7:::", "\"h\":\"«%»\""] {
      try expectMarked(text.replacing("%", with: hash))
    }
  }

  @Test func isTakenBehindThePluginOfMySQL() throws {
    let hash = "*92FD05ADCA2EC9D1E10C096DEB1618BC2470E409"
    try expectMarked("CREATE USER a IDENTIFIED WITH 'mysql_native_password' AS '«\(hash)»' REQUIRE NONE")
    try expectMarked("SELECT a AS '*92FD05'")
  }

  @Test(arguments: hashes)
  func isNoneWhereItsEndIsMissing(hash: String) throws {
    try expectMarked("digest \(hash.dropLast(30)) stored")
  }

  /// Those that begin with the name of how they were made.
  @Test(arguments: [
    "pbkdf2_sha256$260000$abc$Xk29dLmQp8Zv7Wt3Rn6Yb1Cs4Fg0Hj5mQp8Zv7WtXk0=",
    "pbkdf2:sha256:600000$kd83kdJs$93kdLs02kd83kdJs93kdLs0293kdLs02kd83kdJs93kdLs0293kdLs02kd83kdJs",
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    "aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0",
  ])
  func isTakenByItsName(hash: String) throws {
    for text in ["«%»", "digest «%» stored", "'«%»'"] { try expectMarked(text.replacing("%", with: hash)) }
  }

  @Test func aTicketHasAnAccountInIt() throws {
    try expectMarked(
      "got «$krb5asrep$23$otto@EXAMPLE.ORG:3e156ada591263b8aab0965f5aebd837$007497cb51b6c8116d6407a782ea0e1c54»: crack"
    )
  }

  @Test(arguments: [
    "s/foo/$1$2/g and echo $6$7", "awk '{print $1$2$3}'", "costs $5$ or $6$ each", "$apr1$", "$2a$10$short",
    "pbkdf2_sha256 or SCRAM-SHA-256", "pbkdf2:sha256:1000", "sasl.mechanism=SCRAM-SHA-256",
    "lm aad3b435b51404eeaad3b435b51404ee: none",
    "it is $1$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ])
  func isSomethingElse(text: String) throws {
    try expectMarked(text)
  }
}
