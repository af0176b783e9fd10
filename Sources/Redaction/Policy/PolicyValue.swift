/// A value that a rule sets: whatever YAML can write.
public enum PolicyValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([PolicyValue])
  /// Members in the order of the file.
  case object([Member])

  public struct Member: Sendable, Hashable {
    public let key: String
    public let value: PolicyValue
  }
}
