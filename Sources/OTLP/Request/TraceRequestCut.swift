internal import ProtobufWire

/// Cuts a serialized `ExportTraceServiceRequest` into several, without decoding it.
///
/// For requests that this process has serialized: bytes are read with care, but no text in them is checked.
package enum TraceRequestCut {
  /// One of the requests that were made of another.
  package struct Part: Sendable, Hashable {
    package let body: [UInt8]
    package let spans: Int
  }

  /// - Returns: Nil when the request is within the limits as it is, which costs one look at each span.
  /// - Throws: When the bytes are no such request.
  package static func parts(
    of body: UnsafeBufferPointer<UInt8>,
    within limits: TraceRequestLimits
  ) throws(DecodeError) -> [Part]? {
    guard try !isWithin(limits, body) else { return nil }
    let spans = try map(body).spans
    let groups = groups(spans, within: limits)
    // Each part repeats its resources and scopes. Where those are most of the request, parts would be many times as
    // large as the whole, which is then left as it is.
    let envelopes = max(0, body.count - spans.reduce(0) { $0 + $1.bytes.count })
    guard groups.count > 1, envelopes * groups.count <= 4 * body.count else { return nil }
    return groups.map { Part(body: TraceRequestMap.request(of: spans[$0]), spans: $0.count) }
  }

  /// The request as two of about the same number of spans. - Returns: Nil for a request of one span.
  package static func halves(of body: UnsafeBufferPointer<UInt8>) throws(DecodeError) -> [Part]? {
    let spans = try map(body).spans
    guard spans.count > 1 else { return nil }
    let middle = spans.count / 2
    return [0..<middle, middle..<spans.count].map {
      Part(body: TraceRequestMap.request(of: spans[$0]), spans: $0.count)
    }
  }

  /// A request that holds nothing of its only span but its ids, kind, times and status code, so that its trace ends.
  /// - Returns: Nil unless the request holds one span, and that is a root.
  package static func emptiedRoot(of body: UnsafeBufferPointer<UInt8>) throws(DecodeError) -> [UInt8]? {
    let spans = try map(body).spans
    guard spans.count == 1, let span = spans.first else { return nil }
    do throws(WireError) {
      return try TraceRequestMap.emptiedRoot(span)
    } catch {
      throw DecodeError(error)
    }
  }

  /// Whether the request is within the limits, without a map of it. False also where a trace that comes back would have to
  /// be counted once.
  private static func isWithin(
    _ limits: TraceRequestLimits,
    _ body: UnsafeBufferPointer<UInt8>
  ) throws(DecodeError) -> Bool {
    guard body.count <= limits.bytes else { return false }
    do throws(WireError) {
      let size = try TraceRequestMap.size(of: body)
      return size.spans <= limits.spans && size.changesOfTrace <= limits.traces
    } catch {
      throw DecodeError(error)
    }
  }

  private static func map(_ body: UnsafeBufferPointer<UInt8>) throws(DecodeError) -> TraceRequestMap {
    do throws(WireError) {
      return try TraceRequestMap(body)
    } catch {
      throw DecodeError(error)
    }
  }

  private static func groups(_ spans: [TraceRequestMap.Span], within limits: TraceRequestLimits) -> [Range<
    Int
  >] {
    var groups: [Range<Int>] = []
    var start = 0
    var bytes = 0
    var traces: Set<TraceID?> = []
    for (index, span) in spans.enumerated() {
      let isNew = !traces.contains(span.traceID)
      let fits =
        index - start < limits.spans && span.bytes.count <= limits.bytes - bytes
        && (!isNew || traces.count < limits.traces)
      if !fits, index > start {
        groups.append(start..<index)
        start = index
        bytes = 0
        traces.removeAll(keepingCapacity: true)
      }
      bytes += span.bytes.count
      traces.insert(span.traceID)
    }
    if start < spans.count { groups.append(start..<spans.count) }
    return groups
  }
}
