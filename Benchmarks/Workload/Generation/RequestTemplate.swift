/// One export request of a workload, complete but for its ids, which each sending stamps afresh.
public struct RequestTemplate: Sendable {
  /// An `ExportTraceServiceRequest` in protobuf, every id of it zero.
  public let body: [UInt8]
  /// Where the ids go, one entry a span, in the order of the spans.
  let slots: [IdentitySlot]
  /// How many traces the spans belong to.
  public let traceCount: Int
  /// How many planted values stand in the body.
  public let plantedCount: Int

  public var spanCount: Int { slots.count }

  /// Writes the ids of request number `request` over a copy of `body`. Each span of each request gets an id
  /// of its own.
  ///
  /// - Parameter bytes: as long as `body`.
  public func stamp(_ bytes: UnsafeMutableRawBufferPointer, request: UInt64, identity: SpanIdentity) {
    precondition(bytes.count == body.count, "the copy must be as long as the template")
    let firstSpan = request * UInt64(slots.count)
    let firstTrace = request * UInt64(traceCount)
    for (index, slot) in slots.enumerated() {
      let trace = identity.traceID(of: firstTrace + UInt64(slot.trace))
      let span = identity.spanID(of: firstSpan + UInt64(index))
      bytes.storeBytes(of: trace.high, toByteOffset: slot.traceID, as: UInt64.self)
      bytes.storeBytes(of: trace.low, toByteOffset: slot.traceID + 8, as: UInt64.self)
      bytes.storeBytes(of: span, toByteOffset: slot.spanID, as: UInt64.self)
      if let parent = slot.parent {
        let id = identity.spanID(of: firstSpan + UInt64(parent.index))
        bytes.storeBytes(of: id, toByteOffset: parent.offset, as: UInt64.self)
      }
    }
  }

  /// The same ids in the order of the body: of each span those of its trace, its own, and its parent's if it has one.
  public func ids(request: UInt64, identity: SpanIdentity) -> [[UInt8]] {
    let firstSpan = request * UInt64(slots.count)
    let firstTrace = request * UInt64(traceCount)
    func bytes(_ id: UInt64) -> [UInt8] { withUnsafeBytes(of: id) { Array($0) } }
    return slots.enumerated().flatMap { index, slot in
      let trace = identity.traceID(of: firstTrace + UInt64(slot.trace))
      let own = [bytes(trace.high) + bytes(trace.low), bytes(identity.spanID(of: firstSpan + UInt64(index)))]
      return own + (slot.parent.map { [bytes(identity.spanID(of: firstSpan + UInt64($0.index)))] } ?? [])
    }
  }

  /// A stamped copy of the body.
  public func stamped(request: UInt64, identity: SpanIdentity) -> [UInt8] {
    var copy = body
    copy.withUnsafeMutableBytes { stamp($0, request: request, identity: identity) }
    return copy
  }
}

/// Where the ids of one span stand in a template's body.
struct IdentitySlot: Sendable {
  /// The trace's index within the request.
  let trace: Int
  let traceID: Int
  let spanID: Int
  /// The parent's index within the request, and where its id goes; nil for a root.
  let parent: (index: Int, offset: Int)?
}
