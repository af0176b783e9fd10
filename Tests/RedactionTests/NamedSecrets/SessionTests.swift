import Testing

@testable import Redaction

/// Cookies and ids of sessions; signatures of signed URLs.
@Suite struct SessionTests {
  @Test(arguments: [
    "Cookie: theme=dark; sessionid=«0clxig7w7j8wp7uu500svd6n18pyu9r2»",
    "Set-Cookie: JSESSIONID=«7L2HRQ0CYBC98SIBVOVCDYHC541IJT4W»; Path=/; Secure",
    "session_id=«be5a5ce5c36748d1f5581d5a999a0bab»",
    "Cookie: tz=Europe/Berlin; _session_id=«be5a5ce5c36748d1f5581d5a999a0bab»; lang=de",
    "cookie: PHPSESSID=«r2t5uvjq435r4q7ib3vtdjq120»",
    "Set-Cookie: csrftoken=«0BwwqHzRsv8qBPIc4xCtlMliYIQyuU2M»; expires=Wed, 21 Oct 2026 07:28:00 GMT; Max-Age=3600",
    "Cookie: connect.sid=«s%3Aq7GouSHrcvm2i4JSyw8zIDmjEU6QtBal.x7»; theme=light",
    #"{"cookie":"lang=de; laravel_session=«eyJpdiI6InE3R291U0hyY3ZtMmk0SlN5dzh6»"}"#,
    "PHPSESSID=«r2t5uvjq435r4q7ib3vtdjq120»",
    #"{"sessionId":"«be5a5ce5c36748d1f5581d5a999a0bab»"}"#,
    "/cart;jsessionid=«7L2HRQ0CYBC98SIBVOVCDYHC541IJT4W»?x=1",
    "GET /app?sid=«be5a5ce5c36748d1f5581d5a999a0bab»",
    #"curl -b "sessionid=«0clxig7w7j8wp7uu500svd6n18pyu9r2»" x"#,
  ])
  func idsOfSessionsAreFound(text: String) throws {
    try expectMarked(text, as: .sessionID)
  }

  @Test(arguments: [
    "GET https://b.s3.amazonaws.com/o.csv?X-Amz-Expires=60&X-Amz-Signature=«08c4f11938aec08439a3acf9ef38ef219a5cf6739e5889d095e7d83b8db0d751»",
    "PUT https://acme.blob.core.windows.net/c/f?sp=w&sig=«81SlaLkPSOf1A05MezxKN6JMj5MbL7Kcz830y5AZIx%3D»",
    "https://storage.googleapis.com/b/o?X-Goog-Date=20260101T000000Z&X-Goog-Signature=«08c4f11938aec08439a3acf9ef38ef219a5cf6739e5889d095e7d83b8db0d751»&x=1",
    "https://d111.cloudfront.net/i.jpg?Expires=1&Signature=«nitfHRCrtziwO2HwPfWw~yYDhUF5EwRunQA-j19DzZr»&Key-Pair-Id=K2",
    "https://b.s3.amazonaws.com/o?AWSAccessKeyId=x&Signature=«vjbyPxybdZaNmGa%2ByT272YEAiv4%3D»&Expires=1175139620",
  ])
  func signaturesAreFound(text: String) throws {
    try expectMarked(text, as: .urlSignature)
  }

  @Test(arguments: [
    "_gitlab_session=«3fb373fd66e2b25bc831d3b30e4ea17d»", "laravel_session=«kd83kdJs93kdLs02kd83kdJs93»",
    "cf_clearance=«kd83kdJs93kdLs02kd83»", "AWSALB=«kd83kdJs93kdLs02kd83kdJs93kdLs02kd83/kd83+kdJs93»; x=1",
  ])
  func sessionsWithoutAHeaderAreFound(text: String) throws {
    try expectMarked(text, as: .sessionID)
  }

  @Test(arguments: [
    "session=550e8400-e29b-41d4-a716-446655440000", "session: 0x14f4a6318b80004", "session=chat-17",
    "session: started2026", #""session": "2026-11-29T06:22:28""#, "sess=12", "professional session: agenda",
  ])
  func otherSessionsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "X-Amz-Security-Token=«IQoJb3JpZ2luX2VjEOr4wEaCXVzLWVhc3QtMSJHMEUCIQDx»&X-Amz-Date=1"
  ])
  func tokensOfSignedURLsAreFound(text: String) throws {
    try expectMarked(text, as: .password)
  }
}
