@testable import Redaction

/// Texts of which all is one match, by recognizer: what the contract test and the property tests plant.
enum RecognizerSamples {
  static let all: [(recognizer: any Recognizer, samples: [String])] =
    [
      (
        IBANRecognizer(),
        [
          "DE43027018880364673677", "de43027018880364673677", "GB31 FGNG 9450 5943 0730 63",
          "NO80 4415 2073 801",
        ]
      ),
      (
        CryptoRecognizer(),
        [
          "14D1Jfg5eiVJ2yLCf35P3bQBgNUsFUPhBX", "34fJCV2JhBNERXY2pg5UV7ojm874P4nA3J",
          "bc1q4emuny7t2z99jwutp4uedsgpk3g9txnhc272qd",
          "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
          "0xc54ba471ed6e1c5b273741d049998a6fdb4f9e22", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        ]
      ),
      (USTaxpayerNumberRecognizer.socialSecurity, ["266-77-2993", "285 66 6566", "631330112"]),
      (USTaxpayerNumberRecognizer.individualTaxpayer, ["912-70-1234", "900 55 1234", "999881234"]),
      (IPv4Recognizer(), ["72.252.134.248", "10.101.101.62", "1.1.1.1", "198.51.100.255"]),
      (
        IPv6Recognizer(),
        ["2001:db8::4071:684", "f19c:f8c5:c935:b9ad:d3c7:59c6:4d49:969f", "::ffff:192.0.2.1", "fe80::1%eth0"]
      ),
      (MACAddressRecognizer(), ["cc:1c:d7:a2:e4:f4", "FE-5F-43-C7-7E-0E", "aabb.ccdd.eeff"]),
      (
        PhoneNumberRecognizer(),
        [
          "(206) 410-9364", "512-866-8496", "+13125560545", "+49 30 26398534", "+33 6 63 16 57 70",
          "020 7644 8691", "+1 (206) 410-9364", "06 12 34 56 78", "512-866-8496 x123", "+44 (0)20 7644 8691",
          "2065551234",
        ]
      ),
      (UUIDRecognizer(), ["6210308e-7f25-4a3d-a40b-72a30dc1fad5"]),
      (URLRecognizer(), ["https://example.com/a?b=c", "http://localhost:8080"]),
      (
        DateTimeRecognizer(),
        [
          "04.09.1977", "2023-10-19", "August 22, 1951", "04 Oct 1973", "1952-04-24T16:56:13Z", "08/10/2016",
          "2024-01-02 03:04:05.678+01:00", "May 5", "5-MAY-2021", "May-2021", "21-May", "21.5.21", "05/21/21",
          "5/2021", "March 2019", "Sept. 2020", "4th of September", "3rd May 2021", "April '86", "May, 2021",
        ]
      ),
      (
        PrivateKeyRecognizer(),
        [
          "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg+kq/hkiG9w0BAQE=\n-----END PRIVATE KEY-----",
          "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXk\\n-----END OPENSSH PRIVATE KEY-----",
        ]
      ),
      (
        JSONWebTokenRecognizer(),
        ["eyJhbGciOiJIUzI1NiJ9.eyJ2xjtZnBFgapt5JjdONWXqQMR6GX2r.HcRiJs1Ec4tGe7ZAJSTuuEyx4Ng85Bza"]
      ),
      (
        URLCredentialsRecognizer(),
        [
          "postgres://svc:FwfAXZBCpyrw@db.internal:5432/app",
          "https://ghp0123456789abcdefghij@example.com/x.git",
          "mongodb+srv://u:p%40ss@h.example.net/?w=1",
        ]
      ),
    ] + TokenSamples.recognizers + NationalNumberSamples.recognizers.filter(\.recognizer.isOnByDefault)
}
