import Testing

@testable import Redaction

/// What stands between a word for a phone and a number, and behind it.
@Suite struct PhoneWordTests {
  @Test(arguments: [
    "phones: 12000 sold in 2024", "iPhone 15 costs 12345", "phone battery 4000 5000 mAh",
    "tel aviv 2023 2024",
    "mobile view 375 667 1024", "fax machine model 2000 3000", "telephone poles 12345678 in total",
    "mobile users 1234567 active 7654321", "phone bill 2024-11 120.50", "phones 1234567 in use",
    "smartphones: 12345678 units", "phone sold 12345678", "phone charger 20000 30000",
    "telephone booths 12345678",
    "mobile banking 12345678", "mobile traffic 5000 7000", "cell tower 12345678", "phone screen 1080 2400",
    "mobile 375 667", "phone 1170 2532", "mobile: 12345678 downloads", "phone 12345 €", "phone € 12345",
    "mobile 12345678 per month", "fax paper 500 1000", "phone 2023 2024", "headphones 12345678",
    "telephony 12345678", "francophone 12345678", "Telefonbuch 12345678", "Telefonrechnung 2024 1234",
    "payphones 12345678", "phone app 1234567 installs", "iPhone15 12345678", "iPhones 12345678",
    "Mobile World Congress 2023 2024", "phone sales 12345678", "mobile: 375 667", "phones=12000",
    "iPhone: 12345678",
    "{\"phone_battery\":40005000}", "mobile_users=12345678", "phone_bill: 12345678", "telefon akku 4000 5000",
    "phone kiosk 12345678", "mobile device width 375 812", "phone models 12345678 9876543",
    "number of phones: 1234567", "phone battery 2025550143", "mobile users 2025550143",
    "handset phones 98567 01314 sold",
    "mobile 13800138000 views",
  ])
  func numbersOfOtherThingsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "phone «22334455»", "phone: «22334455»", "phones: «22334455», «22334466»", "mobile «22334455»",
    "fax: «22123»",
    "phone of Otto Muster: «22334455»", "phone of the customer «0301234567»", "mobile phone «22334455»",
    "phone (Berlin): «22334455»", "Telefon privat «030 123456»", "telefon hjem: «22334455»",
    "phone_primary=«22334455»",
    "phone_alt: «22334455»", "userPhone: «22334455»", "\"phones\":[\"«22334455»\"]",
    "phone number of Otto is «0301234567»",
    "my iPhone's phone number is «0301234567»", "call me on my iPhone: «2025550143»",
    "phone John «912 345 678»",
    "mobile for Anna «(030) 123456»", "phone 1: «22334455»", "Telefonnummer «22334455»",
    "telephone «2123 4567»",
    "phone: «1170 2533»", "phone: «2023 2024»", "phone «22334455» in Berlin", "workphone «22334455»",
    "telefon «22334455» active", "Phone number for support is «22334455»", "telefonisch unter «0301234567»",
  ])
  func numbersOfPhonesGo(text: String) throws {
    try expectMarked(text, as: .phoneNumber)
  }

  @Test func aKeyMayBeOfAPartOfAPhone() throws {
    for key in ["phone_battery", "mobile.users", "phoneBill"] {
      #expect(try redact("22334455", key: key) == nil)
    }
    for key in ["phone_home", "mobile", "phonePrimary"] {
      #expect(try redact("22334455", key: key) == "<PHONE_NUMBER>")
    }
  }
}
