import Testing

@testable import Redaction

/// Which values of a name are secrets: what people choose, and what generators make.
@Suite struct ChosenValueTests {
  @Test(arguments: [
    "SECRET=«tuff-und-lava9»", "client_secret=«otto-2024-geheim»", #"JWTSecret="«sehr-geheim-99»""#,
    "SECRET_KEY=«abc123»", "secret=«s3cr3t»", "credential: «birne-7-apfel»",
  ])
  func peopleChooseSecrets(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "token=«P@ssw0rd!»", "secret=«%7R9UGIu»", "secret=«#j1Vsbsp»", "secret=«q2$6O6sm$!»",
    "api_key=«tK+5JQ$y»",
    #""client_secret": "«i7Xvr8d@++»""#, "auth: «Zk!7wQ#pL»",
  ])
  func allKindsOfCharactersAreASecret(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "client_secret=my-secret-key", "secret: db-creds-2", "secret: sha256", "shortcut key: Ctrl+Alt+F12",
    "secret: tls", "secretName: app-tls-2", "token = Foo1.Bar(x)",
    "&ldquo;secret:1&rdquo;, &ldquo;secret:2&rdquo;", "hot_key=Ctrl+Shift+F5", "token=arr[I1]*x",
  ])
  func namesOfObjectsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "REDISPASSWORD: «efeu.und.moos1»", "dbpassword: «efeu.und.moos1»", "password: «hunter2».",
    "Das Passwort lautet «hunter2».", "password=«hunter2».\nNext", "pw: «hunter2»...",
  ])
  func dotsAreNoCode(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password: settings.db.pw1", "password: config.db.password2", "password: self.field1",
    "pass: crypto.sha1",
    "password = args.p1", "tests pass: 12/12", "pass: 98.5",
  ])
  func membersAndRatiosStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"{"password":"«$ecret9x»"}"#, "password=«~tilde9x»", #"password="«/slash99»""#,
    #"password="«{curly99»""#,
    #"password="«(par99x»""#, #"password="«<lt99x»""#, #"password="«.dot99x»""#,
    #"{"password":"«(HkaECbXjl7D»"}"#,
    #"{"password":"«%A@7HkxtOf»"}"#, #"{"password":"«$r2wNTLv»"}"#, ##"{"password":"«&#sGHJkV84»"}"##,
    #"{"password":"«(x2Hbt%f7)9sAmb*»"}"#, "password=«&5GOhaDI»", "password=«l(sHps_on^3bHh+0»",
    "password=«P)$hYDms4#6%»",
    "password=«q)%22zVh»", "password=«#3_NPWt&)(+8»", "password=«06+Ux8Mn)&ND»",
  ])
  func everyMarkMayBeTheFirst(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password=$DB_PASSWORD2", "password=$password1", #"password="{password1}""#, #"password="<your-pass-1>""#,
    "password=%PASSWORD1%", #"password="(default: x1)""#, "PWD=/srv/otto9", "pwd=~/x99",
    "password=$k8s_password",
    #"password="&#8226;&#8226;""#, "password=f(x1)", "(password={0})",
  ])
  func templatesAndPathsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "GRAFANAPASS=«q7GouSHrcvm2i4JS»", "VPNPASS=«tulpe77xk»", "sonarpass: «q7GouSHrcvm2i4JS»",
    "APIKEY1=«q7GouSHrcvm2i4JS»",
    "pw1=«q7GouSHrcvm2i4JS»", "pw_old=«q7GouSHrcvm2i4JS»", "login[password][]=«achat88b»",
    "PASSWORD_MAIL=«tulpe77xk»",
    "privkey=«0b1f2c3d4e5f60718293a4b5c6d7e8f9»", "password_for_db=«tulpe77xk»",
  ])
  func isBehindAJoinedName(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "COMPASS=north12345ab", "BYPASS=x12345abcd", "renderpass=a1b2c3d4e5", "VPNPASS=required",
    "multipass=q7GouSHrcvm2i4JS",
  ])
  func wordsInPassStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #""client_secret": "«Fendrdo-024Bp»""#, #"client_secret = "«Tulacps-506Gn»""#,
    #"api_key = "«Gradfsc-849ZU»""#,
    #"{"apiKey":"«Tuldaom_473Rs»"}"#, "auth_token: '«Tulpe_4711»'", #""access_key":"«Fensevg!929V»""#,
    #"credential = "«Moklfzy_783Re»""#,
  ])
  func aWordAndANumberAreChosenBehindANameOfAccess(text: String) throws {
    try expectMarked(text)
  }

  /// Nothing that programs write is so: two letters behind the number, whatever joins value and name.
  @Test(arguments: [
    "client_secret=«Mokbroy_076Xr»", "api_key: «Fencfts-196GQ»", "authToken -> «Biszced_508Td»",
    "--client_secret «Tulepph-790KY»", "- name: access_token\n  value: «Fentmso_097Kq»",
    "?a=1&clientSecret=«Tulgriz-615UX»&b=2", "(\"secret_key\", \"«Biskhaq-521UX»\")",
    "token = \"«Bisngvo-957TK»\"",
    #"<entry key="clientSecret">«Fenfuwr_710Dk»</entry>"#,
  ])
  func aTailSaysThatAValueIsChosen(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "api_key=Model_123", "token: Model_123", "token_name=Mokbroy_076Xr", "token -> Step_4711",
  ])
  func modelsAndNumberedThingsStay(text: String) throws {
    try expectMarked(text)
  }

  /// The last word of a name says that it is none of a secret, but these letters are no words.
  @Test(arguments: [
    #""password": "«zdWHupIbqmmnIWxHydfC»""#, #"password = "MasterUsername""#, #""password": "ResetUrl""#,
  ])
  func lettersInNoOrderAreNoName(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"{"Credentials": {"AccessKeyId": "AK", "Expiration": "2011-07-15T23:28:33.359Z"}}"#,
    #"{"token": "2011-07-15"}"#, "password=2011-07-15T23:28:33Z", #"HEX_PAT = "[0-9A-Fa-f]{1,4}""#,
    "password: (?:[a-z]+)\\d{4}", #"token = r'[a-zA-Z](?:[a-zA-Z0-9-]*)'"#,
  ])
  func timesAndExpressionsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: ["password=«2011-07x»", "password=«Zk[19]q7Lp»", "secret: «2011-07-15x9Kq2»"])
  func whatOnlyBeginsLikeThemGoes(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #""api_key": "user_1234""#, #""api_key": "Key-1234""#, #""auth_token": "Token_123""#,
    #""token": "Kapitel-123""#,
    #""access_key": "node-4711""#, #""page_token": "Page-4711""#, #""api_key": "Section 1234""#,
    #""api_key": "Rsa.2048""#,
  ])
  func numberedThingsStay(text: String) throws {
    try expectMarked(text)
  }
}
