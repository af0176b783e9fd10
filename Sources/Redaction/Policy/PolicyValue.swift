/// A value that a rule sets: whatever YAML can write.
package enum PolicyValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([PolicyValue])
  /// Members in the order of the file.
  case object([Member])

  package struct Member: Sendable, Hashable {
    package let key: String
    package let value: PolicyValue
  }
}
