import JSON

/// JSON that a terminal takes no command from.
package enum TerminalText {
  /// Escapes what JSON leaves as it is: DEL and the second set of control characters, which only stand in strings.
  package static func escaping(_ json: [UInt8]) -> String {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count)
    var index = 0
    while index < json.count {
      let byte = json[index]
      index += 1
      if byte == 0x7F {
        append(byte, to: &escaped)
      } else if byte == 0xC2, index < json.count, (0x80...0x9F).contains(json[index]) {
        append(json[index], to: &escaped)
        index += 1
      } else {
        escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func append(_ control: UInt8, to json: inout [UInt8]) {
    json += "\\u00".utf8
    Hexadecimal.append([control], to: &json)
  }
}
