import Testing

@testable import Redaction

/// Values that are joined to a name by their place alone: columns of tables and of statements of SQL.
@Suite struct SecretColumnTests {
  @Test(arguments: [
    "INSERT INTO users (name, password) VALUES ('otto', '«Knopf_4711»')",
    "insert into `users` (`id`,`password`,`mail`) values\n(1,'«Knopf_4711»','a'),\n(2,'«qwerty»','b');",
    "INSERT INTO users(id, name, api_key) VALUES (7, lower('A'), '«q7GouSHrcvm2i4JS»');",
    "INSERT INTO users (password) VALUES ('«it''s_4711»')",
    #"cur.execute("INSERT INTO users (name, password) VALUES (?, ?)", ("otto", "«Knopf_4711»"))"#,
    "COPY public.users (id, name, password) FROM stdin;\n1\totto\t«Knopf_4711»\n2\tanna\t«Vase_4712»\n\\.\n",
  ])
  func isTheSamePlaceInAListOfSQL(text: String) throws {
    try expectMarked(text)
  }

  /// Most are from the manuals of PostgreSQL, MySQL and SQL Server.
  @Test(arguments: [
    "CREATE USER davide WITH PASSWORD '«jw8s0F4»';",
    "ALTER USER davide WITH PASSWORD '«hu8jmn3»' VALID UNTIL 'infinity';",
    "ALTER ROLE otto PASSWORD '«Knopf_4711»';",
    "UPDATE users SET name='x', password='«Knopf_4711»' WHERE id = 1",
    "CREATE LOGIN otto WITH PASSWORD = '«Knopf_4711»' MUST_CHANGE;",
    "CREATE USER 'jeffrey'@'localhost' IDENTIFIED BY '«Knopf_4711»';",
    "PRAGMA key = '«Kq7vTn2Rx9»'", "ATTACH DATABASE 'x.db' AS e KEY '«Kq7vTn2Rx9»'",
  ])
  func isInOtherStatements(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "name,email,password\notto,o@h,«Knopf_4711»\nanna,a@h,«dragon»\n",
    "id;username;password;role\n1;otto;«Knopf_4711»;admin",
    "\"name\",\"password\"\n\"otto\",\"«Knopf,4711»\"\n\"anna\",\"«x y 77z»\"",
    "user\tpassword\totp\notto\t«Knopf_4711»\t1",
    "service,api_key\nmaps,«q7GouSHrcvm2i4JS»\r\ngeo,«aX7GouSHrcvm2i4J»",
    "api_key,password\n«q7GouSHrcvm2i4JS»,«Knopf_4711»",
    "| User | Password |\n|------|----------|\n| otto | «Knopf_4711» |\n| anna | «Vase_4712» |",
    "User | Token\n--- | ---\notto | «q7GouSHrcvm2i4JS»",
    " id | name | password \n----+------+----------\n  1 | otto | «Knopf_4711»\n(1 row)",
    "+----+------------+\n| id | password   |\n+----+------------+\n|  1 | «Knopf_4711» |\n+----+------------+",
  ])
  func isInTheColumnOfATable(text: String) throws {
    try expectMarked(text)
  }

  /// `{i}Token,{s},` is one of gitleaks' containers.
  @Test(arguments: [
    "acmeToken,«q7GouSHrcvm2i4JS»,", "DB_PASSWORD,«Knopf_4711»", #""acme_token";"«q7GouSHrcvm2i4JS»""#,
    "ACME_TOKEN\t«q7GouSHrcvm2i4JS»", "acme_token | «q7GouSHrcvm2i4JS»",
    "<entry><name>acmeToken</name><value>«q7GouSHrcvm2i4JS»</value></entry>",
  ])
  func isTheNextCell(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "INSERT INTO users (name, password) VALUES (%s, %s)", "INSERT INTO t (a) SELECT password, x FROM users",
    "| Option | Password | Default |\n|---|---|---|\n| `password` | The password of the user | none |",
    "user, password\nand other things, too many", "\"PASS\",\n\"FAIL\",\n\"CANCELED\",\n",
    "f(user, password)\ng(a, b)",
    "password,\ntoken,\nsecret,\n", "name,password_hint\notto,Knopf_4711",
  ])
  func listsAndProseStay(text: String) throws {
    try expectMarked(text)
  }
}
