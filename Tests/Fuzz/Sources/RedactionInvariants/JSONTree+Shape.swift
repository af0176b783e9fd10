extension JSONTree {
  /// Why `redacted` is not this text with strings and numbers replaced; nil when it is just that.
  ///
  /// Members and elements stay in number and order, a number may become a string, a string stays one, and one
  /// that holds JSON still does. Members whose keys were different have different keys.
  public func difference(in redacted: JSONTree) -> String? {
    switch (self, redacted) {
    case (.null, .null): return nil
    case (.bool(let before), .bool(let after)): return before == after ? nil : "another boolean"
    case (.number(let before), .number(let after)): return before == after ? nil : "another number"
    case (.number, .string): return nil
    case (.string(let before), .string(let after)):
      guard before != after, let inside = nested else { return nil }
      guard let insideAfter = JSONTree(after) else { return "JSON in a string is none any more" }
      return inside.difference(in: insideAfter)
    case (.array(let before), .array(let after)):
      guard before.count == after.count else { return "elements were lost or made" }
      return firstDifference(zip(before, after))
    case (.object(let before), .object(let after)):
      guard before.count == after.count else { return "members were lost or made" }
      for (before, after) in zip(before, after) {
        let difference = Self.difference(ofKey: before.key, after.key)
        if let difference = difference ?? before.value.difference(in: after.value) { return difference }
      }
      return Self.merges(before.map(\.key), after.map(\.key)) ? "two keys became one" : nil
    default: return "a value changed its type"
    }
  }

  /// The number of a key that holds JSON stands behind that.
  private static func difference(ofKey before: [UInt8], _ after: [UInt8]) -> String? {
    guard let difference = JSONTree.string(before).difference(in: .string(after)) else { return nil }
    let name = after.reversed().drop { (0x30...0x39).contains($0) }
    guard name.first == UInt8(ascii: "_") else { return difference }
    return JSONTree.string(before).difference(in: .string(name.dropFirst().reversed()))
  }

  private static func merges(_ before: [[UInt8]], _ after: [[UInt8]]) -> Bool {
    var origins: [[UInt8]: [UInt8]] = [:]
    for (before, after) in zip(before, after) {
      if let origin = origins.updateValue(before, forKey: after), origin != before { return true }
    }
    return false
  }

  private func firstDifference(_ pairs: some Sequence<(JSONTree, JSONTree)>) -> String? {
    for (before, after) in pairs {
      if let difference = before.difference(in: after) { return difference }
    }
    return nil
  }
}
