/// The library that made a span.
public struct InstrumentationScope: Sendable, Hashable {
  public var name: String
  public var version: String
  public var attributes: Attributes
  public var schemaURL: String

  public init(name: String = "", version: String = "", attributes: Attributes = [:], schemaURL: String = "") {
    self.name = name
    self.version = version
    self.attributes = attributes
    self.schemaURL = schemaURL
  }
}
