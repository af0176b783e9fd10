import Testing

@testable import Redaction

/// Passwords that are handed to what connects to a database.
@Suite struct ConnectCallTests {
  @Test(arguments: [
    #"conn = connect("db.example.org", "otto", "«Kq7vTn2Rx9»")"#,
    "mysqli_connect('localhost', 'root', '«Star_4711»', 'shop')",
    #"MySQLdb.connect("localhost","root","«Kq7vTn2Rx9»","test")"#,
    #"DriverManager.getConnection(url, "otto", "«Kq7vTn2Rx9»");"#,
    #"new mysqli("localhost", "app", "«s3cr3tPw»", "db");"#,
    "$conn = oci_connect('hr', '«welcome9x»', 'localhost/XE');",
    "createConnection('mysql://h/db', 'otto', '«Kq7vTn2Rx9»')",
    #"connect("db",\#n  "otto",\#n  "«Kq7vTn2Rx9»")"#,
  ])
  func isAnArgument(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"connect("a", "b", "c")"#, #"socket.connect("host", "service", "tcp4")"#, #"select("a", "b", "c1d2e3")"#,
    #"connect("button", "clicked", "handler2")"#, #"redirect("home", "page", "x1")"#,
    "obj.connect('ws1', 'node2', 'edge3')", #"connect("db", user, password)"#, #"connect("db", "otto""#,
  ])
  func isSomethingElse(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "CONNECT TO sample USER db2inst1 USING «tuff_Lava77»", "CONNECT TO mydb USER otto USING '«Kq7vTn2Rx9»'",
    "db2 connect to toolsdb user newton using «Kq7vTn2Rx9»",
    #"db2 "connect to x user admin using «s3cretPw9»""#,
  ])
  func isBehindUsing(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "CREATE INDEX i ON t USING btree (a)", "JOIN b USING (user_id)", "order by user using index2 scan",
    "CONNECT TO remote USING 'net8'", "db2 is using 80% of memory",
    "connect to the database using the console",
  ])
  func isAnotherUse(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "«nats://s3cr3tT0k3n@nats.example.org:4222»", "«redis://Kq7vTn2Rx9@cache:6379/0»",
    "servers: «nats://Kq7vTn2Rx9@203.0.113.5:4222»",
  ])
  func isAToken(text: String) throws {
    try expectMarked(text, as: .urlCredentials)
  }

  @Test(arguments: [
    "nats://localhost:4222", "ssh://git@github.com/x/y.git", "redis://default@cache:6379",
    "https://Kq7vTn2Rx9@host/",
  ])
  func isAUser(text: String) throws {
    try expectMarked(text)
  }
}
