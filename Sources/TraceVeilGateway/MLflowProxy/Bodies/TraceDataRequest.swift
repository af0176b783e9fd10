import JSON
import NIOCore
import OTLP
import TraceVeil

/// Spans of a `traces.json` as an export request: what MLflow's client would have sent had it been able to.
struct TraceDataRequest: Sendable {
  let body: ByteBuffer
  let spans: [SpanReference]
}

extension MLflowRedaction {
  /// - Parameters:
  ///   - artifact: Redacted.
  ///   - accepted: Spans that are left out.
  /// - Returns: Nil where none is left, or where it has another form.
  func request(
    ofRedacted artifact: ByteBuffer,
    except accepted: Set<UInt64>
  ) throws(Failure) -> TraceDataRequest? {
    // One form after the other, each freed before the one behind the next is made: a tree takes many times its JSON.
    let missing = Self.spans(ofRedacted: artifact, except: accepted)
    guard let missing, !missing.isEmpty else { return nil }
    let references = missing.map {
      SpanReference(traceID: $0.traceID, spanID: $0.spanID, parentID: $0.parentSpanID)
    }
    return TraceDataRequest(body: try Self.showNUL(in: packed(missing)), spans: references)
  }

  /// - Returns: Nil where the artifact has another form.
  private static func spans(
    ofRedacted artifact: ByteBuffer,
    except accepted: Set<UInt64>
  ) -> [SpanData]? {
    guard case .array(let elements)? = (try? JSONParser.parse(Array(artifact.readableBytesView)))?["spans"]
    else { return nil }
    let ids = elements.compactMap(SpanData.ids(traceData:))
    guard ids.count == elements.count else { return nil }
    // Nothing is made of what MLflow has, which nearly always is all.
    return zip(elements, ids).compactMap { element, id in
      accepted.contains(id.span.value) ? nil : SpanData(traceData: element, id)
    }
  }

  private func packed(_ spans: consuming [SpanData]) throws(Failure) -> ByteBuffer {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: wireLimits.maximumTreeBytes)
    do throws(DecodeError) { try batch.append(spans) } catch { throw .tooLarge }
    spans = []
    do { try MLflowDepth.flatten(&batch) } catch { throw .failed }
    var body = ByteBuffer()
    body.writeWithUnsafeMutableBytes(minimumWritableBytes: batch.packedSize()) { batch.pack(into: $0) }
    return body
  }
}

extension SpanData {
  /// Nil unless it is of MLflow 3's schema, with ids in Base64.
  fileprivate static func ids(traceData value: JSONValue) -> (trace: TraceID, span: SpanID)? {
    guard let traceID = TraceID(bytes: bytes(value["trace_id"])),
      let spanID = SpanID(bytes: bytes(value["span_id"]))
    else { return nil }
    return (traceID, spanID)
  }

  fileprivate init(traceData value: JSONValue, _ id: (trace: TraceID, span: SpanID)) {
    self.init(
      traceID: id.trace,
      spanID: id.span,
      parentSpanID: SpanID(bytes: Self.bytes(value["parent_span_id"])),
      name: HiddenNUL.hidden(value["name"]?.text ?? ""),
      kind: SpanKind(traceData: value["kind"]?.text),
      startTime: Self.time(value["start_time_unix_nano"]),
      endTime: Self.time(value["end_time_unix_nano"]),
      attributes: Self.attributes(value["attributes"], areTexts: true),
      events: Self.elements(value["events"]).map { event in
        SpanEvent(
          name: HiddenNUL.hidden(event["name"]?.text ?? ""),
          time: Self.time(event["time_unix_nano"]),
          attributes: Self.attributes(event["attributes"])
        )
      },
      links: Self.elements(value["links"]).compactMap { link in
        guard let trace = link["trace_id"]?.text, let traceID = TraceID(hex: trace.suffix(32)),
          let spanID = SpanID(hex: link["span_id"]?.text ?? "")
        else { return nil }
        return SpanLink(traceID: traceID, spanID: spanID, attributes: Self.attributes(link["attributes"]))
      },
      status: SpanStatus(
        code: SpanStatus.Code(traceData: value["status"]?["code"]?.text),
        message: HiddenNUL.hidden(value["status"]?["message"]?.text ?? "")
      )
    )
  }

  private static func bytes(_ value: JSONValue?) -> [UInt8] {
    value?.text.flatMap { Base64.bytes(Array($0.utf8)) } ?? []
  }

  private static func time(_ value: JSONValue?) -> UInt64 { UInt64(max(0, value?.integer ?? 0)) }

  private static func elements(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let elements)? = value else { return [] }
    return elements
  }

  /// - Parameter areTexts: MLflow writes the attributes of a span as JSON in texts, and sends what is in them.
  private static func attributes(_ value: JSONValue?, areTexts: Bool = false) -> Attributes {
    guard case .object(let members)? = value else { return [:] }
    return Attributes(
      members.map { member in
        let text = areTexts ? member.value.text : nil
        let value = text.flatMap { try? JSONParser.parse(Array($0.utf8)) } ?? member.value
        return (HiddenNUL.hidden(member.name), value.sent(as: text))
      }
    )
  }
}

extension JSONValue {
  /// The value as an attribute. MLflow cannot return spans with numbers that OTLP has no room for. Instead of such a
  /// value it gets its JSON as a JSON text, which it decodes once.
  fileprivate func sent(as text: String?) -> AttributeValue {
    guard let text, hasHugeNumber else { return attribute }
    return .string(HiddenNUL.hidden(String(decoding: JSONValue.string(text).encoded, as: UTF8.self)))
  }

  private var hasHugeNumber: Bool {
    switch self {
    case .number(let digits): Int64(digits) == nil && !digits.utf8.contains { "eE.NI".utf8.contains($0) }
    case .array(let elements): elements.contains(where: \.hasHugeNumber)
    case .object(let members): members.contains { $0.value.hasHugeNumber }
    default: false
    }
  }
}

extension SpanKind {
  fileprivate init(traceData name: String?) {
    self =
      switch name {
      case "SPAN_KIND_SERVER": .server
      case "SPAN_KIND_CLIENT": .client
      case "SPAN_KIND_PRODUCER": .producer
      case "SPAN_KIND_CONSUMER": .consumer
      case "SPAN_KIND_UNSPECIFIED": .unspecified
      default: .internal
      }
  }
}

extension SpanStatus.Code {
  fileprivate init(traceData name: String?) {
    self =
      switch name {
      case "STATUS_CODE_OK": .ok
      case "STATUS_CODE_ERROR": .error
      default: .unset
      }
  }
}
