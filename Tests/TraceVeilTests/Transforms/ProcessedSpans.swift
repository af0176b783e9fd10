import OTLP
import Redaction
import TestSupport
import Testing

@testable import TraceVeil

/// A policy file's plan, with a key for `hash` and `encrypt`.
func plan(
  _ yaml: String,
  _ change: (inout RedactionPolicy) -> Void = { _ in }
) throws -> RedactionPlan {
  let file = try PolicyFile(
    parsing: Array(("version: 1\n" + yaml).utf8),
    file: "policy.yaml",
    context: PolicyContext(hasKey: true)
  )
  var policy = RedactionPolicy()
  policy.key = try KeyMaterial(fileBytes: Array(String(repeating: "0123456789abcdef", count: 4).utf8))
  change(&policy)
  policy.apply(file)
  return try RedactionPlan(policy: policy, rules: file.rules)
}

/// A span as it comes out of a processor.
struct ProcessedSpan {
  var name: String
  var attributes: Attributes
  var events: [(name: String, attributes: Attributes)] = []
  var linkCount = 0
  var statusMessage: String
  var resource: [String: AttributeValue?]
}

extension RedactionTransform {
  /// Spans of a request, as a gateway gets it.
  func processed(_ spans: [SpanData]) throws -> [ProcessedSpan] {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 64 << 20)
    try batch.append(spans)
    let request = [UInt8](unsafeUninitializedCapacity: batch.packedSize()) { buffer, count in
      count = batch.pack(into: UnsafeMutableRawBufferPointer(buffer))
    }
    batch.removeAll()
    try batch.append(
      holding: ProcessedRequest(bytes: request),
      summary: WireValidator.validate(request.span, as: .traces)
    )
    try transform(&batch)
    var processed: [ProcessedSpan] = []
    try batch.editSpans { span in
      var found = ProcessedSpan(
        name: span.name,
        attributes: span.editAttributes { $0.all },
        statusMessage: span.status.message,
        resource: ["service.name": span.original.resource.attributes["service.name"]]
      )
      span.editEvents { event in
        found.events.append((event.name, event.editAttributes { $0.all }))
      }
      span.editLinks { _ in found.linkCount += 1 }
      processed.append(found)
    }
    #expect(batch.itemCount == processed.count)
    return processed
  }

  func processed(_ span: SpanData) throws -> ProcessedSpan {
    try #require(try processed([span]).first)
  }
}

extension SpanData {
  /// A child span, unless it is to be a root.
  static func with(_ attributes: Attributes, isRoot: Bool = false, events: [SpanEvent] = []) -> SpanData {
    var span = SpanData.sample(1, attributes: attributes)
    if !isRoot { span.parentSpanID = SpanID(99) }
    span.events = events
    return span
  }
}

private struct ProcessedRequest: RequestBytes {
  let bytes: [UInt8]

  func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result { try body(bytes.span) }
}

extension MutableSpan {
  /// As filters see a span.
  init(_ span: SpanData) throws {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 64 << 20)
    try batch.append([span])
    var snapshot: SpanSnapshot?
    try batch.editSpans { snapshot = SpanSnapshot($0.original) }
    self.init(try #require(snapshot))
  }
}

/// A request as a gateway holds it.
func heldBatch(_ json: String, _ signal: Signal) throws -> TelemetryBatch {
  let bytes = try OTLPJSON.protobuf(from: Array(json.utf8).span, as: signal, maximumBytes: 64 << 20).bytes
  let summary = try WireValidator.validate(bytes.span, as: signal)
  var batch = TelemetryBatch(signal: signal, maximumBytes: 256 << 20)
  try batch.append(holding: bytes, summary: summary)
  return batch
}
