/// An exporter cannot be made from its configuration. Shows no value that may be secret.
public struct ExporterConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The property of ``OTLPExporterConfiguration`` that is wrong.
  public let property: String
  /// What is wrong with it. Holds nothing of its value.
  public let reason: String

  /// An error of one property.
  public init(property: String, reason: String) {
    self.property = property
    self.reason = reason
  }

  public var description: String { "\(property): \(reason)" }
}
