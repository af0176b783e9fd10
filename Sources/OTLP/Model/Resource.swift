/// What produced the telemetry: a service, its host, its process.
public struct Resource: Sendable, Hashable {
  /// The attributes of the source: `service.name` and others.
  public var attributes: Attributes
  /// The semantic conventions' version that the attributes follow; empty for none.
  public var schemaURL: String

  /// A resource; what is not named is empty.
  public init(attributes: Attributes = [:], schemaURL: String = "") {
    self.attributes = attributes
    self.schemaURL = schemaURL
  }
}
