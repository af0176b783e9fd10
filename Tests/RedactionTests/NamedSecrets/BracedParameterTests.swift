import Testing

@testable import Redaction

/// Passwords in braces, as connection strings of ODBC have them.
@Suite struct BracedParameterTests {
  @Test(arguments: [
    "Driver={ODBC Driver 17};PWD={«Fichte34vx»};UID=sa", "PWD={«Fichte34vx»};UID=sa",
    "Driver={x};Server=db;UID=sa;PWD={«Fichte34vx»};", "Driver={x};PWD={«Fich;te34vx»};UID=sa",
    "UID=sa;PWD={«Fichte34vx»}", "pwd={«Tulpe;77xk!»};uid=sa", "DSN=x;Pwd={«Fichte34vx»}",
    "Driver={SQL Server};Uid=sa;Pwd={«Kr}}ug;99»};Database=x",
    "Driver={MySQL ODBC 8.0 Unicode Driver};Uid=sa;Pwd={«geheimnis»};Database=x",
    "conn = \"DRIVER={SQL Server};UID=sa;PWD={«S!ommer=9»}\"",
  ])
  func isFoundInItsBraces(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "conn = f\"DRIVER={{SQL Server}};UID={user};PWD={password};\"",
    "conn = f\"UID={user};PWD={db_password2};\"", "f\"DRIVER={driver};UID={user};PWD={pw}\"",
    "UID={cfg.user};PWD={cfg.secret_12};", "PWD={settings['pw1']};UID=sa", "PWD={pw!r};UID=sa",
    "f\"UID={u};PWD={pw:>8}\"", "PWD={arg12};UID=sa",
  ])
  func expressionsOfATemplateStay(text: String) throws {
    try expectMarked(text)
  }
}
