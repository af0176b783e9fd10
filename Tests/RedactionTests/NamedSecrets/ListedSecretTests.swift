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

  /// Every value goes, not the first alone, whatever marks hold them.
  @Test(arguments: [
    "api_key = ['«Kq7vTn2Rx9ab»', '«Zp8wUm3Sy0cd»']", "const tokens = ['«Kq7vTn2Rx9ab»','«Zp8wUm3Sy0cd»'];",
    "passwords = ('«Kq7vTn2Rx9ab»', '«Zp8wUm3Sy0cd»')", "passwords = {'«Kq7vTn2Rx9ab»', '«Zp8wUm3Sy0cd»'}",
    "api_key = [\n  '«Kq7vTn2Rx9ab»',\n  '«Zp8wUm3Sy0cd»',\n]",
    "tokens: ['«Kq7vTn2Rx9ab»', '«Zp8wUm3Sy0cd»']",
    "tokens: [«Kq7vTn2Rx9ab», «Zp8wUm3Sy0cd»]",
    "{'api_keys': ['«Kq7vTn2Rx9ab»', '«Zp8wUm3Sy0cd»'], 'user': 'otto'}",
    #"String[] apiKeys = {"«Kq7vTn2Rx9ab»", "«Zp8wUm3Sy0cd»"};"#,
    #"var tokens = []string{"«Kq7vTn2Rx9ab»", "«Zp8wUm3Sy0cd»"}"#,
    #"let secrets = vec!["«Kq7vTn2Rx9ab»", "«Zp8wUm3Sy0cd»"];"#,
    "$passwords = array('«Kq7vTn2Rx9ab»', '«Zp8wUm3Sy0cd»');",
    "passwords: '«Kq7vTn2Rx9ab»', '«Zp8wUm3Sy0cd»'",
    "- **secrets**: `«Kq7vTn2Rx9ab»`, `«Zp8wUm3Sy0cd»`", "API keys: `«Kq7vTn2Rx9ab»` and `«Zp8wUm3Sy0cd»`",
    "`api_key`: `«Kq7vTn2Rx9ab»`", "| `api_key` | `«Kq7vTn2Rx9ab»` |", "API_KEYS=«Kq7vTn2Rx9ab,Zp8wUm3Sy0cd»",
    "api_keys:\n  prod: «Kq7vTn2Rx9ab»\n  stage: «Zp8wUm3Sy0cd»\nname: otto7x1234",
    "tokens: {github: «Kq7vTn2Rx9ab», gitlab: «Zp8wUm3Sy0cd»}",
    "tokens = {'a': '«Kq7vTn2Rx9ab»', 'b': '«Zp8wUm3Sy0cd»'}",
  ])
  func allOfItsValuesAreTaken(text: String) throws {
    try expectMarked(text)
  }

  /// Tokens of models, keys of caches and of objects.
  @Test(arguments: [
    #""tokens": ["hello", "world", "ing"]"#, "tokens=[101, 2023, 102]", "tokens: 1234 used",
    "max_tokens: [128, 256]", "input_tokens=512, output_tokens=77", #""tokens":["Ġthe","Ġquick"]"#,
    "tokens: [101, 2023, 102]", "tokens:\n  count: 12\n  limit: 4096", "tokens: {prompt: 12, completion: 77}",
    "tokens: ['the', 'quick']", "API keys: `name`, `scope`",
    #"keys=["user:1234","user:5678"]"#, #"keys=["id", "name"]"#, #""stop_tokens": ["<eos>", "user"]"#,
  ])
  func isHarmless(text: String) throws {
    try expectMarked(text)
  }
}
