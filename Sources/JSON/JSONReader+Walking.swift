// Objects and arrays as a whole.
extension JSONReader {
  /// Reads an object. - Parameter member: Must read the value of its name.
  package mutating func members(
    _ member: (inout JSONReader, String) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enterObject()
    var isFirst = true
    while let name = try nextMember(isFirst: &isFirst) {
      try member(&self, String(decoding: name.text, as: UTF8.self))
    }
  }

  /// Reads an array. - Parameter element: Must read an element.
  package mutating func elements(
    _ element: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enterArray()
    var isFirst = true
    while try nextElement(isFirst: &isFirst) { try element(&self) }
  }
}
