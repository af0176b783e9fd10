import Testing

@testable import Redaction

/// What stands round four numbers, and other ways to write an address.
@Suite struct AddressContextTests {
  /// Written of versions alone: private addresses are none, either.
  @Test(
    arguments: [
      "docker pull foo/bar:%", "image: nginx:%", "requires foo >= %", "foo (>= %)", "foo ~> %", "foo<%",
      "pip install foo==%", "foo % has been released", "## % (2026-01-01)", "= % =", "% / 2026-01-01",
      "git checkout %", "foo-%/lib", "lib/foo/%/x", "node_modules/x/%", "gem 'foo', '%'", "compile \"a:b:%\"",
      "API level %", "PCI DSS %", "build#%", "jar:file:/x-%.jar!/y", "x-%.min.js", "cdn/x@%/y.js", "fw=%",
      "beta %", "rc %", "edition %", "BIOS: %", "{\"build\":\"%\"}", "buildNumber=%", "latest: %", "driver=%",
      "% released on Monday",
    ],
    ["7.0.8.4", "10.2.3.4", "4.17.21.1"]
  )
  func versionsArePinned(surrounding: String, version: String) throws {
    try expectMarked(surrounding.replacing("%", with: version))
  }

  /// A variable may be called as versions are.
  @Test(arguments: [
    "v=«192.168.0.31»", "?v=«172.20.10.2»", "x v=«10.12.0.5» y", "v=«192.168.7.8»&t=3", "app.js?v=10.2.3.4",
    "v=8.2.3.4",
    "v 10.2.3.4", "&v=10.2.3.4",
  ])
  func aVariableHoldsAnAddress(text: String) throws {
    try expectMarked(text, as: .ipAddress)
  }

  /// Written of versions more often than of addresses with such numbers.
  @Test(arguments: [
    "foo:%", "foo/% bar/2.0", "user-agent: foo/%", "introduced by %", "docs for % of it", "using foo %",
    "SQL Server %", "now at %",
  ])
  func smallNumbersAreVersions(surrounding: String) throws {
    try expectMarked(surrounding.replacing("%", with: "7.0.8.4"))
    try expectMarked(surrounding.replacing("%", with: "«45.33.32.156»"), as: .ipAddress)
  }

  @Test(arguments: [
    "lookup for % failed", "queries using % time out", "session for % closed", "agent % registered",
    "upstream % timed out", "worker % died", "attacker %", "traffic % in", "by %",
    "via %",
    "target %",
    "Ban %", "block %", "deny %", "whois %", "nslookup %", "banned % for 3600", "Redis at %", "traffic to %",
    "Kafka broker %",
    "from %", "resolved to %", "driver_host: %", "build_host=%", "if ip >= %", "ip.addr == %",
    "http://%/x", "example.com/%", "client:%", "host % == x", "% is down", "ping %%eth0",
  ])
  func wordsMakeAddressesOfSmallNumbers(surrounding: String) throws {
    let text = surrounding.replacing("%%", with: "«8.12.4.3»%").replacing("%", with: "«8.12.4.3»")
    try expectMarked(text.replacing("»«8.12.4.3»", with: "»%"), as: .ipAddress)
  }

  /// Found in the files of a machine, where they are no addresses.
  @Test(arguments: [
    "a1 1 0 00 .5.218.5.5z", "gem\tstringio\t3.0.1.2", "wheel on disk\tapsw\t3.53.4.0",
    "Unfortunately, 1.5.3.8 shares",
    "MAINT: Bump typing-extensions from 3.7.4.3 to 3.10.0.0", "[3.3.3.3^1]. Hence",
    "org-aspectj = \"1.9.25.1\"",
    "\"left-pad\": \"7.0.8.4\"",
  ])
  func otherFoursStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "{\"host\":\"«5.6.7.8»\"}", "\"source\": \"«1.2.3.4»/32\"", "client_ip = \"«5.6.7.8»\"",
    "\"from\": \"«5.6.7.8»\"",
    "\"«5.6.7.8»\"", "x=\"«5.6.7.8»\"", "client, «5.6.7.8», proxy", "login...«5.6.7.8»", "ip\t«5.6.7.8»",
    "\"foo\": \"«45.33.32.156»\"",
  ])
  func markedAddressesGo(text: String) throws {
    try expectMarked(text, as: .ipAddress)
  }

  @Test(arguments: [
    "server version? no: «203.0.113.9»", "versions mirror at «203.0.113.9»",
    "IP «10.0.0.1».443 > «10.0.0.2».51234: Flags [S]",
    "IP «192.0.2.5».53 > «198.51.100.9».34567: 1234 A «203.0.113.4» (44)",
    "tcp4 0 0 «192.0.2.5».22 «198.51.100.9».51515 ESTABLISHED", "udp4 0 0 «192.0.2.5».123 *.*",
    "«ip-»".replacing("«ip-»", with: "ip-«172-31-5-9».eu-west-1.compute.internal"),
    "ec2-«203-0-113-25».compute-1.amazonaws.com", "host-«203-0-113-25».example.net",
    "«10-0-3-17».default.pod.cluster.local", "kubelet on ip-«10-2-3-4»", "«203[.]0[.]113[.]9»",
  ])
  func addressesAreWrittenInOtherWays(text: String) throws {
    try expectMarked(text, as: .ipAddress)
  }

  @Test(arguments: [
    "1.2.3.4.5", "10.2.3.4.5", "oid 1.3.6.1.4", "1.3.6.1.4 > 1.3.6.1.5", "release 10.2.3.4.1 is out",
    "V8 is at 5.0.71.47",
    "ip-300-1-2-3", "ip-127-0-0-1", "zip-1-2-3-4", "2026-11-28-10", "build-10-2-3-4", "1-2-3-4.foo.bar",
    "part 10-20-30-40", "10-20-30-40-50.foo.bar", "a[.]b[.]c[.]d", "[0-9]+[.][0-9]+[.][0-9]+",
    "127[.]0[.]0[.]1",
    "203[.]0[.]113", "1203[.]0[.]113[.]9999",
  ])
  func whatOnlyLooksLikeOneStays(text: String) throws {
    try expectMarked(text)
  }

  /// Words for versions stand before them, but no version is so, or where it stands says what it is.
  @Test(arguments: [
    "version mismatch from «10.44.3.17»", "tls version 1.2 from «10.44.3.17»",
    "firmware upload to «192.168.7.8»",
    "build agent «8.8.8.8» offline", "new version on «1.1.1.1»", "version check against «8.8.4.4»",
    "DHCP release «8.8.8.8»", "dhcp released «5.6.7.8»", "ssh root@«8.8.8.8»", "ssh -p 22 otto@«1.2.3.4»",
    "scp f otto@«1.2.3.4»:/tmp", "rsync -a x root@«5.6.7.8»:~/y",
  ])
  func versionsAreOnlyMentioned(text: String) throws {
    try expectMarked(text, as: .ipAddress)
  }

  @Test(arguments: [
    "changed version from 10.1.2.3 to 10.1.2.4", "upgraded version from 10.1.2.3", "version 8.8.8.8",
    "foo@1.2.3.4",
    "npm i left-pad@1.2.3.4", "build 1.1.1.1 of it", "released version 5.6.7.8",
  ])
  func versionsAreSteppedAndPinned(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "10-", "1-2-3-4", "[.]", "1[.]", "10[.]2[.]3[.]4", "ip-10-2-3-4-", "10.2.3.4.5 > ", "tcp 10.2.3.4.5 ",
    ">= 10.2.3.4 ", "x/10.2.3.4/", "gem 'a', '10.2.3.4'", "build number ",
  ])
  func hostileTextIsReadABoundedNumberOfTimes(unit: String) throws {
    expectLinear(unit, size: 1 << 16, try RecognizerProbe(IPv4Recognizer()))
  }
}
