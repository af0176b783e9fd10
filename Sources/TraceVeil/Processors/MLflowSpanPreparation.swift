public import OTLP

/// Makes spans such that MLflow takes them, and finds in their root what it looks for there.
///
/// - Times that SQLite cannot store, and ends before their beginnings, are set right; spans whose ids are zeros, which
///   stand for "none", leave the batch.
/// - Values that are too deep for it become their JSON.
/// - MLflow reads a trace's session, user and tags off its root span only. A root without them takes them over from
///   its resource, or from another span of its trace in the batch.
///
/// Runs before redaction, which then sees what was added.
public struct MLflowSpanPreparation: BatchProcessor {
  /// The key of a trace's session, of its user, and what keys of its tags begin with.
  static let session = "session.id"
  static let user = "user.id"
  static let tagPrefix = "mlflow.traceTag."
  /// Attributes of a resource that is looked at: each root looks through them.
  static let maximumResourceAttributes = 256
  /// Tags a root may take over.
  static let maximumTags = 64

  public init() {}

  public var name: String { "mlflow" }

  public func process(_ batch: inout TelemetryBatch) throws {
    guard batch.signal == .traces else { return }
    var gifts: [TraceID: [String: AttributeValue]] = [:]
    var roots = 0
    let isDeep = batch.depth > MLflowDepth.safeLevels
    try batch.editSpans { span in
      guard let traceID = span.traceID, traceID.isValid, let spanID = span.spanID, spanID.isValid else {
        return span.drop()
      }
      Self.repairTimes(of: &span)
      if isDeep { _ = try MLflowDepth.flatten(&span) }
      if span.parentSpanID == nil {
        roots += 1
      } else {
        Self.collect(from: &span, into: &gifts[traceID, default: [:]])
      }
    }
    guard roots > 0 else { return }
    try batch.editSpans { span in
      guard span.parentSpanID == nil, let traceID = span.traceID else { return }
      try Self.endow(&span, with: gifts[traceID] ?? [:])
    }
  }

  /// SQLite's integers have 63 bits. An end of 0, or before the beginning, makes a negative duration.
  public static func repairTimes(of span: inout SpanEditor) {
    let largest = UInt64(Int64.max)
    if span.startTime > largest { span.startTime = largest }
    if span.endTime > largest { span.endTime = largest }
    if span.endTime < span.startTime { span.endTime = span.startTime }
    span.editEvents { event in
      if event.time > largest { event.time = largest }
    }
  }

  private static func collect(from span: inout SpanEditor, into gifts: inout [String: AttributeValue]) {
    span.editAttributes { attributes in collect(from: attributes, into: &gifts) }
  }

  private static func collect(
    from attributes: borrowing AttributeEditor,
    into gifts: inout [String: AttributeValue]
  ) {
    for key in [session, user] where gifts[key] == nil {
      if let value = attributes[key] { gifts[key] = value }
    }
    guard gifts.count < maximumTags else { return }
    // The attributes of an editor are no sequence.
    // swift-format-ignore: ReplaceForEachWithForLoop
    attributes.forEach { key, value in
      guard isTag(key), gifts.count < maximumTags else { return }
      let key = key.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      if gifts[key] == nil { gifts[key] = value }
    }
  }

  private static func isTag(_ key: Span<UInt8>) -> Bool {
    key.withUnsafeBufferPointer { $0.starts(with: tagPrefix.utf8) }
  }

  private static func endow(_ root: inout SpanEditor, with gifts: [String: AttributeValue]) throws {
    var all: [String: AttributeValue] = [:]
    // Only looked at, though the way there is the way to edit.
    root.editResourceAttributes { attributes in
      if attributes.count <= maximumResourceAttributes { collect(from: attributes, into: &all) }
    }
    all.merge(gifts) { resource, _ in resource }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) where root.attribute(key) == nil {
      try root.setAttribute(key, to: value)
    }
  }
}
