import Testing

@testable import Redaction

/// Numbers whose neighbours say what they are.
@Suite struct NeighbouringNumberTests {
  @Test(arguments: [
    "<path d=\"m 8 0 c -0.828125 0 -1.5 0.671875 -1.5 1.5 c 0 0.078125 0.007812 0.15625 0.019531\"/>",
    "c -0.113281 -0.15625 0.296874 -0.238281", "0.074219 1 0.1875", "a1 1 0 014 15.467 3.467z",
    "-0.805338 0.054601 0.396598 -0.979561", "[0.327 0.825 0.337 0.441 0.092 0.746]", "0.06 0.52 0.76 0.08",
    "0.06799-0.93511", "w 224566 923569 0.0 0.1 14902 720437 ? Ss", "1.25 01 23 45 67 89",
    "01 23 45 67 89 -1.25",
    "U+2159 => 0031 2044 0036", "0049 7914 2849 8103", "%w(0 +0 -0 10 +10 -10 0090 -090)",
    "RU\t+4310+13156\tAsia/Vladivostok", "CA\t+4734-05243\tAmerica", "CA\t+744144-0944945\tAmerica",
    "+4310-13156",
    "ACUTE;0069 0307 0301", "0%200-1.418%200%20.993.993", "M0 0-1.418 0 .993.993",
    "cell=6744327396", "cell: 3485389880", "cell=0412", "phone storage 128000000", "phones sold: 1200345",
    "dial timeout 5000000000", "part no. 030-1234567",
    "order number 030-1234567", "from number 2025550143", "my order number is 2025550143",
    "{\"phoneType\":\"2025550143\"}", "phone_type=2025550143", "phoneVerifiedAt: 2025550143",
    "phone_verified_at=2025550143", "T: 1764324000", "M: 00123456789", "x%202025550143",
    "2025550143/20255501434", "12025550143/x", "phone/2025550143.x",
  ])
  func decimalsAndAmountsAreNoPhones(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "WhatsApp: «01512 3431278»", "WeChat: «2025550143»", "Cell: «2025550143»", "cell=«0821234567»",
    "callerId: «2025550143»",
    "CallerID=«2025550143»",
    "caller=«2025550143»", "callerNumber: «2025550143»", "from_number=«2025550143»", "toNumber: «2025550143»",
    "Rückruf: «0301234567»", "Festnetz «0301234567»", "fono: «2 2123 4567»", "portable: «0612345678»",
    "telemóvel «912345678»",
    "сотовый «9123456789»", "ফোন: «01812345678»", "連絡先：«09012345678»", "«312.555.6789»",
    "my number is «2025550143»", "phone: «2025550143»/«2025550144»", "📞 «2025550143»",
    "📱«07400123456»", "☎️: «2025550143»", "callee=«2025550143»", "M: «07400123456»", "T: «03026398534»",
    "/users/«+12025550143»/calls", "«+12025550143».vcf", "«+12025550143»-call",
    "TEL;TYPE=cell:«2025550143»", "call me at «2025550143»", "phone type: mobile «2025550143»",
    "мобильник: «89161234567»", "มือถือ: «0812345678»", "טל׳: «0502345678»", "բջջային: «077123456»",
    "«030 26398534»",
  ])
  func labelsAreWords(text: String) throws {
    try expectMarked(text, as: .phoneNumber)
  }

  @Test(arguments: [
    "644D 644E 644F 6450 6451 6453 6454 6455", "5325 3537 533B 5231 5232 5233 5246 52BC",
    "781A 781B 781C 2542F 25430 4100 7944 7945 7946", "4151 9135 9753 2006 5589 8848 4165 0596",
    "1111 2222 4111 1111 1111 1111", "AB12 4111 1111 1111 1111",
    "4111 1111 1111 1111 52BC", "[.4111.1111.1111.1111]",
    "4111111111111111 bytes", "{\"startTimeUnixNano\":\"4111111111111111\"}", "#4111111111111111",
    "ref 4012888888881881", "created_at=4012888888881881", "{\"updatedAt\":4012888888881881}",
    "card 4012888888881882", "card of the day 1234567890123456", "9600 1234 1234 1231 sec",
    "tracking number 4012888888881881", "parcel 4012888888881881",
    "x: 4012888888881881, y: 5105105105105100",
  ])
  func idsAreNoCards(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "card number: «4111111111111111»", "card #«4111111111111111»", "«30320351773284» Bývalý",
    "«4111 1111 1111 1111» «5555 5555 5555 4444»",
    "card «4111111111111111» sec code 123", "PAN «4111111111111111» s",
    // Of schemes that issue in one country, and of any behind a word.
    "Elo «6363680000000007»", "uzcard «8600000000000007»", "card: «9999999999999995»",
    "card no. «1999999999999992»",
    "{\"pan\":\"«9999999999999995»\"}", "card «9999 9999 9999 9995»",
    "«4111.1111.1111.1111»", "my number is «4111111111111111»", "pay a «4111111111111111»",
  ])
  func cardsGo(text: String) throws {
    try expectMarked(text, as: .creditCard)
  }

  @Test(arguments: [
    "MAC=«00:1a:2b:3c:4d:5e»:«00:1b:21:0a:bb:cc»:08:00 SRC=",
    "ff:ff:ff:ff:ff:ff:«00:1b:21:0a:bb:cc»:86:dd",
    "EUI-64 «00:1a:2b:ff:fe:3c:4d:5e»", "mac: «00 1a 2b 3c 4d 5e»", "mac «00_1a_2b_3c_4d_5e»",
    "/org/bluez/hci0/dev_«00_1A_2B_3C_4D_5E»", "client-id 01:«00:1a:2b:3c:4d:5e»", "x «52:54:00:12:34:56»",
    "hw_address=«001a2b3c4d5e»", "{\"ether\":\"«001a2b3c4d5e»\"}", "ethernet: «001a2b3c4d5e»",
    "physicalAddress=«001a2b3c4d5e»", "Physical Address. . : «00-1a-2b-3c-4d-5e»", "chaddr «001a2b3c4d5e»",
    "bluetooth_address: «001a2b3c4d5e»", "btaddr=«001a2b3c4d5e»", "x «08:00:27:12:34:56»",
    "x «02:42:10:20:30:40»",
    "x «04:72:95:81:64:90»",
    "mac «10:20:30:40:50:60»", "x «001b.4411.3ab7»",
    "mac 0012.3456.7890".replacing("0012", with: "«0012") + "»",
  ])
  func hardwareAddressesGo(text: String) throws {
    try expectMarked(text, as: .macAddress)
  }

  @Test(arguments: [
    "01:28:14:55:50:27", "09:15:00:12:30:59", "physical memory 001a2b3c4d5e", "bluetooth 001a2b3c4d5e",
    "10:20:30:40:50:60", "time 12:34:56:78:90:12", "F9AB ; [.A452.0020.0002] # CJK", "[*02C1.0020.0002]",
    ".2260.0020.0008.0001", "01:00:1a:2b:3c:4d:5e", "0102.0304.0506",
    "SHA 5e:00:1a:2b:3c:4d:5e:00:1b:21:0a:bb:cc:08", "mac is a dev_kit", "dev_00_1A_2B",
  ])
  func otherPairsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "<sec:intercept-url pattern=\"/**\" access=\"@fsi.getAccessDecisionManager() eq @x\"/>",
    "expression=\"execution(* x(..))\" access=\"@authz.check(#root)\"", "module@file.py",
    "pkg:maven/org.jgroups/jgroups@5.3.10.Final", "title=SHA-256::#{sha}", "pad(64::'x')",
  ])
  func annotationsAndPackagesStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "<x a=\"b\" to=\"«otto@mail.example»\"/>", "«\"otto muster\"@mail.example»", "«otto@163.com»",
    "«otto@empresa.com.py»",
  ])
  func addressesOfMailGo(text: String) throws {
    try expectMarked(text, as: .emailAddress)
  }

  @Test func aColumnIsNoPartOfASession() throws {
    try expectMarked("for sessionid: «0x14f4a6318b80004»,E38,Processed session", as: .sessionID)
  }
}
