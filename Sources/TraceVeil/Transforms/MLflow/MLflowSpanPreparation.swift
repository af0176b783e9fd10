package import OTLP

/// Makes spans such that MLflow takes them, and finds in their root what it looks for there.
///
/// - Times that SQLite cannot store, and ends before their beginnings, are set right; spans whose ids are zeros, which
///   stand for "none", leave the batch.
/// - Values that are too deep for it become their JSON.
/// - MLflow reads a trace's session, user and tags off its root span only. A root without them takes them over from
///   its resource, or from another span of its trace in the batch.
///
/// Runs before redaction, which then sees what was added.
package struct MLflowSpanPreparation: BatchTransform {
  /// The key of a trace's session, of its user, and what keys of its tags begin with.
  static let session = "session.id"
  static let user = "user.id"
  static let tagPrefix = "mlflow.traceTag."
  private static let gifts = AttributeKeys([session, user], prefixes: [tagPrefix])
  /// The keys that the validator screens requests for. Spans without them only need a check for deep values.
  package static var screenedKeys: AttributeKeys { gifts }
  /// Attributes of a resource that is looked at: each root looks through them.
  static let maximumResourceAttributes = 256
  /// Tags a root may take over.
  static let maximumTags = 64

  package init() {}

  package var name: String { "mlflow" }

  package func transform(_ batch: inout TelemetryBatch) throws {
    guard batch.signal == .traces else { return }
    let isPrepared = batch.passedScreen
    try MLflowDepth.flatten(&batch)
    guard !isPrepared else { return }
    var gifts: [TraceID: Gifts] = [:]
    var mayEndow = false
    try batch.editSpans(asking: Self.gifts) { span in
      guard let traceID = span.traceID, traceID.isValid, let spanID = span.spanID, spanID.isValid else {
        return span.drop()
      }
      Self.repairTimes(of: &span)
      if span.parentSpanID == nil {
        mayEndow = mayEndow || !Gifts(ofResource: span.resourceAttributes).isEmpty
      } else if span.mayHoldAsked {
        Gifts.collect(from: span.original.attributes, into: &gifts, of: traceID)
      }
    }
    guard mayEndow || !gifts.isEmpty else { return }
    try batch.editSpans { span in
      guard span.parentSpanID == nil, let traceID = span.traceID else { return }
      let all = Gifts(ofResource: span.resourceAttributes).merging(gifts[traceID])
      for (key, value) in all.sorted where span.attribute(key) == nil {
        try span.setAttribute(key, to: value)
      }
    }
  }

  /// SQLite's integers have 63 bits. An end of 0, or before the beginning, makes a negative duration.
  package static func repairTimes(of span: inout SpanEditor) {
    let largest = UInt64(Int64.max)
    if span.startTime > largest { span.startTime = largest }
    if span.endTime > largest { span.endTime = largest }
    if span.endTime < span.startTime { span.endTime = span.startTime }
    guard span.hadEvents else { return }
    var hasLargeTime = false
    span.original.events.show { time, _ in hasLargeTime = hasLargeTime || time > largest }
    guard hasLargeTime else { return }
    span.editEvents { event in
      if event.time > largest { event.time = largest }
    }
  }

  /// The attributes that a root gets from other spans: a session, a user, and tags.
  private struct Gifts {
    private var values: [String: AttributeValue] = [:]

    var isEmpty: Bool { values.isEmpty }
    var sorted: [(key: String, value: AttributeValue)] { values.sorted { $0.key < $1.key } }

    private init() {}

    init(ofResource attributes: EncodedAttributes) {
      guard attributes.count <= maximumResourceAttributes else { return }
      attributes.show(MLflowSpanPreparation.gifts) { key, value in add(key, value) }
    }

    static func collect(
      from attributes: EncodedAttributes,
      into gifts: inout [TraceID: Gifts],
      of trace: TraceID
    ) {
      attributes.show(MLflowSpanPreparation.gifts) { key, value in
        gifts[trace, default: Gifts()].add(key, value)
      }
    }

    private mutating func add(_ key: Span<UInt8>, _ value: EncodedAttributes.Value) {
      let name = key.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      guard values[name] == nil else { return }
      // The session and the user find room in any case.
      guard values.count < maximumTags || name == session || name == user else { return }
      values[name] = value.value
    }

    /// These go before `others`.
    func merging(_ others: Gifts?) -> Gifts {
      var merged = self
      merged.values.merge(others?.values ?? [:]) { own, _ in own }
      return merged
    }
  }
}
