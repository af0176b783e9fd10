import Testing

@testable import Redaction

/// Lists under the plural of a name.
@Suite struct ListedSecretTests {
  @Test(arguments: [
    #"tokens=["«Kq7vTn2Rx9ab»","«Zp8wUm3Sy0cd»"]"#, #"acme_tokens=["«q7GouSHrcvm2i4JS»"]"#,
    "api_keys: [«Kq7vTn2Rx9ab», «Zp8wUm3Sy0cd»]", #""api_keys":["«Kq7vTn2Rx9ab»"]"#,
    #"secret_keys=["«Kq7vTn2Rx9ab»"]"#, "API_TOKENS=«Kq7vTn2Rx9ab,Zp8wUm3Sy0cd»",
    "passwords: [«Kq7vTn2Rx9», «Zp8wUm3Sy0»]", "api_keys:\n  - «q7GouSHrcvm2i4JS»\n  - «Zp8wUm3Sy0cdEf12»",
    "tokens:\n- \"«q7GouSHrcvm2i4JS»\"", #""args": ["--user", "otto", "--password", "«krokus58»"]"#,
  ])
  func isTaken(text: String) throws {
    try expectMarked(text)
  }

  /// Tokens of models, keys of caches and of objects.
  @Test(arguments: [
    #""tokens": ["hello", "world", "ing"]"#, "tokens=[101, 2023, 102]", "tokens: 1234 used",
    "max_tokens: [128, 256]", "input_tokens=512, output_tokens=77", #""tokens":["Ġthe","Ġquick"]"#,
    #"keys=["user:1234","user:5678"]"#, #"keys=["id", "name"]"#, #""stop_tokens": ["<eos>", "user"]"#,
  ])
  func isHarmless(text: String) throws {
    try expectMarked(text)
  }
}
