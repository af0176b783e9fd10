/// What a receiver found in everything it accepted.
public struct DeliveryTally: Sendable, Codable, Hashable {
  /// Requests that were accepted and read to their end.
  public var requests = 0
  /// Their bytes as they came, and inflated.
  public var wireBytes = 0
  public var inflatedBytes = 0
  /// Requests that could not be inflated or were no `ExportTraceServiceRequest`.
  public var malformedRequests = 0
  /// Spans with an id of the workload: different ones, and how often one came again.
  public var uniqueSpans = 0
  public var duplicateSpans = 0
  /// Spans with an id that the workload did not make.
  public var foreignSpans = 0
  /// Attributes that were JSON when they were sent, and those that no longer are.
  public var jsonAttributes = 0
  public var invalidJSONAttributes = 0
  /// Occurrences of planted values, and how many different values were among them.
  public var leakOccurrences = 0
  public var leakedValues = 0
  /// Occurrences by the name of the entity.
  public var leaksByEntity: [String: Int] = [:]

  public init() {}
}
