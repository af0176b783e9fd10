// What the answers of receivers hold, where null counts as absent.
extension JSONReader {
  /// Reads an object; null counts as an empty one. `member` must read the value of its name.
  mutating func object(
    _ member: (inout JSONReader, String) throws(DecodeError) -> Void
  ) throws(DecodeError) {
    if try skipNull() { return }
    try enterObject()
    var isFirst = true
    while let name = try nextMember(isFirst: &isFirst) {
      try member(&self, String(decoding: name.text, as: UTF8.self))
    }
  }

  /// Reads a string; null counts as an empty one.
  mutating func string() throws(DecodeError) -> String {
    if try skipNull() { return "" }
    return String(decoding: try stringToken().text, as: UTF8.self)
  }

  /// Reads a whole number, which may stand in a string; null counts as 0.
  mutating func integer() throws(DecodeError) -> Int64 {
    if try skipNull() { return 0 }
    let token = try nextKind() == .string ? stringToken() : numberToken()
    guard let value = token.integer(as: Int64.self) else {
      throw DecodeError(.invalidValue, offset: token.offset)
    }
    return value
  }
}
