import Testing

@testable import Redaction

/// Numbers of texts, logs and sources that are like somebody's, and those beside them that are.
@Suite struct HarmlessNumberTests {
  @Test(arguments: [
    "openssl 1.1.1.23 -> 3.0.0.11", "libfoo 1.2.3.4 → 2.0.0.1", "libfoo 1.2 => 3.0.0.11",
    "upgraded libfoo from 10.5.33.4 to 10.2.88.4", "bumped core from 1.2.3.4 to 10.2.88.4",
    "dpkg (1.4.0.16) experimental; urgency=low", "foo (1.22.1.1).", "libXt >= 1.0.99.1 to require",
    "  // [23.2.4.2] capacity", "   *  C++98 [23.2.3.1].",
    "mapping functions in ISO/IEC 9899:1999 (E), 6.7.2.1 Structure",
    "Client workflow 5.4.3.2: check", "fetch step 12.1.1.3 of it", "(rfc4880:5.2.3.20)",
    "Dwarf 5 specification, 7.5.1.2",
    "\"oracle-ee\": \"11.2.0.4.v3\"", "('Windows.Foundation.Contract', '1.0.0.0')",
    "V8 is at 5.0.71.47 and Node.js is at 5.0.71.32.", "values: <code>1.2.0.0</code> or above.",
    "(depuis dpkg\u{a0}1.15.5.4). Cette",
    ".IP \"5.5.1.1 FFC Domain Parameter\"",
    "STREET_ADDRESS = ObjectIdentifier(\"2.5.4.9\")", "* mapping functions: 7.15.3.1.\n",
    "us-east-2::ec2/L-1216C47A", " *  at least 16 1003.1g (5.4.1.1)", "ObjectIdentifier(\"1.3.101.113\")",
    "a given amount, say 100::\n\n", "Oct 12 2000::\n",
    "quotas:us-east-2::ec2",
    "fh 800::800 order", " 3.43.4.1  Why does the test fail?", "libfoo.so.110.2.3.4",
    "enterprises.119.200.3.1",
    "app_1.2.3.4 done",
    "netmask: 'ffff:ffff:ffff:ffff::',", "netmask: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'",
  ])
  func versionsAndMasksStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "PING example.com («5.6.7.8»)", "client (via «5.6.7.8»)", "from mail [«5.6.7.8»]", "\"«5.6.7.8» GET /a\"",
    "\"cidr\": \"«11.0.0.0»/8\"", "«fe80::»/10",
    "route to «2002::» up", "地址是«5.6.7.8»，", "seen.«10.20.30.40»", "```js\n[\n  '«8.8.8.8»',",
    "host.«10.20.30.40» up",
    "peer_«10.20.30.41»", "last_seen_«203.0.113.9»",
    "node1_«10.20.30.41»", "ip_«1.2.3.4»", "src «1.2.3.4» -> «5.6.7.8»", "«203.0.113.7» -> «198.51.100.9»",
    "migrated db from «10.0.0.5» to «10.0.0.9»", "upgraded firmware on «10.0.0.5»",
    "upgraded host «10.0.0.5»",
    "«2001:db8:ffff:ffff::»", "«ffff:1::2»",
  ])
  func addressesGo(text: String) throws {
    try expectMarked(text, as: .ipAddress)
  }

  @Test(arguments: [
    "ether «001b638445e6»", "link/ether «00a1b638445e» brd", "lladdr «001b638445e6» REACHABLE",
    "ether 0 then ether «001b638445e6»",
  ])
  func hardwareAddressesGo(text: String) throws {
    try expectMarked(text, as: .macAddress)
  }

  @Test(arguments: [
    "user=«name&co@example.com»", "a=1&b=«bob@example.com»", "x=7&«bob@example.com»",
    "mail=«r&d@example.com»&x=1",
  ])
  func addressesOfMailGo(text: String) throws {
    try expectMarked(text, as: .emailAddress)
  }

  @Test(arguments: [
    "cellular automaton step 7025551234",
    "2016-2020 Endless Mobile, Inc\n2017-2022 Endless OS Foundation", "np.array(['+1980-02-29 01:02:03'])",
    "for sony xperia smartphone\n (Closes: #1091517)", "(particular page do not ph)103.66 582 R .31(ysically",
    "DELETE blog/category/list 334 265.8644", "(Windows NT 6.1; kk-KZ; rv:1.9.2.20) Gecko",
    "My order number is 09-7625400", "my VISA number is 13812345678", "LV80 bANK 0000 4351 9500 1",
    "F (ndbm databases are ph)2.143 3.2 N", "gain +12.3456789 and +1234.567890", "whether 001b638445e6",
    "netlink: allow be16 and be32 types in all", "tools/javac/8169345/T8169345a.java",
    "quanta 2650 1514 1514 1514 1514 1514 1514", "quanta 2650 1514 1514 1514 1514 1514 1514 1514",
    "like gtk_widget_override_fon...\n 779009 Missing", "a phone nr'.\n\n* Bugs:\n 373279 Toggling",
    "call the phone at version 48.254 of it", "t**14 + 4828147466240000*t**12", "8 * 4828147466240000",
    "rng = np.random.default_rng(2435908729190400)",
    "autoscaling:us-west-2:123456789012:scheduledUpdateGroupAction:8e86b655-b2e6-4410-8f29-b4f094d6871c:a",
  ])
  func otherNumbersStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "My Israeli number is «09-7625400»", "my UK number is «7911 123456»", "Phone #«5551234»", "«+247.62889»",
    "(«+350.57123456»)", "x=«+690.3101»", "«+1980-229-4567»",
  ])
  func phonesGo(text: String) throws {
    try expectMarked(text, as: .phoneNumber)
  }

  @Test(arguments: [
    "card «122000000000003»", "«5019717010103742»", "«4242 4242 4242 4242»", "«4111 1111 1111 1111» 1225 123",
    "5 * 3 = 15, «4111111111111111»",
  ])
  func cardsGo(text: String) throws {
    try expectMarked(text, as: .creditCard)
  }

  @Test(arguments: [
    "«https://user:pass@portal.example:8080/x»", "«ssh://app:x9Kq2mP@git.example:portal/a.git»",
  ])
  func addressesWithPasswordsGo(text: String) throws {
    try expectMarked(text, as: .urlCredentials)
  }

  @Test func aNumberOfOneCaseGoesAndAWordHelpsTheOther() throws {
    try expectMarked("NRIC «T8169345A»", as: EntityType("SG_NRIC_FIN"))
    try expectMarked("NRIC «T8169345a»", as: EntityType("SG_NRIC_FIN"))
    try expectMarked("«de89 3704 0044 0532 0130 00»", as: .iban)
    try expectMarked("to «gb71WEST58330526658195» on", as: .iban)
    try expectMarked("to gb71WESt58330526658195 on")
  }
}
