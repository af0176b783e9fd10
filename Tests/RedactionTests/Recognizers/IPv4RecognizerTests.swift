import Testing

@testable import Redaction

@Suite struct IPv4RecognizerTests {
  @Test(arguments: [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Edg/131.0.2903.86", "(Chrome/131.0.0.0)", "version 1.2.3.4", "v1.2.3.4",
    "1.2.3.4.5",
  ])
  func leavesVersionsAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test(arguments: [
    ("http://10.0.0.1/x", "http://<IP_ADDRESS>/x"), ("to host/10.1.2.3:8080", "to host/<IP_ADDRESS>:8080"),
    ("/hosts/10.1.2.3", "/hosts/<IP_ADDRESS>"),
    ("a/b/10.1.2.3", "a/b/<IP_ADDRESS>"), ("ip==10.1.2.3 or", "ip==<IP_ADDRESS> or"),
    ("10.1.2.3/24", "<IP_ADDRESS>/24"),
  ])
  func findsAddressesInPaths(text: String, expected: String) throws {
    #expect(try redact(text) ?? text == expected)
  }
}
