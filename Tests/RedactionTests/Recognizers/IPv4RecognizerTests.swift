import Testing

@testable import Redaction

@Suite struct IPv4RecognizerTests {
  @Test(arguments: [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Edg/131.0.2903.86", "(Chrome/131.0.0.0)", "version 1.2.3.4", "v1.2.3.4",
    "1.2.3.4.5", "upgraded V8 from 4.2.77.18 to 5.0.71.52", "OID 2.5.29.14 not critical", "2.5.4.3",
    "Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/98.0.47.89 Safari/537.36", "nginx/1.21.6.1",
    "Package_for_KB2656356~31bf~amd64~~6.1.1.1, ApplicableState: 80", "{\"version\":\"1.2.3.4\"}",
    "Version=4.0.0.0, Culture=neutral", "libfoo-1.2.3.4.tar.gz", "foo_bar 1.2.3.4-1ubuntu2", "foo==1.2.3.4",
    "foo@1.2.3.4", "\"foo\": \"^1.2.3.4\"", "1.2.3.4+dfsg", "3.2.1.4 Getting started", "see section 4.1.2.3",
    "Require inputproto 1.9.99.12", "Git 1.7.12.1 Release Notes", "firmware 2.4.8.1",
    "Update agent from 1.2.3.4 to 1.2.3.5", "chromium 98.0.47.89", "release 4.2.77.18",
  ])
  func leavesVersionsAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test(arguments: [
    "127.0.0.1", "127.0.0.53:53", "0.0.0.0:8080", "255.255.255.255", "mask 255.255.255.0", "255.255.240.0",
    "::1", "[::1]:80",
    "::", "::ffff:127.0.0.1", "0.0.0.0/0",
  ])
  func leavesWhatIsNobodysAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test(arguments: [
    ("lost connection to server 203.0.113.24:5432", "lost connection to server <IP_ADDRESS>:5432"),
    ("nameserver 198.51.100.53", "nameserver <IP_ADDRESS>"),
    (
      "WARN dfs.DataXceiver: 10.44.3.17:50010 got exception",
      "WARN dfs.DataXceiver: <IP_ADDRESS>:50010 got exception"
    ),
    ("fileserver=192.168.77.4 mounted", "fileserver=<IP_ADDRESS> mounted"),
    ("DHCP release 198.51.100.77 done", "DHCP release <IP_ADDRESS> done"),
    ("driver: 203.0.113.7", "driver: <IP_ADDRESS>"), ("rebuild 10.0.0.7", "rebuild <IP_ADDRESS>"),
    ("dest: /10.251.43.21:50010", "dest: /<IP_ADDRESS>:50010"),
    ("node1/10.251.43.21:50010", "node1/<IP_ADDRESS>:50010"),
    ("for root from 183.62.140.253 port 22", "for root from <IP_ADDRESS> port 22"),
    ("login from 5.6.7.8 port 22", "login from <IP_ADDRESS> port 22"), ("ip 5.6.7.8", "ip <IP_ADDRESS>"),
    ("8.8.4.4-8.8.8.8", "<IP_ADDRESS>-<IP_ADDRESS>"), ("x [5.6.7.8]", "x [<IP_ADDRESS>]"),
    ("5.6.7.8", "<IP_ADDRESS>"),
    ("5.6.7.8 - - [10/Oct/2000] \"GET /\"", "<IP_ADDRESS> - - [10/Oct/2000] \"GET /\""),
    ("ping 1.1.1.1", "ping <IP_ADDRESS>"),
    ("\"5.6.7.8\"", "\"<IP_ADDRESS>\""), ("198.51.100.0/24", "<IP_ADDRESS>/24"),
    ("x=5.6.7.8", "x=<IP_ADDRESS>"),
  ])
  func findsAddressesBehindOtherWords(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test func aKeyThatEndsInVersionSaysThatItIsNone() throws {
    #expect(try redact("5.6.7.8", key: "service.version") == nil)
    #expect(try redact("5.6.7.8", key: "client.address") == "<IP_ADDRESS>")
  }

  @Test(arguments: ["00:11:22:33:44:55:66:77", "std::vector", "a::b", "x[1::2]", "12:34:56"])
  func leavesOtherColonsAlone(text: String) throws {
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
