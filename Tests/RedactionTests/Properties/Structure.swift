/// A text in three parts: what stands before a value, the value, and what stands behind it.
struct Structure {
  var head: String
  var body: String
  var tail: String

  var text: String { head + body + tail }

  /// Puts the text into a string of a JSON document, as a value or as a key.
  mutating func wrap(using random: inout SeededGenerator) {
    head = Self.escaped(head, using: &random)
    body = Self.escaped(body, using: &random)
    tail = Self.escaped(tail, using: &random)
    let (before, after) = Self.documents.randomElement(using: &random) ?? ("", "")
    let space = Self.spaces.randomElement(using: &random) ?? ""
    head = "\(space)\(before)\(head)"
    tail = "\(tail)\(after)\(space)"
  }

  /// Puts the text into a JSON document as it is: for numbers.
  mutating func wrapNumber(using random: inout SeededGenerator) {
    let (before, after) = Self.numbers.randomElement(using: &random) ?? ("", "")
    head = before + head
    tail += after
  }

  /// Loses its end, at any place behind the value.
  mutating func truncate(using random: inout SeededGenerator) {
    tail = String(tail.prefix(Int.random(in: 0...tail.count, using: &random)))
  }

  private static let spaces = ["", "", "", " ", "\n  "]

  private static let documents = [
    (#"{"content":""#, #""}"#), (#"[""#, #""]"#), (#"""#, #"""#),
    (#"{"a":[1,2.5e3,null],"k": { "deep":[""#, #"",{}]}}"#),
    (#"{"é\n":true,""#, #"":"as a key","n":-0.5}"#),
    (#"{"x":"say \"hi\" \\ \/ \u00e9\ud83d\ude00 \n","y":""#, #"","z":"\t"}"#),
    (#"[[],{},"😀",{"role":"user","content":""#, #""},"日本語\n"]"#),
  ]

  /// What Python writes, and what is no JSON at all.
  static let lax = [
    (#"{"a": NaN, "m": ""#, #"", "b": -Infinity}"#), (#"{"m": ""#, #"",}"#), (#"{m: ""#, #""}"#),
    (#"data: {"m":""#, #""}"#), (#"{'m': '"#, #"'}"#), (#"{"m":""#, #""} trailing"#),
  ]

  private static let numbers = [
    (#"{"ssn card phone":"#, "}"), ("[1,", ",2]"), ("[", "]"), (#"{"a":{"n": "#, #" , "b":null}}"#),
    ("[[", "]]"),
  ]

  private static func escaped(_ text: String, using random: inout SeededGenerator) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "/" where Bool.random(using: &random): result += "\\/"
      default:
        let isEscaped = scalar.value < 0x20 || Int.random(in: 0..<16, using: &random) == 0
        result += isEscaped ? unicode(scalar) : String(scalar)
      }
    }
    return result
  }

  private static func unicode(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let hex = String(unit, radix: 16, uppercase: unit & 1 == 0)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }.joined()
  }
}
