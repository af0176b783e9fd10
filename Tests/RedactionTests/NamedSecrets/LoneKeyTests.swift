import Testing

@testable import Redaction

/// `key` with no word that says what it opens: only a long value in no order is a secret.
@Suite struct LoneKeyTests {
  @Test(arguments: [
    "key=«8f9a0b1c2d3e4f5061728394a5b6c7d8»",
    "[DEBUG] Using Key=«grevetn5owrs1ybhxtcen0ibvg2mi85x»\n[INFO] ok",
    #"key = "«Hk29dkLmQ81xPzR7vTn3bYc5»""#, "KEY=«LY027C40U2KNNZLFO1WEU3XQZ13LW515»",
    "const key = '«J3kd92LxPq71mZtRv84sWb6Y»';", #"WeatherClient(key="«k3J9xQ2mV7tR1bZ8wL5pN4cY»")"#,
    "key: «Ogowv5cj5AJJjO5F3daNHbKJDdPud0CZ»", "Here is the key: «8d7s6a5k4j3h2g1f0q9w8e7r»",
    "Your API2CART key is «2afddb813193eb9d3b5bd99bf5d834cd», which you",
  ])
  func isFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "key=value1", "key=session_cache_entry_12", "cache key=8f9a0b1c2d3e4f5061728394a5b6c7d8",
    "cache key = user:12345:profile", #""key": "b1946ac92492d2347c6235b4d2611184""#, "primary key=4711",
    "key: ctrl+shift+p", "key=images/2024/05/photo-1234.jpg", "sort key: created_at",
    "<Key>photos/2006/August/sample.jpg</Key>", "sorted(x, key=lambda y: y.z)",
    "max(items, key=operator.itemgetter(1))", #"key = f"{prefix}:{user_id}""#, "key: 7f3c9a12 (cache miss)",
    "key == Hk29dkLmQ81xPzR7vTn3bYc5",
  ])
  func placesInMapsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "define( 'AUTH_KEY', '«w:Q%7-5z]x{kL2m|8pWv7RtY n5Bc3Ds4»' );",
    "define('NONCE_KEY',        '«FIsAsXJKL5ZlQo)iD-pt??eUbdc{_Cn<4!d~yqz))&B D?AwK%)+)F2aNwI|siOe»');",
    "define('SECURE_AUTH_SALT', '«I6`V|mDZq21-J|ihb u^q0F }F_NUcy`l,=obGtq*p#Ybe4a31R,r=|n#=]@]c #»');",
    "AUTH_SALT='«7T-!^i!0,w)L#JK@pc2{8XE[DenYI^BVf{L:jvF,hf}zBf883td6D;Vcy8,S)-&G»'",
  ])
  func saltsOfWordPressAreFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "define('AUTH_KEY', 'put your unique phrase here');", #"AUTH_SALT = os.environ["AUTH_SALT"]"#,
    "password_salt: 16",
  ])
  func whatOnlyNamesASaltStays(text: String) throws {
    try expectMarked(text)
  }
}
