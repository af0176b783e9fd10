extension JSONTree {
  /// Why `redacted` is not this text with strings and numbers replaced; nil when it is just that.
  ///
  /// Members and elements stay in number and order, a number may become a string, a string stays one, and one
  /// that holds JSON still does.
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
      let keys = zip(before, after).map { (JSONTree.string($0.key), JSONTree.string($1.key)) }
      return firstDifference(keys) ?? firstDifference(zip(before, after).map { ($0.value, $1.value) })
    default: return "a value changed its type"
    }
  }

  private func firstDifference(_ pairs: some Sequence<(JSONTree, JSONTree)>) -> String? {
    for (before, after) in pairs {
      if let difference = before.difference(in: after) { return difference }
    }
    return nil
  }
}
