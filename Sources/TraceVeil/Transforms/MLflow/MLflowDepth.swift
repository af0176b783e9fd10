package import OTLP

/// MLflow's protobuf reads 100 messages in each other: it refuses a request with more, and cannot give a trace back in
/// which it has stored more. A value that is too deep for it is stored as its JSON.
package enum MLflowDepth {
  /// No value with so few arrays and maps in each other is too deep.
  package static let safeLevels = 31
  /// The deepest nesting of messages in a value of a span's attribute, including the value itself. The value is
  /// inside of four messages below the request. The request does not count.
  private static let maximumMessages = 96
  /// The deepest nesting in a value of an event or a link, which are inside of one message more, and of a resource,
  /// which is inside of one less.
  private static let maximumOfPart = maximumMessages - 1
  private static let maximumOfResource = maximumMessages + 1

  /// What was put in the place of values that are too deep.
  package struct Flattened: Sendable, Hashable {
    package var values = 0
    /// The traces of spans that hold one.
    package var traces: Set<TraceID> = []
  }

  /// Puts the JSON of each value that is too deep in its place, in spans and in their resources.
  @discardableResult
  package static func flatten(_ batch: inout TelemetryBatch) throws -> Flattened {
    var flattened = Flattened()
    guard batch.depth > safeLevels else { return flattened }
    try batch.editSpans { resource in
      guard hasDeepValue(resource.attributes) else { return }
      try resource.editAttributes {
        flattened.values += try flatten(&$0, maximumOfResource, JSONDocument.text)
      }
    } _: { span in
      let values = try flatten(&span)
      flattened.values += values
      if values > 0, let trace = span.traceID { flattened.traces.insert(trace) }
    }
    return flattened
  }

  private static func hasDeepValue(_ attributes: EncodedAttributes) -> Bool {
    Attributes(attributes).contains { messages(in: $0.value) > maximumOfResource }
  }

  private static func flatten(_ span: inout SpanEditor) throws -> Int {
    var count = 0
    // An attribute of a span that is JSON is read by MLflow as what is in it, once.
    try span.editAttributes {
      count += try flatten(&$0, maximumMessages) { JSONDocument.text(of: .string(JSONDocument.text(of: $0))) }
    }
    try span.editEvents { event in
      try event.editAttributes { count += try flatten(&$0, maximumOfPart, JSONDocument.text) }
    }
    try span.editLinks { link in
      try link.editAttributes { count += try flatten(&$0, maximumOfPart, JSONDocument.text) }
    }
    return count
  }

  private static func flatten(
    _ attributes: inout AttributeEditor,
    _ maximum: Int,
    _ text: (AttributeValue) -> String
  ) throws -> Int {
    let deep = attributes.all.filter { messages(in: $0.value) > maximum }
    for attribute in deep { try attributes.set(attribute.key, to: .string(text(attribute.value))) }
    return deep.count
  }

  private static func messages(in value: AttributeValue) -> Int {
    switch value {
    case .array(let elements): 2 + (elements.map(messages).max() ?? 0)
    case .map(let members): 3 + (members.map { messages(in: $0.value) }.max() ?? 0)
    default: 1
    }
  }
}
