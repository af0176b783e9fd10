import Testing

@testable import Redaction

/// Ways to write a value beside its name: behind a user's name, an arrow, a bracket, in literals of some languages.
@Suite struct WrittenValueTests {
  /// With a type between name and value, or around them.
  @Test(arguments: [
    #"var apiKey string = "«Kq7vTn2Rx9ab»""#, #"char token[] = "«Kq7vTn2Rx9ab»";"#,
    #"char token[64] = "«Kq7vTn2Rx9ab»";"#, #"const API_KEY: &str = "«Kq7vTn2Rx9ab»";"#,
    #"pub const SECRET: &'static str = "«Kq7vTn2Rx9ab»";"#, #"const std::string token{"«Kq7vTn2Rx9ab»"};"#,
    #"public string Password { get; set; } = "«Kq7vTn2Rx9ab»";"#,
    #"Dim password As String = "«Kq7vTn2Rx9ab»""#,
    #"password : String := "«Kq7vTn2Rx9ab»";"#,
    #"parser.add_argument("--password", default="«Kq7vTn2Rx9ab»")"#,
    "add_argument('--api-key', '-k', type=str, default='«Kq7vTn2Rx9ab»', help='the key')",
    #"user.setPassword("«sonnenblume»");"#,
  ])
  func isFoundBehindAType(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "credentials: otto/«tulpe77xk»", "credentials: admin / «Tr0ub4dor»", "creds: deploy/«hx82kqpz»",
    "with credentials admin:«Zx81kqLp»",
  ])
  func isFoundBehindAUser(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "credentials: include", "credentials: same-origin", "credentials: username/password", "login: user/pass",
    "Invalid credentials: attempt 3/5", "username/password authentication",
    "credentials: see docs/setup2.md/x",
  ])
  func otherWordsBehindCredentialsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "new-password -> «two6038»", "Password —> «tulpe77xk»", "password >> «tulpe77xk»",
    "password ➜ «tulpe77xk»",
    "password --> «tulpe77xk»", "api_key -> «k3J9xQ2mV7tR1bZ8wL5pN4cY»", "passwd → «tulpe77xk»",
  ])
  func isFoundBehindAnArrow(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password -> string", "password => required", "token -> next", "func(password) -> bool",
    "def f(password: str) -> str1:", "password->hash",
  ])
  func typesBehindAnArrowStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password=«new2291»", "pwd=«cat4417»&x=1", "DB_PASSWORD=«old7733»", "password: «sun2024»",
    "MYSQL_PASSWORD=«test1234»", "password=«user1234»", "Password: «Summer2024»", "pw=«max1987»",
    "password=«two603»",
  ])
  func wordsWithANumberAreFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password=password1", "password=arg1", "password = user2", "password=rsa2048", "password: iso8859",
    "password=sha256", "password = p1", "password: cve2021",
  ])
  func numberedWordsOfProgramsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"password = f"«tulpe77xk»""#, #"password: F"«tulpe77xk»""#, #"api_key = f'«k3J9xQ2mV7tR1bZ8wL5pN4cY»'"#,
    #"password = f"{prefix}-{suffix}""#, #"password = $"{prefix}-{suffix}""#,
    #"password=f"{settings.DB_PASSWORD}""#,
  ])
  func expressionsInLiteralsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "contrasena: «8f9a0b1c2d3e4f5061728394a5b6c7d8»",
    "CONTRASEÑA: «uva77xkqz»", "password (contraseña): «uva77xkqz»", "Mot de passe (password) : «uva77xkqz»",
    "bindpassword «kd82mmwz»", "ldap_default_authtok = «kd82mmwz»",
    "machine h login otto password «[Zx81kq]Lp9»", "machine h login otto password «(kd82mmwz»",
  ])
  func isFoundBehindFurtherNames(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "contrasena incorrecta", "machine learning password reset", "in contrast, the ultrasound",
    "authtoken expired",
  ])
  func proseStays(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "SECRET_KEY=«/k3J9xQ2mV7tR1bZ8wL5pN4cYabT9qPzL0x/»", "secret_key=«k3J9xQ2mV7tR1bZ8wL5pN4cYabT9qPzL0x0/»",
    "token: «Zx81kqLp92aT7YuPq3R/»", "api_key=images/photos/", "secret_key=/Users/Otto/Keys2/",
  ])
  func keysInBase64MayEndInASlash(text: String) throws {
    try expectMarked(text)
  }
}
