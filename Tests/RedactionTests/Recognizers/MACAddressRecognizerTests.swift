import Testing

@testable import Redaction

@Suite struct MACAddressRecognizerTests {
  @Test(arguments: [
    ("00:1b:44:11:3a:b7", "<MAC_ADDRESS>"), ("00-1B-44-11-3A-B7", "<MAC_ADDRESS>"),
    ("001b.4411.3ab7", "<MAC_ADDRESS>"), ("mac=001b44113ab7", "mac=<MAC_ADDRESS>"),
    ("{\"mac\": \"001b44113ab7\"}", "{\"mac\": \"<MAC_ADDRESS>\"}"),
    ("MAC address: 001B44-113AB7", "MAC address: <MAC_ADDRESS>"),
    ("mac_address=001b-4411-3ab7", "mac_address=<MAC_ADDRESS>"),
    ("mac_00:1b:44:11:3a:b7", "mac_<MAC_ADDRESS>"),
    ("EUI-64 00:1b:44:11:3a:b7:00:01", "EUI-64 <MAC_ADDRESS>"),
    ("HWaddr 0:1b:44:11:3a:b7", "HWaddr <MAC_ADDRESS>"),
    ("BSSID 001b44113ab7", "BSSID <MAC_ADDRESS>"), ("mac 001b44113ab7", "mac <MAC_ADDRESS>"),
  ])
  func findsEveryForm(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  /// As `arp -a` prints them.
  @Test(arguments: [
    "«8:0:27:ab:c:9»", "? (10.0.0.5)".replacing("10.0.0.5", with: "x") + " at «8:0:27:ab:c:9» on en0",
    "mac=«8:0:27:ab:c:9»",
    "x «0:1b:44:11:3a:b7», y", "{\"a\":\"«a4:5e:60:d:1:f0»\"}", "«0:50:56:c0:0:8».",
  ])
  func zerosInFrontMayBeMissing(text: String) throws {
    try expectMarked(text, as: .macAddress)
  }

  @Test(arguments: [
    "a:b:c:d:e:f", "1:2:3:4:5:6", "12:30:45:10:20:5", "a:b:c:d:e:f:12", "8:0:27:ab:c:9:1", "x8:0:27:ab:c:9",
    "8:0:27:ab:c:9z", "1:8:0:27:ab:c:9", "8:0:27:ab:c:9/64", "ab:cd:ef:a:b:c", "8:0:27:ab:c",
    "3.8:0:27:ab:c:9.x",
    "getopts a:b:c:d:1:f:", "2024-01-02T8:0:27:ab:c",
  ])
  func timesAndListsAreNone(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "001b44113ab7", "commit 001b44113ab7", "Mac OS X 10_15_7", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff",
    "00:11:22:33:44:55:66:77", "mac=001b44113ab7aa", "stomac: 001b44113ab7",
    "5f0c1d2e-1b44-113a-b7aa-1297901ea002",
  ])
  func leavesTheRestAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }
}
