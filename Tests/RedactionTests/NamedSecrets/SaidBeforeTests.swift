import Testing

@testable import Redaction

/// Values that stand before their name, or have more words between.
@Suite struct SaidBeforeTests {
  @Test(arguments: [
    "«Kq7vTn2Rx9» is the password", "// «Kq7vTn2Rx9» is the password", "//«q7GouSHrcvm2i4JS» is the password",
    "# «hunter2!» is my password", "«Tr0ub4dor&3x» is the new password for root",
    "\"«Kq7vTn2Rx9»\" is the root password",
    "use «Kq7vTn2Rx9» as your password!", "«Kq7vTn2Rx9» is your new password.", "the pw is «Kq7vTn2Rx9»",
    "password for otto is «Kq7vTn2Rx9»", "passphrase for the key is «Kq7vTn2Rx9»",
  ])
  func isSaid(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "that is the password", "what is the password for root", "this is the password prompt",
    "utf8mb4 is the password encoding", "step2 is the password screen", "version2 as the password manager",
    "Base64 is not the password", "bcrypt12 is the password hash function", "password for root is required",
  ])
  func isASentence(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "parool: «Kq7vTn2Rx9»", "slaptažodis: «Kq7vTn2Rx9»", "contrasenya: «Kq7vTn2Rx9»", "Parool: «Kq7vTn2Rx9»",
    "lykilorð: «Kq7vTn2Rx9»", "Jenkins-Crumb:«440561953171ba44b0a9a1b1f1c9b0d5»",
    #"<meta name="csrf-token" content="«Kq7vTn2Rx9abcdef»">"#,
    "machine h login o account a password «hunter2x»\nmachine i login p password «Zp8wUm3Sy0»",
  ])
  func isBehindFurtherNames(text: String) throws {
    try expectMarked(text)
  }
}
