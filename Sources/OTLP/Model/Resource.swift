/// What produced the telemetry: a service, its host, its process.
public struct Resource: Sendable, Hashable {
  public var attributes: Attributes
  public var schemaURL: String

  public init(attributes: Attributes = [:], schemaURL: String = "") {
    self.attributes = attributes
    self.schemaURL = schemaURL
  }
}
