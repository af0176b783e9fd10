/// One span of a batch, to read and to change.
public struct SpanEditor: ~Copyable {
  public var name: String { "" }
  public var kind: SpanKind { .unspecified }
  public var statusMessage: String { "" }
  public var scopeName: String { "" }
  public mutating func setName(_ name: String) throws {}
  public mutating func setKind(_ kind: SpanKind) {}
  public mutating func setStatusMessage(_ message: String) throws {}
  public func attribute(_ key: String) -> AttributeValue? { nil }
  public func forEachAttribute(_ body: (String, AttributeValue) throws -> Void) rethrows {}
  public mutating func setAttribute(_ key: String, to value: AttributeValue) throws {}
  public mutating func removeAttribute(_ key: String) -> Bool { false }
  public func resourceAttribute(_ key: String) -> AttributeValue? { nil }
  /// Takes the span out of the batch when the closure returns.
  public mutating func drop() {}
  public mutating func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {}
}
