import Testing

@testable import Redaction

/// Names and forms of secrets that are seldom, or were left out for want of room in the scanner's table.
@Suite struct SeldomNameTests {
  @Test(arguments: [
    "totpSeed=«JBSWY3DPEHPK3PXP»", "otpSeed: «JBSWY3DPEHPK3PXP»", "TOTP_SEED=«JBSWY3DPEHPK3PXP»",
    "user.totpSeed = \"«JBSWY3DPEHPK3PXP»\"",
    "rootpw --plaintext «hunter2x9»", "rootpw «hunter2x9»", "rootpw --plaintext --allow-ssh «hunter2x9»",
    "login with otto / «hunter2x9»", "Login: otto / «hunter2x9»", "log in as otto / «hunter2x9»",
    "sign in with otto@x.y / «hunter2x9»".replacing("otto@x.y", with: "otto"),
    "log in as otto / «hun!er2x»",
    "username/password: otto / «hunter2x9»", "user / pass: otto/«hunter2x9»",
    "Login/Password = admin / «Tr0ub4dor»",
    "- **tokens**: `«a8f5f167f44f4964e6c998dee827110c»`", "**token**: `«a8f5f167f44f4964e6c998dee827110c»`",
    "* **API keys**: `«a8f5f167f44f4964e6c998dee827110c»`",
    "ApiKey { get; set; } = \"«a8f5f167f44f4964e6c998dee827110c»\"",
    "public string ApiKey { get; private set; } = \"«a8f5f167f44f4964e6c998dee827110c»\";",
    "string AccessKey { get; init; } = \"«a8f5f167f44f4964e6c998dee827110c»\"",
    "https://x.azurewebsites.net/api/fn?code=«q8ZxT1mW7vKd2RbnYc5LpHs9JfGa3Qe6UtXoVi0BwNhMyErSkCzPdA==»",
    "https://x.azurewebsites.net/api/fn?a=b&code=«Zk3mTq8vLx2Rb7nYc5pHs9JfGa-Qe6UtXoVi0BwNhMyErSkCzPd_A==»&x=1",
    "https://fn.example/api/fn?code=«Zk3mTq8vLx2Rb7nYc5pHs9JfGa/Qe6UtXoVi0BwNhMyErSkCzPd+1A==»",
    "https://x.azurewebsites.net/api/fn?code=«Zk3mTq8vLx2Rb7nYc5pHs»",
  ])
  func goes(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "login with Google / Facebook", "sign in with OAuth / SAML", "Login: otto / admin",
    "log in as user / root",
    "rootpw --lock", "rootpw --iscrypted", "ApiKey { get; set; }", "logged in with otto / anna",
    "login as a / b",
    "https://x.azurewebsites.net/api/fn?code=200", "https://x.example/f?code=en_US", "plugin with x1 / y22",
    "- **tokens**: `8192`", "username/password: required / optional",
    "username/password combination / token2x", "login with OAuth1 / OAuth2",
  ])
  func stays(text: String) throws {
    try expectMarked(text)
  }

  /// Paths that begin as tokens do.
  @Test(arguments: [
    "ptr_container/test/Jamfile.v2", "ptr_container/src/Jamfile2.v2/Readme",
    "boost/ptr_container/test/Jamfile.v2",
    "ptr_vector/include/Detail2/impl.hpp", "see syt_library/include/Types2/table_of.values",
    "sntrys_config/paths/File1/of/things/which/are/long/Enough/to/count.v2/and/more",
  ])
  func pathsAreNoTokens(text: String) throws {
    try expectMarked(text)
  }

  @Test func tokensWithSlashesGo() throws {
    try expectMarked("«ptr_q8ZxT1mW7vKd2RbnYc5L/Hs9JfGa3Qe6Ut+oVi0BwNhM=»", as: .apiKey)
  }
}
