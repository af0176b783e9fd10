import Testing

@testable import Redaction

/// URLs with a `'` in the password, and literals that such a mark closes.
@Suite struct QuotedURLTests {
  @Test(arguments: [
    "«postgres://svc:it's7x@db.internal:5432/app»", "«https://otto:o'Neil99@example.org/x»",
    #"{"url": "«mysql://root:Tul'pe_77@10.0.0.5/app»"}"#, "DATABASE_URL=«postgres://svc:a'b'c7@db/app» up",
    "url: «redis://:o'Neil99@cache:6379/0»", "«amqp://svc:'tulpe7@mq.internal/v»",
    "'«postgres://a:tulpe77x@h»'", "['«postgres://a:tulpe77x@h/x»', 'b']",
  ])
  func areFoundAsAWhole(text: String) throws {
    try expectMarked(text, as: .urlCredentials)
  }

  @Test(arguments: [
    "'http://localhost:8080','otto", "['http://host:port','x']", "'http://a:b'", "\"see http://h:80'@x\"",
    "x('http://h:8080', '@decorator')", "href='http://h:p'@click='y'", "url(http://h:port')@import 'y'",
  ])
  func otherMarksEndThem(text: String) throws {
    try expectMarked(text, as: .urlCredentials)
  }
}
