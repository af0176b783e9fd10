import Testing

@testable import Redaction

/// Cookies that stand in maps, in calls and behind options.
@Suite struct CookieMapTests {
  @Test(arguments: [
    #"{"cookies":{"JSESSIONID":"«5fb5d9341be0c8a7e2f499f5a1b2c3d4»"}}"#,
    #"{"cookies": {"theme": "dark", "n": 3, "JSESSIONID": "«5fb5d9341be0c8a7e2f499f5a1b2c3d4»"}}"#,
    #"{\"cookies\":{\"JSESSIONID\":\"«5fb5d9341be0c8a7e2f499f5a1b2c3d4»\"}}"#,
    "cookies={'PHPSESSID': '«2be7d9341be0c8a7e2f499f5»'}",
    "requests.get(u, cookies={'theme': 'dark', 'PHPSESSID': '«2be7d9341be0c8a7e2f499f5»', 'x': 'y'})",
    "cookies = {\n  'connect.sid' => '«2be7d9341be0c8a7e2f499f5»',\n}",
    "session.cookies.set('session','«5fb5d9341be0c8a7e2f499f5»')",
    "Cookies.set(\"session\", \"«5fb5d9341be0c8a7e2f499f5»\")",
    "res.cookie('session', '«5fb5d9341be0c8a7e2f499f5»', {secure: true})",
    "response.set_cookie('login', '«5fb5d9341be0c8a7e2f499f5»')",
    "curl -b 'SSID=«5fb5d9341be0c8a7e2f499f5»' https://x.example",
    "curl -s -b \"theme=dark; SSID=«5fb5d9341be0c8a7e2f499f5»\" https://x.example",
  ])
  func areFound(text: String) throws {
    try expectMarked(text, as: .sessionID)
  }

  @Test(arguments: [
    #"{"cookies":{"theme":"dark","lang":"de"}}"#, "cookies = {}", "cookies={'consent': 'yes'}",
    "Cookies.set('theme', 'dark')", "getCookie('session')", "git checkout -b session=feature12345",
    "curl -b cookies.txt https://x.example", "cookie: { maxAge: 60000 }", "cookies: {theme: 'dark'}",
    "mkdir -b 'SSID=5fb5d9341be0c8a7e2f499f5'",
  ])
  func othersStay(text: String) throws {
    try expectMarked(text)
  }
}
