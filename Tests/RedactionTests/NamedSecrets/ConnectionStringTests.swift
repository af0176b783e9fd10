import Testing

@testable import Redaction

/// Connection strings without a scheme, as the documentation of drivers and of programs has them.
@Suite struct ConnectionStringTests {
  @Test(arguments: [
    "root:«Kiel_4711»@tcp(db:3306)/shop",
    #"dsn := "otto:«Kiel4711»@tcp(127.0.0.1:3306)/shop?parseTime=true""#,
    "DSN=otto:«Kiel_4711»@unix(/tmp/s)/shop", "id:«p@ss/w0rd»@tcp(db.example.com:3306)/dbname",
    "jdbc:oracle:thin:otto/«Mast_4711»@//h:1521/s", "url=jdbc:oracle:thin:scott/«tiger9»@h:1521:s",
    "otto/«Bug_4711»@h:1521/orcl", "CONNECT o/«Kq7vTn2Rx9»@db", "conn sys/«Change_on9»@orcl as sysdba",
    "sqlplus system/«Mappe4711»@//h/orcl", "sqlplus -s scott/«tiger99x»",
    "impdp system/«Mappe_4711» dumpfile=x",
    "expdp system/«Mappe_4711»@db dumpfile=x",
    "secretsdump.py CORP/otto:«Vase_4711»@dc01", "proxy otto:«Vase_4711»@proxy:3128",
    "db.example:5432:shop:otto:«Flachs_77»", "*:*:*:otto:«Flachs_77»", #"db:5432:shop:otto:«Fla\:chs_77»"#,
  ])
  func itsPasswordIsFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "user@unix(/path/to/socket)/dbname?charset=utf8",
    "nginx:1.25@sha256:" + String(repeating: "0a1b", count: 16),
    "npm i @types/node@18:1", "repo/pkg@1.2.3:4", "otto@tcp(db:3306)/x",
    "hostname:port:database:username:password",
    "a:5432:b", "sqlplus /nolog", "sqlplus / as sysdba", "git@github.com:otto/repo.git", "0:5432:1:2:3:4",
  ])
  func othersStay(text: String) throws {
    try expectMarked(text)
  }
}
