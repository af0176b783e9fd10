import JSON
import NIOCore
import OTLP

/// A request to MLflow that takes traces away: nothing is claimed of them any more.
enum MLflowDeletion: Hashable, Sendable {
  /// Deletes traces, which the request may name.
  case traces
  /// Deletes something that may hold traces.
  case containers

  /// Which traces are deleted.
  ///
  /// - Returns: Nil for any: those before some time, or where the request cannot be read.
  func traces(in body: ByteBuffer, workspace: String) -> Set<StoredSpans.Trace>? {
    guard self == .traces, let bytes = try? JSONEncoding.utf8(Array(body.readableBytesView)),
      case .object(let members)? = try? JSONParser.parse(bytes)
    else { return nil }
    let ids = members.filter { MLflowFields.snakeCase($0.name) == "request_ids" }.flatMap { member in
      if case .array(let ids) = member.value { ids.compactMap(\.text) } else { [String]() }
    }
    guard !ids.isEmpty else { return nil }
    // Claims are about no others.
    let known = ids.lazy.filter { $0.hasPrefix("tr-") }.compactMap { TraceID(hex: $0.dropFirst(3)) }
    return Set(known.map { StoredSpans.Trace(id: $0, workspace: workspace) })
  }
}
