internal import ProtobufWire

/// Cuts a serialized export request into several, without decoding it.
///
/// For requests that this process has serialized: bytes are read with care, but no text in them is checked.
package enum RequestCut {
  /// - Parameters:
  ///   - limits: Those on spans and traces are for traces alone.
  ///   - joined: Where in the body each of the requests ends that it was joined from.
  /// - Returns: Nil when the request is within the limits as it is, which costs one look at each span.
  /// - Throws: When the bytes are no such request.
  package static func parts(
    of body: UnsafeBufferPointer<UInt8>,
    of signal: Signal = .traces,
    within limits: TraceRequestLimits,
    joined: [Int] = []
  ) throws(DecodeError) -> [RequestPart]? {
    guard try !isWithin(limits, body, signal) else { return nil }
    let map = try RequestMap(body, of: signal)
    let groups = try groups(map, body, within: limits)
    // Each part repeats its resources and scopes. Where those are most of the request, parts would be many times as
    // large as the whole, which is then left as it is.
    let envelopes = max(0, body.count - map.items.reduce(0) { $0 + $1.place.count })
    guard groups.count > 1, envelopes * groups.count <= 4 * body.count else { return nil }
    let ends = map.itemCounts(before: joined)
    return groups.map { map.part($0, joined: ends, from: body) }
  }

  /// A request that holds nothing of its only span but its ids, kind, times and status code, so that its trace ends.
  /// - Returns: Nil unless the request holds one span, and that is a root.
  package static func emptiedRoot(of body: UnsafeBufferPointer<UInt8>) throws(DecodeError) -> [UInt8]? {
    let map = try RequestMap(body, of: .traces)
    guard map.itemCount == 1, let span = map.items.first else { return nil }
    do throws(WireError) {
      return try EmptiedSpan.root(UnsafeBufferPointer(rebasing: body[span.place]))
    } catch {
      throw DecodeError(error)
    }
  }

  /// Whether the request is within the limits, without a map of it. False also where a trace that comes back would have to
  /// be counted once.
  private static func isWithin(
    _ limits: TraceRequestLimits,
    _ body: UnsafeBufferPointer<UInt8>,
    _ signal: Signal
  ) throws(DecodeError) -> Bool {
    guard body.count <= limits.bytes else { return false }
    guard signal == .traces, limits.spans < .max || limits.traces < .max else { return true }
    do throws(WireError) {
      let size = try SpanCount(body)
      return size.spans <= limits.spans && size.changesOfTrace <= limits.traces
    } catch {
      throw DecodeError(error)
    }
  }

  private static func groups(
    _ map: RequestMap,
    _ body: UnsafeBufferPointer<UInt8>,
    within limits: TraceRequestLimits
  ) throws(DecodeError) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    var bytes = 0
    var traces: Set<TraceID?> = []
    for (index, item) in map.items.enumerated() {
      let traceID = map.signal == .traces ? try traceID(of: body[item.place]) : nil
      let isNew = !traces.contains(traceID)
      let fits =
        index - start < (map.signal == .traces ? limits.spans : .max)
        && item.place.count <= limits.bytes - bytes
        && (!isNew || traces.count < limits.traces)
      if !fits, index > start {
        groups.append(start..<index)
        start = index
        bytes = 0
        traces.removeAll(keepingCapacity: true)
      }
      bytes += item.place.count
      traces.insert(traceID)
    }
    if start < map.itemCount { groups.append(start..<map.itemCount) }
    return groups
  }

  private static func traceID(of span: Slice<UnsafeBufferPointer<UInt8>>) throws(DecodeError) -> TraceID? {
    let bytes = UnsafeBufferPointer(rebasing: span)
    guard let origin = bytes.baseAddress else { return nil }
    do throws(WireError) {
      return try SpanCount.traceID(of: bytes, origin)
    } catch {
      throw DecodeError(error)
    }
  }
}
