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

  @Test(arguments: [
    "001b44113ab7", "commit 001b44113ab7", "Mac OS X 10_15_7", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff",
    "00:11:22:33:44:55:66:77", "mac=001b44113ab7aa", "stomac: 001b44113ab7",
    "5f0c1d2e-1b44-113a-b7aa-1297901ea002",
  ])
  func leavesTheRestAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }
}
