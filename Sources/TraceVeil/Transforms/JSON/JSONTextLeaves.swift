import JSON

/// Finds the strings of a JSON document that are values, each with the path it stands at.
struct JSONTextLeaves {
  struct Leaf: Hashable {
    /// A number that is equal for equal paths in any document of this process. Different paths hardly ever have the
    /// same number.
    var path: Int
    /// What stands between the quotes.
    var content: Range<Int>
  }

  /// The path of a document that is one string.
  static let root = 0

  private var reader: JSONReader
  private var leaves: [Leaf] = []
  /// Whether the elements of the document, which is a list, have one path.
  private var isList = false
  /// Where the document ends, if a string may have no end.
  private var cut: Int?

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

  /// The leaves of a list, with their paths in its elements. Nil when the text is not a list in JSON.
  ///
  /// - Parameter isCut: Whether the end of the document may be missing.
  static func find(inList text: [UInt8], isCut: Bool) -> [Leaf]? {
    guard text.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") else { return nil }
    return text.withUnsafeBufferPointer { text in
      var scan = JSONTextLeaves(reader: JSONReader(text, dialect: .lenient))
      (scan.isList, scan.cut) = (true, isCut ? text.count : nil)
      do throws(JSONError) {
        try scan.value(path: root)
        try scan.reader.end()
        return scan.leaves
      } catch {
        return isCut ? scan.leaves : nil
      }
    }
  }

  private mutating func value(path: Int, isOutermost: Bool = true) throws(JSONError) {
    var isFirst = true
    switch try reader.nextKind() {
    case .string:
      let start = reader.position + 1
      do throws(JSONError) {
        let token = try reader.stringToken()
        leaves.append(Leaf(path: path, content: token.offset..<token.offset + token.bytes.count))
      } catch {
        if let cut, start < cut { leaves.append(Leaf(path: path, content: start..<cut)) }
        throw error
      }
    case .object:
      try reader.enterObject()
      while let name = try reader.nextMember(isFirst: &isFirst) {
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(bytes: UnsafeRawBufferPointer(name.bytes))
        try value(path: hasher.finalize(), isOutermost: false)
      }
    case .array:
      try reader.enterArray()
      var number = 0
      while try reader.nextElement(isFirst: &isFirst) {
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(isOutermost && isList ? 0 : number)
        try value(path: hasher.finalize(), isOutermost: false)
        number += 1
      }
    case .number, .boolean, .null: try reader.skipValue()
    }
  }
}
