import Testing
import TraceVeil

@testable import TraceVeilGateway

/// The rows of the specification's table ("Configuration Data Model", environment variable substitution), and some more.
@Suite("References to variables in a file")
struct VariableReferencesTests {
  private static let variables = [
    "STRING_VALUE": "value", "BOOL_VALUE": "true", "INT_VALUE": "1", "FLOAT_VALUE": "1.1",
    "HEX_VALUE": "0xdeadbeef",
    "INVALID_MAP_VALUE": "value\nkey:value", "DO_NOT_REPLACE_ME": "Never use this value", "EMPTY": "",
    "REPLACE_ME": "${DO_NOT_REPLACE_ME}", "VALUE_WITH_ESCAPE": "value$$",
  ]

  @Test(
    "What a value stands for",
    arguments: [
      ("${STRING_VALUE}", "value"), ("${BOOL_VALUE}", "true"), ("${INT_VALUE}", "1"),
      ("${FLOAT_VALUE}", "1.1"),
      ("${HEX_VALUE}", "0xdeadbeef"), ("${env:STRING_VALUE}", "value"),
      ("${INVALID_MAP_VALUE}", "value\nkey:value"),
      ("foo ${STRING_VALUE} ${FLOAT_VALUE}", "foo value 1.1"), ("${UNDEFINED_KEY}", ""), ("${EMPTY}", ""),
      ("${UNDEFINED_KEY:-fallback}", "fallback"), ("${EMPTY:-fallback}", "fallback"),
      ("${env:EMPTY:-a:-b}", "a:-b"),
      ("${STRING_VALUE:-fallback}", "value"), ("${UNDEFINED_KEY:-}", ""),
      ("${REPLACE_ME}", "${DO_NOT_REPLACE_ME}"),
      ("${UNDEFINED_KEY:-${STRING_VALUE}", "${STRING_VALUE"),
      ("${UNDEFINED_KEY:-${STRING_VALUE}}", "${STRING_VALUE}"),
      ("$${STRING_VALUE:-${STRING_VALUE}}", "${STRING_VALUE:-value}"),
      ("${UNDEFINED_KEY:-$${UNDEFINED_KEY}}", "${UNDEFINED_KEY:-${UNDEFINED_KEY}}"),
      ("${STRING_VALUE}${STRING_VALUE}", "valuevalue"),
      ("$${STRING_VALUE}", "${STRING_VALUE}"), ("$$${STRING_VALUE}", "$value"),
      ("$$$${STRING_VALUE}", "$${STRING_VALUE}"),
      ("$${STRING_VALUE:-fallback}", "${STRING_VALUE:-fallback}"), ("${VALUE_WITH_ESCAPE}", "value$$"),
      ("a $$ b", "a $ b"), ("a $ b", "a $ b"), ("$", "$"), ("$$", "$"), ("", ""),
      ("$STRING_VALUE", "$STRING_VALUE"),
      ("\u{E9} ${STRING_VALUE} \u{E9}", "\u{E9} value \u{E9}"), ("${_1}", ""),
    ]
  )
  func values(text: String, value: String) throws {
    #expect(try VariableReferences.resolve(text) { Self.variables[$0] } == value)
  }

  @Test(
    "What is no reference",
    arguments: [
      "${1A}", "${STRING_VALUE:?error}", "${STRING_VALUE", "${}", "${ STRING_VALUE}", "${A-B}", "${env:}",
      "${A:b}",
      "${A:-b\nc}", "$$ ${\u{E9}}",
    ]
  )
  func invalid(text: String) {
    #expect(throws: VariableReferences.Invalid.self) { try VariableReferences.resolve(text) { _ in nil } }
  }

  private func parse(_ text: String, _ variables: [String: String] = variables) throws -> Environment {
    try ConfigurationFile.environment(parsing: text, path: "t.yaml", variables: variables)
  }

  @Test("In a file: values only, in quotes and without, and nothing is unset")
  func file() throws {
    let environment = try parse(
      """
      TRACEVEIL_WORKERS: ${WORKERS:-3}
      TRACEVEIL_POLICY: "${STRING_VALUE}/policy.yaml"
      TRACEVEIL_REPLACEMENT: ${UNDEFINED_KEY:-}
      TRACEVEIL_ENTITIES: ${INVALID_MAP_VALUE}
      """
    )
    #expect(environment["TRACEVEIL_WORKERS"] == "3")
    #expect(environment["TRACEVEIL_POLICY"] == "value/policy.yaml")
    #expect(environment["TRACEVEIL_REPLACEMENT"] == nil)
    #expect(
      environment["TRACEVEIL_ENTITIES"] == "value\nkey:value",
      "what is in a variable adds no line to the file"
    )
    #expect(try parse("\"${STRING_VALUE}\": 1\n").keys == ["${STRING_VALUE}"])
    let error = #expect(throws: ConfigurationError.self) { try parse("\nTRACEVEIL_POLICY: 's3cret ${1A}'\n") }
    #expect(error?.source == .file(path: "t.yaml", line: 2) && error?.key == "TRACEVEIL_POLICY")
    #expect(error?.reason.contains("s3cret") == false)
  }

  @Test(
    "A variable that is not set leaves nothing unset by itself",
    arguments: ["${UNDEFINED_KEY}", "a${env:UNDEFINED_KEY}", "${STRING_VALUE}${UNDEFINED_KEY}"]
  )
  func undefined(value: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try parse("TRACEVEIL_AUTH_TOKENS_FILE: \(value)") }
    #expect(error?.reason.contains("UNDEFINED_KEY is not set") == true)
  }

  @Test("What is printed means the same when it is read")
  func printed() throws {
    let value = "a$b $$ ${STRING_VALUE} \"\\"
    let printed = try GatewayConfiguration(Environment(["TRACEVEIL_REPLACEMENT": value])).printed()
    #expect(try parse(printed)["TRACEVEIL_REPLACEMENT"] == value)
  }
}
