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

  @Test(arguments: hashes)
  func isNoneWhereItsEndIsMissing(hash: String) throws {
    try expectMarked("digest \(hash.dropLast(30)) stored")
  }

  @Test func aTicketHasAnAccountInIt() throws {
    try expectMarked(
      "got «$krb5asrep$23$otto@EXAMPLE.ORG:3e156ada591263b8aab0965f5aebd837$007497cb51b6c8116d6407a782ea0e1c54»: crack"
    )
  }

  @Test(arguments: [
    "s/foo/$1$2/g and echo $6$7", "awk '{print $1$2$3}'", "costs $5$ or $6$ each", "$apr1$", "$2a$10$short",
    "it is $1$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ])
  func isSomethingElse(text: String) throws {
    try expectMarked(text)
  }
}
