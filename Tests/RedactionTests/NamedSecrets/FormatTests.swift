import Testing

@testable import Redaction

/// Names and values as files and programs of particular formats have them.
@Suite struct FormatTests {
  @Test(arguments: [
    "[\"password\"]=>\n  string(10) \"«Kq7vTn2Rx9»\"", "$password\n[1] \"«Kq7vTn2Rx9»\"",
    #""password:" «Kq7vTn2Rx9»"#, "masterauth «Vase_4711»", "rootpw «letmein»",
    "name=\"password\"\r\n\r\n«Kq7vTn2Rx9»\r\n--x",
    "name=\"api_key\"\r\nContent-Type: text/plain\r\n\r\n«q7GouSHrcvm2i4JS»\r\n--x",
    "userPassword:: «e1NTSEF9a3E3dlRuMlJ4OQ==»", "bindpw «Kq7vTn2Rx9»", "bindpw: «Kq7vTn2Rx9»",
    "rootpw «Kq7vTn2Rx9»",
    "masterauth «Kq7vTn2Rx9»", "requirepass «Kq7vTn2Rx9»", "define('DB_PASSWORD', '«Kq7vTn2Rx9»');",
    "'password' => '«Kq7vTn2Rx9»',", "my $password = '«Kq7vTn2Rx9»';",
    "<AdministratorPassword>\n  <Value>«Kq7vTn2Rx9»</Value>\n  <PlainText>true</PlainText>",
    #"set "password" to "«Kq7vTn2Rx9»""#, #"(password . "«Distel_4711»")"#,
    "USER otto\r\nPASS «Vase_4711»\r\n",
    "snmp-server community «s3cr3tRO» RO", "PRAGMA rekey = '«Kq7vTn2Rx9»';",
    "set passwd ENC «Kq7vTn2Rx9»", "rootpw «{SSHA}kd83kdJs93kdLs02kd83kdJs93kdLs02»",
    "Driver={x};Server=h;Uid=o;Pwd={«Star_4711»};", "username otto password 7 «0822455D0A16»",
    "enable secret 5 «$1$mERr$hx5rVt7rPNoS4wqbXKX7m0»", "DB_PASSWORD=${DB_PASSWORD:-«Star_4711»}",
    "jones:«$apr1$x8dj3kd9$LkdI3kdls03kd83kd9dk0.»", "otto:«{SSHA}kd83kdJs93kdLs02kd83kdJs93kdLs02»:x",
    "root:«$6$salt7dk3$" + String(repeating: "kdI3kdls03", count: 8) + "»:19000:0:99999:7:::",
    #"$cred = ConvertTo-SecureString '«Geier_4711»' -AsPlainText -Force"#,
    "- name: DB_PASSWORD\n  value: |\n    «Kq7vTn2Rx9»\n",
    "set {\n name = \"auth.password\"\n value = \"«Kq7vTn2Rx9»\"\n}",
    "<secret>{abstract AQAA «5422358j60yxo9nc0dbpxby602tsxd6j»}</secret>",
    "GITHUB_PAT=«Ab9x8yZ7w6v5u4t3s2r1qpOnMlKjIhGfEdCbA»",
    "ado_pat = \"«iyfmob6xjrfmit67anxbot64umfx2clwx7dz5ynxi4q2z3uqegvq»\"",
    "AUTH PLAIN «AG90dG8AVmFzZV80NzEx»",
    "<secret>{acme AQAA «" + String(repeating: "5422358j60yxo9nc0dbp", count: 5) + "»}</secret>",
    "ALTER USER otto IDENTIFIED BY \"«Kq7vTn2Rx9»\" REPLACE \"«Zp8wUm3Sy0»\"",
    "BASIC_AUTH=otto:«lupine78»", "api key -> «q7GouSHrcvm2i4JSyw8z»", #"{"psw":"«gin@STER38»"}"#,
    "https://a.example/cb?code=«q7GouSHrcvm2i4JSyw8zIDmj»&state=x",
    "passkey=«q7GouSHrcvm2i4JSyw8z»", "exp 12/27, cvv «123»",
    #"let password = btoa("«Kirsche#300»")"#,
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
    "senha do banco: «Star_4711»", "contraseña de la base de datos: «Star_4711»",
    "heslo k databázi: «Star_4711»",
    "mot de passe de la base : «Star_4711»", "Passwort für die Datenbank: «Star_4711»",
    "hasło do bazy: «Star_4711»",
    "пароль от базы: «Star_4711»", "password for the database: «Star_4711»",
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
    #"the API key and the token"#, "x=${PASSWORD:-}", "password for user otto: 8 characters", "otto:$6$short",
    "price:$1$2$3", "password 7 days old", "password: <password>", "password=Optional[String]",
    "Password: <code>required</code>", "use password Base64",
  ])
  func constantsAndMessagesStay(text: String) throws {
    try expectMarked(text)
  }
}
