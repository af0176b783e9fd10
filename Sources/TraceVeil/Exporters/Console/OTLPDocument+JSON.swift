extension OTLPDocument {
  /// A number, or a text for what JSON has no number for.
  static func double(_ number: Double) -> OTLPDocument {
    if number.isNaN { return .string("NaN") }
    if number.isInfinite { return .string(number < 0 ? "-Infinity" : "Infinity") }
    return .literal(number.description)
  }

  /// On one line.
  var json: String {
    var text = ""
    writeJSON(to: &text)
    return text
  }

  private func writeJSON(to text: inout String) {
    switch self {
    case .string(let string): JSONString.write(string, to: &text)
    case .literal(let literal): text += literal
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.writeJSON(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        JSONString.write(member.name, to: &text)
        text += ":"
        member.value.writeJSON(to: &text)
      }
      text += "}"
    }
  }

  /// What an `AnyValue` holds, in plain JSON: an attribute for people to read.
  var plainValue: OTLPDocument {
    guard case .object(let members) = self, let member = members.first else { return .literal("null") }
    switch member.name {
    // Numbers of 64 bits are texts in OTLP's JSON, for the sake of JavaScript.
    case "intValue": return member.value.asLiteral
    case "arrayValue": return .array(member.value.elements("values").map(\.plainValue))
    case "kvlistValue":
      return .object(
        member.value.elements("values").map {
          Member(name: $0.text("key") ?? "", value: $0["value"]?.plainValue ?? .literal("null"))
        }
      )
    default: return member.value
    }
  }

  private var asLiteral: OTLPDocument {
    if case .string(let text) = self { .literal(text) } else { self }
  }
}

/// Texts between quotation marks.
enum JSONString {
  static func quoted(_ string: String) -> String {
    var text = ""
    write(string, to: &text)
    return text
  }

  /// Escapes also what a terminal would take for a command: DEL and the second set of control characters.
  static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
        text += "\\u00" + Hexadecimal.text([UInt8(scalar.value)])
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: some Collection<UInt8>) -> String {
    var output: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let group = Array(rest.prefix(3))
      rest = rest.dropFirst(3)
      let padded = group + Array(repeating: 0, count: 3 - group.count)
      let number = Int(padded[0]) << 16 | Int(padded[1]) << 8 | Int(padded[2])
      for place in 0..<4 {
        let isPadding = place > group.count
        output.append(isPadding ? UInt8(ascii: "=") : alphabet[number >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
