import Testing

@testable import Redaction

/// Values on the line behind a label, in columns that blanks align, under a key of YAML, and among colours.
@Suite struct LabelledValueTests {
  @Test(arguments: [
    "Password\n«Linde8g9H53z»", "Username\notto\nPassword\r\n«Linde8g9H53z»\r\nRole\nadmin",
    "Your temporary password\n  «Linde8g9H53z»\n", "API Key\n«8d7s6a5k4j3h2g1f0q9w»",
    "API_KEY\r\n«9f86d081884c7d659a2feaa0c55ad015»", "Access Token\n\n«f92ndkA0sLq72mXpZv8W»",
    "## API key\n\n«b1Cs4Fg0Hj5mQp8Zv7Wt»",
    "**API key**\n`«b1Cs4Fg0Hj5mQp8Zv7Wt»`", "1. API key\n   «Zx92kLmQ8pWv7RtYn5Bc»",
    "Secret Key\n«hGtPZk81jsLq02mXnc73»",
    "apiKey\n«9f86d081884c7d659a2feaa0c55ad015»",
  ])
  func isFoundBehindALabel(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "Password\nmust be changed", "Username\nPassword\nLogin", "Password\n========", "password\nsha256",
    "Password\n12345678", "password\nfunction2", "Password\nresetToken2", "Password\nLinde8g9H53z is old",
    "see the password\n/etc/Linde8g9H53z", "- password\nLinde8g9H53z", "API key\nis required for all of them",
    "primary key\n9f86d081884c7d659a2feaa0c55ad015", "API keys\n\nhttps://example.org/9f86d081884c7d659a2f",
    "Key\n9f86d081884c7d659a2feaa0c55ad015", "API key\n----------------------",
    "API key\nget_api_key_2024_from_env",
  ])
  func otherLinesStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "NAME     PASSWORD     ROLE\notto     «hunter2x»     admin\nanna     «tulpe99»      user",
    "USER   PASSWORD\notto   «hunter2x»\nanna   «Tanne77x»",
    "user    password     host\n------- ------------ ----\notto    «hunter2x»     db1\nanna    «geheim9z»     db2",
    "NAME    SECRET              AGE\r\nfoo     «q7GouSHrcvm2i4JS»    3d\r\n",
    "PASSWORD     ROLE\n«hunter2x»     admin\n",
  ])
  func isFoundInAnAlignedColumn(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "NAME         TYPE     DATA   AGE\ndb-secret    Opaque   2      3d",
    "Name      Password   Enabled\nroot      yes        no", "The  password  is\nnot9x  so8y     far",
    "NAME     PASSWORD     ROLE\nthe next table says hunter2x and others",
  ])
  func otherTablesStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "secret:\n  key: «q7GouSHrcvm2i4JS»", "stripe:\n  key: \"«q7GouSHrcvm2i4JS»\"",
    "credentials:\n  key: «q7GouSHrcvm2i4JS»", #"{"secret":{"key":"«q7GouSHrcvm2i4JS»"}}"#,
    #"{"openai": {"key": "«q7GouSHrcvm2i4JS»"}}"#,
    #"{"a":"{\"secret\":{\"key\":\"«q7GouSHrcvm2i4JS»\"}}","b":1,"c":"x"}"#,
  ])
  func isFoundUnderAKey(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "secret:\n  name: db-secret\n  key: password", "secretKeyRef:\n  name: x\n  key: db-password-1",
    "secret:\n  key: tls.crt", #"{"secret":{"name":"x","key":"tls-2024-main"}}"#,
    "cache:\n  key: q7GouSHrcvm2i4JS",
  ])
  func keysOfOthersStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "#033[31mpassword#033[0m=«Kq7vTn2Rx9»", "password=#033[32m«Kq7vTn2Rx9»#033[0m",
    "#033[1mpassword:#033[0m «Kq7vTn2Rx9»", "password: ^[[32m«Kq7vTn2Rx9»^[[0m",
    "password#033[0m: #033[32m«Kq7vTn2Rx9»#033[0m", "token=#033[36m«q7GouSHrcvm2i4JS»#033[0m user=otto",
    "password=«hunter2x»#033[0m user=x", "\"password\"#033[0m: #033[32m\"«Kq7vTn2Rx9»\"#033[0m",
    "password=#033[38;5;208m«Kq7vTn2Rx9»#033[m", "api_key: #033[1m«q7GouSHrcvm2i4JS»#033[22m",
    "password=«Kq7vTn2Rx9#0»",
  ])
  func coloursOfSyslogAreNoPart(text: String) throws {
    try expectMarked(text)
  }
}
