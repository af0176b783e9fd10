/// The library that made a span.
public struct InstrumentationScope: Sendable, Hashable {
  /// The name of the library that made the span; empty for none.
  public var name: String
  /// The library's version; empty for none.
  public var version: String
  /// Further attributes of the library.
  public var attributes: Attributes
  /// The semantic conventions' version that its spans follow; empty for none.
  public var schemaURL: String

  /// A scope; what is not named is empty.
  public init(name: String = "", version: String = "", attributes: Attributes = [:], schemaURL: String = "") {
    self.name = name
    self.version = version
    self.attributes = attributes
    self.schemaURL = schemaURL
  }
}
