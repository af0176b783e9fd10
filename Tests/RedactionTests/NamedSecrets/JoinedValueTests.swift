import Testing

@testable import Redaction

/// What stands between a name and its value besides `=` and `:`.
@Suite struct JoinedValueTests {
  @Test(arguments: [
    #"setPassword("«Bussard_9»")"#, #"x.withPassword("«Bussard_9»")"#, #"b.password("«Bussard_9»").build()"#,
    #"client.setApiKey("«d8f7s6d8f7s6»")"#, "setToken('«d8f7s6d8f7s6»')", "auth=('otto', '«Habicht_7»')",
    "HTTPBasicAuth('otto', '«Sperber_7»')", #"new NetworkCredential("otto", "«Weihe_4711»")"#,
    #"basicAuth("otto", "«Weihe_4711»")"#, "UsernamePassword(otto, «Weihe_4711»)",
  ])
  func isTheArgumentOfACall(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"getPassword("smtp_host_9")"#, #"env.get_secret("prod-db-77")"#, #"label("Password")"#,
    "validate_password(value1)",
    #"setToken("next")"#, "auth=('otto', 'digest')", #"_encode_auth("username%3Apassword")"#,
    "check_password(user, pw)",
  ])
  func isNoArgumentOfALookup(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"password: Some(Secret("«Bussard_9»"))"#, #"password=Secret(value="«Bussard_9»")"#,
    #"password=Just "«Bussard_9»""#, #"token: Masked("«d8f7s6d8f7s6»")"#, #"password: Ok("«Bussard_9»")"#,
  ])
  func isInWrappers(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password: ‘«Star_4711»’", "password: ‚«Star_4711»‘", "**Password:** «Star_4711»",
    "- **DB Password**: «Star_4711»",
    "| password | «Star_4711» |", "Password ....: «Star_4711»", "password ?= «Star_4711»",
    #"password += "«Star_4711»""#, "password – «Star_4711»", "password [«Star_4711»]",
    "password («Star_4711»)",
    "password\t«Star_4711»", "password set to «Star_4711»", #"char secret[25] = "«q9XvT4nZr8KwL2mB»""#,
    #"<<"password">> => <<"«Star_4711»">>"#, #"env.get("TOKEN") ?? "«d8f7s6d8f7s6»""#,
    #"variable "db_password" { default = "«Star_4711»" }"#, #"var dbPassword string = "«Star_4711»""#,
    "password=[«Star_4711»]", "password=(«Star_4711»)", "\u{1b}[1mpassword:\u{1b}[0m «Kq7vTn2Rx9»",
  ])
  func isBehindMarks(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "<key>password</key><string>«Hirse_4711»</string>",
    "<param-name>password</param-name>\n<param-value>«Emmer_4711»</param-value>",
    "<td>password</td><td>«Kq7vTn2Rx9»</td>", "<b>Password:</b> «Kq7vTn2Rx9»",
    "<name>password</name><value><string>«Emmer_4711»</string></value>",
  ])
  func isInTheNextElement(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "api_key:\n  value: «d8f7s6d8f7s6»", "secret:\n  - «d8f7s6d8f7s6»", "password: !!str «Star_4711»",
    "password: &pw «Star_4711»",
  ])
  func isInAContainerOfYAML(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "aws configure set aws_secret_access_key «kd83kdJs93kdLs02kd83kdJs93kdLs02kd83kdJs»",
    "git config user.password «Vase_4711»",
    "ENV DB_PASSWORD «Star_4711»", "setx API_TOKEN «d8f7s6d8f7s6»", ##"#define WIFI_PASS "«Star_4711»""##,
    #"#define API_KEY "«d8f7s6d8f7s6»""#, #"-ApiKey "«d8f7s6d8f7s6»""#,
  ])
  func isBehindABlank(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "the password field is shown", "| password | required |", "password (at least 8 characters)",
    "password [y/N]",
    "<td>password</td><td>string</td>", "<key>password</key><string>Password</string>", "db_password column",
    "man3/key_setsecret.3 man3/l64a.3", "user_password VARCHAR(64)", "$auth =~ s/%([0-9A-Fa-f]{2})/x/eg",
    "**Password:** required", "password – optional", "password set to expire", "secret:\n  - name: x",
  ])
  func proseAndTablesStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"os.Setenv("DB_PASSWORD", "«Star_4711»")"#, #"define("DB_PASSWORD", "«kX9!vq2Lm»");"#,
    "os.environ.get('DB_PASSWORD', '«Star_4711»')", #"["--password","«Efeu_4711»"]"#,
    #"System.setProperty("db.password","«Star_4711»")"#, #"["password","«Star_4711»"]"#,
  ])
  func isTheSecondOfTwo(text: String) throws {
    try expectMarked(text)
  }
}
