package import OTLP

/// MLflow's protobuf reads 100 messages in each other: it refuses a request with more, and cannot give a trace back in
/// which it has stored more. A value that is too deep for it is stored as its JSON.
package enum MLflowDepth {
  /// No value with so few arrays and maps in each other is too deep.
  package static let safeLevels = 31
  /// Of a value of an attribute, which stands in five others.
  private static let maximumMessages = 95

  /// Puts the JSON of each value that is too deep in its place, in spans and in their resources.
  ///
  /// - Returns: How many there were.
  package static func flatten(_ batch: inout TelemetryBatch) throws -> Int {
    guard batch.depth > safeLevels else { return 0 }
    var count = 0
    try batch.editSpans { resource in
      guard hasDeepValue(resource.attributes) else { return }
      try resource.editAttributes { count += try flatten(&$0, maximumMessages, JSONDocument.text) }
    } _: { span in
      count += try flatten(&span)
    }
    return count
  }

  private static func hasDeepValue(_ attributes: EncodedAttributes) -> Bool {
    Attributes(attributes).contains { messages(in: $0.value) > maximumMessages }
  }

  private static func flatten(_ span: inout SpanEditor) throws -> Int {
    var count = 0
    // An attribute of a span that is JSON is read by MLflow as what is in it, once.
    try span.editAttributes {
      count += try flatten(&$0, maximumMessages) { JSONDocument.text(of: .string(JSONDocument.text(of: $0))) }
    }
    // The event, or the link, is one more.
    let ofPart = maximumMessages - 1
    try span.editEvents { event in
      try event.editAttributes { count += try flatten(&$0, ofPart, JSONDocument.text) }
    }
    try span.editLinks { link in
      try link.editAttributes { count += try flatten(&$0, ofPart, JSONDocument.text) }
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
