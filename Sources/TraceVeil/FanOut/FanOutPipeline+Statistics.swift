extension FanOutPipeline {
  package var receivedItems: Int {
    let (fronts, past) = withState { ($0.fronts, $0.past.all) }
    return statistics(of: fronts, past).received
  }

  /// The numbers of all destinations together, by the rule. An item that counts as delivered counts as exported,
  /// whatever the other destinations have counted.
  ///
  /// With queues on disk, the sum over all destinations, because a later run does not know what became of the other
  /// copies of an item.
  package var statistics: PipelineStatistics {
    let (fronts, past) = withState { ($0.fronts, $0.past.all) }
    var all = statistics(of: fronts, past)
    if fronts.contains(where: { $0.storing != nil }) {
      all.replaceItems(by: destinationStatistics.map(\.statistics))
      return all
    }
    let totals = counts.totals
    // What has been handed over since then is in flight.
    all.inFlight += all.exported - totals.delivered - totals.undelivered
    all.exported = totals.delivered
    if totals.undelivered > 0 { all.dropped[.exportFailed, default: 0] += totals.undelivered }
    return all
  }

  package var destinationStatistics: [(name: String, statistics: PipelineStatistics)] {
    let state = withState { $0 }
    // Of two with one name, one drains: its numbers are not those of the other.
    let names = Set(state.current.lanes.map(\.name))
    let lanes = state.current.lanes + state.leaving.filter { !names.contains($0.name) }
    return lanes.map { lane in
      let own = state.fronts.filter { $0.hands(to: lane) }
      let past = state.past.lanes[ObjectIdentifier(lane)] ?? PipelineStatistics()
      return (lane.name, lane.statistics { statistics(of: own, past) })
    }
  }

  /// The numbers of redaction and sealing in some fronts, and in those that are no more.
  private func statistics(of fronts: [FanOutSet.Front], _ past: PipelineStatistics) -> PipelineStatistics {
    // All of them run the same transforms, which count for all.
    var all = fronts.first?.pipeline.statistics ?? PipelineStatistics()
    for front in fronts.dropFirst() { all.add(front: front.pipeline.statistics) }
    all.add(front: past)
    return all
  }
}
