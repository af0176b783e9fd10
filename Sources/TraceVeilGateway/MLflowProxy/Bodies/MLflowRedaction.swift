import JSON
import NIOCore
import OTLP
import Redaction
import TraceVeil

/// Redacts bodies of MLflow's requests with the transforms of a pipeline. Blocks its thread; safe on many.
struct MLflowRedaction: Sendable {
  /// Why there is nothing that may be sent on.
  enum Failure: Error, Hashable {
    case malformed(DecodeError.Reason?)
    case tooLarge
    /// There is no room for it at the moment.
    case overloaded
    /// A transform failed.
    case failed
    /// Given up before it was redacted: the client has gone away, or the gateway ends.
    case ended

    /// Whether the same request may succeed later.
    var mayPass: Bool {
      switch self {
      case .overloaded, .failed, .ended: true
      case .malformed, .tooLarge: false
      }
    }
  }

  /// Run in their order.
  let transforms: [any BatchTransform]
  /// Whether the transforms only count: then nothing else may change either.
  var isDryRun = false
  /// What was done about parts that could not go on as they were.
  let repairs = MLflowRepairTally()
  /// Memory of the tree of one body.
  var wireLimits = WireLimits()

  func redact(_ body: ByteBuffer, as form: MLflowBodyForm) throws(Failure) -> ByteBuffer? {
    switch form {
    case .otlp: try redact(spans: body, in: .protobuf).body
    // Who deletes something may say all of it in the path.
    case .json where body.readableBytes == 0: body
    case .json, .startTrace: try redact(message: body, naming: nil)
    case .named: try redact(message: body, naming: .things)
    case .review: try redact(message: body, naming: .people)
    case .search: try redact(question: body, .traces)
    case .datasetSearch: try redact(question: body, .datasets)
    case .issueSearch: try redact(question: body, .issues)
    case .traceData: try redact(traceData: body)
    }
  }

  /// Spans of a trace as an artifact.
  func redact(traceData body: ByteBuffer) throws(Failure) -> ByteBuffer {
    let redacted = try redact(json: body) { (document, value) throws(MLflowDocument.Failure) in
      try document.redact(traceData: &value)
      return true
    }
    guard let redacted else { throw .failed }
    return redacted
  }

  private func redact(message body: ByteBuffer, naming: TextCarriers.Kind?) throws(Failure) -> ByteBuffer? {
    try redact(json: body) { (document, value) throws(MLflowDocument.Failure) in
      document.naming = naming
      return try document.redact(message: &value)
    }
  }

  /// What is no question for us is one that MLflow answers.
  private func redact(question body: ByteBuffer, _ search: MLflowSearch) throws(Failure) -> ByteBuffer? {
    do throws(Failure) {
      return try redact(json: body) { (document, value) throws(MLflowDocument.Failure) in
        try document.redact(question: &value, search)
        return true
      }
    } catch {
      if case .malformed = error { return body }
      throw error
    }
  }

  /// Redacts a text that stands alone, under a key that says what it is.
  func redact(text: String, key: String) throws(Failure) -> String {
    var value = JSONValue.object([.init(key, .string(text))])
    var repairs = MLflowRepairs()
    _ = try redact(&value, &repairs) { (document, value) throws(MLflowDocument.Failure) in
      try document.redact(attributes: &value)
      return true
    }
    guard case .object(let members) = value else { return "" }
    return members.first?.value.text ?? ""
  }

  private func redact(
    json body: ByteBuffer,
    _ walk: Walk
  ) throws(Failure) -> ByteBuffer? {
    var repairs = MLflowRepairs()
    let isUTF8 = JSONEncoding.detect(body.readableBytesView).encoding == .utf8
    let original = try Self.parse(body.withUnsafeReadableBytes { Array($0) }, &repairs)
    var value = original
    // Old clients write their JSON as a text in JSON, which MLflow reads as what is in it.
    if let inner = original.text, let first = inner.first(where: { !$0.isWhitespace }), "{[".contains(first) {
      // What cannot be read here may be read there.
      let message = try Self.parse(Array(inner.utf8), &repairs)
      value = message
      guard try redact(&value, &repairs, walk) else { return nil }
      if value != message || !repairs.isEmpty {
        value = .string(String(decoding: value.encoded, as: UTF8.self))
      } else {
        value = original
      }
    } else {
      guard try redact(&value, &repairs, walk) else { return nil }
    }
    self.repairs.add(repairs)
    let isKept = value == original && repairs.isEmpty && isUTF8
    return isKept ? body : ByteBuffer(bytes: value.encoded)
  }

  private static func parse(
    _ bytes: [UInt8],
    _ repairs: inout MLflowRepairs
  ) throws(Failure) -> JSONValue {
    do throws(JSONParser.Failure) {
      return try JSONParser.parse(JSONEncoding.utf8(bytes), &repairs)
    } catch {
      throw error == .tooLarge ? .tooLarge : .malformed(.invalidJSON)
    }
  }

  /// - Returns: Whether anything is left.
  typealias Walk = (inout MLflowDocument, inout JSONValue) throws(MLflowDocument.Failure) -> Bool

  /// Walks a value twice, with the transforms in between.
  func redact(
    _ value: inout JSONValue,
    _ repairs: inout MLflowRepairs,
    _ walk: Walk
  ) throws(Failure) -> Bool {
    var document = MLflowDocument(
      withholdsPreviews: hasRules,
      trims: isRedacting,
      tagKey: { tagKey(of: $0, redacted: $1) },
      distinct: { distinct($0, redacted: $1, $2) },
      bounded: { bounded($0, redacted: $1, $2) },
      marked: { marked($0, owner: $1) }
    )
    do throws(MLflowDocument.Failure) {
      var copy = value
      _ = try walk(&document, &copy)
    } catch {
      throw .failed
    }
    // What the parser has cut off is a part of such a value.
    repairs.count(.deepValue, max(0, document.deepValues - (repairs.counts[.deepValue] ?? 0)))
    var results: [[Int: TextCarriers.Processed]] = []
    for kind in TextCarriers.Kind.allCases {
      results.append(try process(document.carriers.collected[kind.rawValue], kind))
    }
    document.carriers.turn(results)
    do throws(MLflowDocument.Failure) {
      return try walk(&document, &value)
    } catch {
      throw .failed
    }
  }

  private func process(
    _ spans: [SpanData],
    _ kind: TextCarriers.Kind
  ) throws(Failure) -> [Int: TextCarriers.Processed] {
    guard !spans.isEmpty else { return [:] }
    var batch = TelemetryBatch(signal: .traces, maximumBytes: wireLimits.maximumTreeBytes)
    do throws(DecodeError) { try batch.append(spans) } catch { throw .tooLarge }
    try transform(&batch, kind)
    var results: [Int: TextCarriers.Processed] = [:]
    do {
      try batch.editSpans { span in
        guard let id = span.spanID else { return }
        results[Int(id.value)] = TextCarriers.Processed(span.original)
      }
    } catch {
      throw .failed
    }
    return results
  }

  func transform(_ batch: inout TelemetryBatch, _ kind: TextCarriers.Kind) throws(Failure) {
    do {
      for transform in transforms {
        try transform.transform(&batch, applyingRules: kind == .span, naming: kind.naming)
      }
    } catch {
      throw .failed
    }
  }

  /// Whether a transform may wait for another service's answer.
  var mayWait: Bool { transforms.contains { $0.mayWait } }

  private var hasRules: Bool {
    !isDryRun && transforms.contains { $0.hasRules }
  }
}

extension TextCarriers.Kind {
  fileprivate var naming: TextNaming {
    switch self {
    case .span, .carrier: .nothing
    case .people: .people
    case .things: .things
    }
  }
}
