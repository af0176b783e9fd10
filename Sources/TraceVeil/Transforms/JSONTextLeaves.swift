import JSON

/// Finds the strings of a JSON document that are values, each with the path it stands at.
struct JSONTextLeaves {
  struct Leaf: Hashable {
    /// The same for the same path in any document of this process; two paths hardly ever share one.
    var path: Int
    /// What stands between the quotes.
    var content: Range<Int>
  }

  /// The path of a document that is one string.
  static let root = 0

  private var reader: JSONReader
  private var leaves: [Leaf] = []

  /// Nil when the text is no JSON. Words and strings that JSON does not have are taken for ones that it has.
  static func find(in text: [UInt8]) -> [Leaf]? {
    text.withUnsafeBufferPointer { text in
      var scan = JSONTextLeaves(reader: JSONReader(text, dialect: .lenient))
      do throws(JSONError) {
        try scan.value(path: root)
        try scan.reader.end()
        return scan.leaves
      } catch {
        return nil
      }
    }
  }

  private mutating func value(path: Int) throws(JSONError) {
    var isFirst = true
    switch try reader.nextKind() {
    case .string:
      let token = try reader.stringToken()
      leaves.append(Leaf(path: path, content: token.offset..<token.offset + token.bytes.count))
    case .object:
      try reader.enterObject()
      while let name = try reader.nextMember(isFirst: &isFirst) {
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(bytes: UnsafeRawBufferPointer(name.bytes))
        try value(path: hasher.finalize())
      }
    case .array:
      try reader.enterArray()
      var number = 0
      while try reader.nextElement(isFirst: &isFirst) {
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(number)
        try value(path: hasher.finalize())
        number += 1
      }
    case .number, .boolean, .null: try reader.skipValue()
    }
  }
}
