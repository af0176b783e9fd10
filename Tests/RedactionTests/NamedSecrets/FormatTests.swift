import Testing

@testable import Redaction

/// Names and values as files and programs of particular formats have them.
@Suite struct FormatTests {
  @Test(arguments: [
    "[\"password\"]=>\n  string(10) \"«Kq7vTn2Rx9»\"", "$password\n[1] \"«Kq7vTn2Rx9»\"",
    "name=\"password\"\r\n\r\n«Kq7vTn2Rx9»\r\n--x",
    "name=\"api_key\"\r\nContent-Type: text/plain\r\n\r\n«q7GouSHrcvm2i4JS»\r\n--x",
    "userPassword:: «e1NTSEF9a3E3dlRuMlJ4OQ==»", "bindpw «Kq7vTn2Rx9»", "bindpw: «Kq7vTn2Rx9»",
    "rootpw «Kq7vTn2Rx9»",
    "masterauth «Kq7vTn2Rx9»", "requirepass «Kq7vTn2Rx9»", "define('DB_PASSWORD', '«Kq7vTn2Rx9»');",
    "'password' => '«Kq7vTn2Rx9»',", "my $password = '«Kq7vTn2Rx9»';",
    "<AdministratorPassword>\n  <Value>«Kq7vTn2Rx9»</Value>\n  <PlainText>true</PlainText>",
    #"set "password" to "«Kq7vTn2Rx9»""#, #"(password . "«Distel_4711»")"#,
    "USER otto\r\nPASS «Vase_4711»\r\n",
    #"$cred = ConvertTo-SecureString '«Geier_4711»' -AsPlainText -Force"#,
    "AUTH PLAIN «AG90dG8AVmFzZV80NzEx»",
  ])
  func isFoundInItsFormat(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "<strong>Password</strong>: «Kq7vTn2Rx9»", #"<span class="k">password</span>=«Kq7vTn2Rx9»"#,
    "__Password:__ «Kq7vTn2Rx9»", #"\textbf{Password:} «Kq7vTn2Rx9»"#, "Password: <code>«Kq7vTn2Rx9»</code>",
  ])
  func isFoundBehindMarkup(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password=Optional[«Bussard_9»]", "acme_token=Secret(«q7GouSHrcvm2i4JS»)",
    "acme_token=<«q7GouSHrcvm2i4JS»>",
    "api_key=«Kq7vTn2Rx9»…", "api_key=«Kq7vTn2Rx9»\\", #"{"password":"«my pass 9x»"}"#,
    #"password="«ein Satz mit 4 Wörtern»""#, "?password=«qwerty»&x=1", "--password «qwerty»",
    "mysql -p«qwerty» db",
    "a=1%26password=«Star_4711»%26x=1", "(password «Star_4711»)", "'password', '«Star_4711»'",
  ])
  func isFoundWhole(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "Incorrect API key provided: «Kq7vTn2Rx9».", "The API key «Kq7vTn2Rx9» is not valid",
    "with api key «Kq7vTn2Rx9»",
  ])
  func isFoundInASentenceAboutIt(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #""NSS_BUFLEN_PASSWD": 1024"#, "$ADS_UF_DONT_EXPIRE_PASSWD = 65536", "PASSWD_NOTREQD = 32",
    "KRB5_PASSWORD_ENV = 'KRB5_PASSWORD'", "X.badPassword=\\u7528\\u6237\\u540d\\u6216",
    "emptyPassword=Ung\\u00FCltige Anmeldedaten", "password: debug2: channel 2",
    "'\\%(NO\\)\\=PASSWD:' nextgroup=@x", "test_ppa_key: 'E1DF1F24'",
    #""credentials", "KnAM4a_development.yml.enc""#,
    "keyVaultToStoreSecrets: cmp2-qat-1208358310", "password = ,.:-¨@*¿?!", "d_grpasswd='define'",
    #"the API key and the token"#, "password: <password>", "password=Optional[String]",
    "Password: <code>required</code>", "use password Base64",
  ])
  func constantsAndMessagesStay(text: String) throws {
    try expectMarked(text)
  }
}
