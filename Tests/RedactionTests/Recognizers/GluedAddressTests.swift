import Testing

@testable import Redaction

/// Addresses of IPv6 that a colon glues to the word before.
@Suite struct GluedAddressTests {
  @Test(arguments: [
    "[IPv6:«2001:db8::25:1»]", "v=spf1 ip6:«2a01:4f8:c17:b8f::2» -all", "client_ip:«2a01:4f8:c17:b8f::2»",
    "X-Forwarded-For:«2a01:4f8:c17:b8f::2»", "inet6 addr:«2001:db8::25:1»/64", "host:«fd00::1»",
    "source:«2001:db8:1:2:3:4:5:6»", "remoteIP:«2001:db8::25:1»", "whatever:«2a01:4f8:c17:b8f::2»",
    "RemoteAddr:«2001:db8:0:0:1:2:3:4»",
  ])
  func isFound(text: String) throws {
    try expectMarked(text, as: .ipAddress)
  }

  @Test(arguments: [
    "std::face", "ns::fd00::1", "std::dead::beef1", "crate:a1::b2", "at:12:30:45",
    "os:fd00::1 x".replacing("fd00", with: "a"),
    "x:a1::b", "Foo::Bar:ab::cd", "sha256:ab:cd:ef:01:23:45:67:89", "time:10:20:30:40",
    "host:a::b", "pin:1::2",
  ])
  func scopesAndTimesStay(text: String) throws {
    try expectMarked(text, as: .ipAddress)
  }

  @Test(arguments: [
    "mac:«00:1b:63:84:45:e6»", "ether «00:1b:63:84:45:e6»", "device:«3c:22:fb:1a:2b:4c»",
    "iface:«3C:22:FB:1A:2B:4C»", "add:«3c:22:fb:1a:2b:4c»",
  ])
  func hardwareAddressesAreTheirs(text: String) throws {
    try expectMarked(text, as: .macAddress)
  }
}
