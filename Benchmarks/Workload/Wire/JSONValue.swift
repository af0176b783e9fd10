/// A JSON document, written as Python's `json.dumps` writes it: `, ` and `: ` between the parts.
indirect enum JSONValue {
  case string(String)
  case number(String)
  case boolean(Bool)
  case null
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// What of a string is written as an escape, beyond what JSON demands.
  struct Escapes {
    /// Everything beyond ASCII becomes `\uXXXX`, as `ensure_ascii` has it.
    var nonASCII = false
    /// `@` becomes `\u0040`, as some encoders write it for HTML's sake.
    var atSign = false
  }

  func serialized(_ escapes: Escapes = Escapes()) -> String {
    var text = ""
    write(to: &text, escapes)
    return text
  }

  private func write(to text: inout String, _ escapes: Escapes) {
    switch self {
    case .string(let content):
      Self.write(content, to: &text, escapes)
    case .number(let digits):
      text += digits
    case .boolean(let flag):
      text += flag ? "true" : "false"
    case .null:
      text += "null"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text, escapes)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        Self.write(member.key, to: &text, escapes)
        text += ": "
        member.value.write(to: &text, escapes)
      }
      text += "}"
    }
  }

  private static func write(_ content: String, to text: inout String, _ escapes: Escapes) {
    text += "\""
    for unit in content.unicodeScalars {
      switch unit {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "@" where escapes.atSign: text += "\\u0040"
      case _ where unit.value < 0x20 || (escapes.nonASCII && unit.value > 0x7E):
        for codeUnit in String(unit).utf16 {
          let hex = String(codeUnit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      default:
        text.unicodeScalars.append(unit)
      }
    }
    text += "\""
  }
}
