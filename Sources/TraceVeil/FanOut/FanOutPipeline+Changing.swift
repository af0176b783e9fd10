import Logging
package import OTLP

extension FanOutPipeline {
  /// How long the redaction of what has come for destinations that have changed may take: as long as it takes.
  private static let longestRedaction = Duration.seconds(86_400)

  /// Requests that are handed over from here on go to these destinations.
  ///
  /// A destination that was there before keeps its way, and with it its line, connections and numbers. What has come for one that
  /// is gone is still delivered, within the time of a drain; then its way is closed. Does not wait for it.
  ///
  /// - Parameters:
  ///   - destinations: One at least. One that was there before has the exporter that it had.
  ///   - rule: When a request counts as delivered.
  ///   - routing: Which destinations a request goes to; nil for all.
  /// - Returns: False when the pipeline has been shut down.
  package func change(to destinations: [Destination], rule: DeliveryRule, routing: RequestRouting?) -> Bool {
    let before = withState { $0.current.lanes }
    var added: [any DestinationLane] = []
    let lanes = destinations.map { destination in
      if let lane = before.first(where: { $0.name == destination.name }) { return lane }
      let lane = makeLane(to: destination, among: destinations.count)
      added.append(lane)
      return lane
    }
    for case let lane as MemoryLane in added { budget.add(.destination(lane.name, signal)) }
    let next = makeSet(lanes, destinations, rule, routing)
    let gone = before.filter { lane in !lanes.contains { $0 === lane } }
    let drained = Latch()
    let (former, previous, takers): (FanOutSet?, Latch?, [@Sendable () -> Void]) = withState { state in
      guard !state.isShutDown else { return (nil, nil, []) }
      let (former, previous) = (state.current, state.drained)
      state.former.append(former)
      state.leaving += gone
      state.current = next
      state.drained = drained
      return (former, previous, state.takers)
    }
    guard let former else { return false }
    for lane in added { line.yield { await lane.run() } }
    start(next)
    for front in next.fronts {
      for taker in takers { front.pipeline.queue.whenTaken(taker) }
    }
    former.replace()
    line.yield { await self.drain(former, gone, after: previous, then: drained) }
    return true
  }

  /// - Parameter previous: Sets are drained one after the other: an earlier one may hand over to a way that is to be closed.
  private func drain(
    _ set: FanOutSet,
    _ lanes: [any DestinationLane],
    after previous: Latch?,
    then drained: Latch
  ) async {
    await previous?.wait()
    await set.unused.wait()
    await withTaskGroup(of: Void.self) { group in
      for front in set.fronts {
        group.addTask { _ = await front.pipeline.shutdown(within: Self.longestRedaction) }
      }
    }
    withState { state in
      state.former.removeAll { $0 === set }
      for front in set.fronts {
        let numbers = front.pipeline.statistics
        state.past.all.add(front: numbers)
        for lane in front.lanes {
          state.past.lanes[ObjectIdentifier(lane), default: PipelineStatistics()].add(front: numbers)
        }
      }
    }
    drained.open()
    await withTaskGroup(of: Void.self) { group in
      for lane in lanes { group.addTask { await self.close(lane) } }
    }
  }

  private func close(_ lane: any DestinationLane) async {
    await lane.shutdown(within: configuration.shutdownTimeout)
    let numbers = lane.statistics { PipelineStatistics() }
    let isBack = withState { state in
      state.leaving.removeAll { $0 === lane }
      state.past.lanes[ObjectIdentifier(lane)] = nil
      return state.current.lanes.contains { $0.name == lane.name }
    }
    if !isBack { budget.remove(.destination(lane.name, signal)) }
    let lost = numbers.dropped[.shutDown] ?? 0
    logger.log(
      level: lost > 0 ? .error : .info,
      lost > 0
        ? "A destination is removed; what it has not taken in time is lost" : "A destination is removed",
      metadata: [
        "signal": "\(signal.rawValue)", "destination": "\(lane.name)", "delivered": "\(numbers.exported)",
        "undelivered": "\(lost)",
      ]
    )
  }

  func makeSet(
    _ lanes: [any DestinationLane],
    _ destinations: [Destination],
    _ rule: DeliveryRule,
    _ routing: RequestRouting?
  ) -> FanOutSet {
    precondition(!lanes.isEmpty, "a request needs a destination")
    let cut: TraceRequestLimits? = destinations.lazy.compactMap(\.requestCut)
      .reduce(nil) { $0?.narrowed(to: $1) ?? $1 }
    let fronts = (routing?.sets ?? [destinations.map(\.name)]).map { names in
      makeFront(lanes.filter { names.contains($0.name) }, rule, cut)
    }
    return FanOutSet(lanes: lanes, routing: routing, fronts: fronts)
  }

  private func makeFront(
    _ lanes: [any DestinationLane],
    _ rule: DeliveryRule,
    _ cut: TraceRequestLimits?
  ) -> FanOutSet.Front {
    var settings = configuration.settings
    let stored = lanes.compactMap { $0 as? StoredLane }
    let storing = stored.isEmpty ? nil : StoringFanOut(stored, rule: rule, requestCut: cut, clock: clock)
    if storing != nil { settings.storeEachAlone() } else { settings.handsRequestsOver = true }
    let copying =
      storing == nil
      ? FanOutExporter(
        lanes.compactMap { $0 as? any DeliveryLane },
        rule: rule,
        requestCut: cut,
        ends: ends,
        counts: counts,
        clock: clock
      ) : nil
    let handing: (any HandingExporter)? =
      configuration.holdsUnstored ? storing.map { HoldingExporter($0, clock: clock) } : storing
    guard let exporter: any SpanExporter = handing ?? copying else { preconditionFailure("there is one") }
    let pipeline = BatchPipeline<QueuedRequest>(
      signal: signal,
      settings: settings,
      transforms: transforms,
      exporter: exporter,
      handing: handing,
      threadPool: threadPool,
      memory: memory,
      clock: clock,
      logger: logger
    )
    return FanOutSet.Front(lanes: lanes, storing: storing, pipeline: pipeline)
  }
}
