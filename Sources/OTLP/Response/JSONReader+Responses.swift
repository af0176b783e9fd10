internal import JSON

// What the answers of receivers hold, where null counts as absent.
extension JSONReader {
  /// Reads an object; null counts as an empty one. `member` must read the value of its name.
  mutating func object(
    _ member: (inout JSONReader, String) throws(JSONError) -> Void
  ) throws(JSONError) {
    if try skipNull() { return }
    try members(member)
  }

  /// Reads a string; null counts as an empty one.
  mutating func string() throws(JSONError) -> String {
    if try skipNull() { return "" }
    return String(decoding: try stringToken().text, as: UTF8.self)
  }

  /// Reads a whole number, which may stand in a string; null counts as 0.
  mutating func integer() throws(JSONError) -> Int64 {
    if try skipNull() { return 0 }
    let token = try nextKind() == .string ? stringToken() : numberToken()
    guard let value = token.integer(as: Int64.self) else {
      throw JSONError(.invalidValue, offset: token.offset)
    }
    return value
  }
}
