import JSON
import Testing

@Suite struct JSONTreeTests {
  private func written(
    _ json: [UInt8],
    _ dialect: JSONReader.Dialect = .standard,
    _ limits: JSONTreeReader.Limits = .init()
  ) -> String? {
    try? tree(json, dialect, limits).map { String(decoding: $0.encoded, as: UTF8.self) }.get()
  }

  private func tree(
    _ json: [UInt8],
    _ dialect: JSONReader.Dialect,
    _ limits: JSONTreeReader.Limits
  ) -> Result<JSONValue, JSONError> {
    json.withUnsafeBufferPointer { json in
      var reader = JSONTreeReader(json, dialect: dialect, limits: limits)
      return Result { () throws(JSONError) in try reader.document() }
    }
  }

  @Test(
    "Numbers and escapes stay as they were written",
    arguments: [
      "12345678901234567890123", "-0", "1.50", "1E+2", "[]", "{}", #"{"a":1,"a":2,"":[null,true,false]}"#,
      #""\u0041\/\ud83d\ude00\ud800""#, #"{"\u0041":"\b"}"#, #""é\n\"""#,
    ]
  )
  func keeps(json: String) {
    #expect(written(Array(json.utf8)) == json)
    #expect(written(Array(" \n\(json)\t\r ".utf8)) == json)
  }

  @Test(
    arguments: [
      "", " ", "01", "1.", ".5", "+1", "1e", "--1", "tru", "nul", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}",
      "{a:1}",
      "{\"a\":1,}", "[1 2]", "1 2", "\"", "\"\\\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"", "\"a\nb\"", "[}",
      "[",
      "NaN", "-Infinity",
    ]
  )
  func refusesWhatIsNoJSON(json: String) {
    #expect(written(Array(json.utf8)) == nil)
  }

  @Test func pythonHasMoreNumbers() {
    let long = "1" + String(repeating: "0", count: 600)
    for number in ["NaN", "Infinity", "-Infinity", long] {
      #expect(written(Array("[\(number)]".utf8), .python) == "[\(number)]")
      #expect(written(Array("[\(number)]".utf8)) == nil)
    }
    for word in ["nan", "Inf", "-NaN", "+1", "01", "Infinit"] {
      #expect(written(Array("[\(word)]".utf8), .python) == nil)
    }
  }

  @Test func nestingAndValuesAreBounded() {
    let json = Array("[[[1]],{\"a\":[{}]}]".utf8)
    #expect(tree(json, .standard, .init(depth: 2)) == .failure(JSONError(.nestingTooDeep, offset: 2)))
    #expect(written(json, .standard, .init(depth: 2, deepValue: "deep")) == #"[["deep"],{"a":"deep"}]"#)
    #expect(written(json, .standard, .init(depth: 4)) == String(decoding: json, as: UTF8.self))
    #expect(tree(json, .standard, .init(values: 3)) == .failure(JSONError(.tooLarge, offset: 3)))
    // What is passed over takes no stack.
    let deep =
      Array(repeating: UInt8(ascii: "["), count: 100_000)
      + Array(repeating: UInt8(ascii: "]"), count: 100_000)
    #expect(written(deep, .standard, .init(depth: 1, deepValue: "deep")) == #"["deep"]"#)
  }

  @Test func whatIsNoUTF8IsCounted() throws {
    let json = Array("[\"a".utf8) + [0xFF] + Array("\",\"\\u0041".utf8) + [0x80] + Array("\"]".utf8)
    let (value, invalid, deep) = try json.withUnsafeBufferPointer { json in
      var reader = JSONTreeReader(json)
      return (try reader.document(), reader.invalidTexts, reader.deepValues)
    }
    #expect(value == .array([.string("a\u{FFFD}"), .string("A\u{FFFD}")]))
    #expect(invalid == 2 && deep == 0)
  }
}
