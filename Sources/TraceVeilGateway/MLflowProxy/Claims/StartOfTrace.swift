import JSON
import NIOCore
import OTLP

/// MLflow's answer to the start of a trace.
struct StartOfTrace {
  let trace: StoredSpans.Trace
  /// How many spans the trace has, as its client has counted them; nil when it has not.
  let spanCount: Int?
  /// Whether MLflow says that it has the spans. It does as soon as it has one of them.
  let isClaimed: Bool
  private let answer: JSONValue

  /// The tag by which MLflow tells its client where the spans of a trace are.
  static let tag = "mlflow.trace.spansLocation"
  static let inStore = "TRACKING_STORE"
  private static let sizes = "mlflow.trace.sizeStats"

  /// Nil for an answer that cannot be read, or names another place.
  init?(answer body: ByteBuffer, workspace: String) {
    guard let answer = try? JSONParser.parse(Array(body.readableBytesView)),
      let info = answer["trace"]?["trace_info"], let id = info["trace_id"]?.text, id.hasPrefix("tr-"),
      let traceID = TraceID(hex: id.dropFirst(3))
    else { return nil }
    let place = info["tags"]?[Self.tag]
    guard place == nil || place?.text == Self.inStore else { return nil }
    isClaimed = place != nil
    self.answer = answer
    trace = StoredSpans.Trace(id: traceID, workspace: workspace)
    spanCount = Self.spanCount(info)
  }

  /// The answer with the tag.
  func claiming() -> ByteBuffer { answer(with: .string(Self.inStore)) }

  /// The answer without it: its client uploads the spans as an artifact then.
  func disclaiming() -> ByteBuffer { answer(with: nil) }

  private func answer(with place: JSONValue?) -> ByteBuffer {
    var value = answer
    var tags = value["trace"]?["trace_info"]?["tags"] ?? .object([])
    tags[Self.tag] = place
    value["trace"]?["trace_info"]?["tags"] = tags
    return ByteBuffer(bytes: value.encoded)
  }

  private static func spanCount(_ info: JSONValue) -> Int? {
    guard let sizes = info["trace_metadata"]?[sizes]?.text,
      let value = try? JSONParser.parse(Array(sizes.utf8)),
      case .number(let digits)? = value["num_spans"]
    else { return nil }
    return Int(digits)
  }
}
