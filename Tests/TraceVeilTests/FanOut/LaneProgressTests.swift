import Testing

@testable import TraceVeil

@Suite struct LaneProgressTests {
  private func tenant(_ number: Int) -> ForwardedHeaders { ForwardedHeaders([("t", "\(number)")]) }

  @Test("Who has lost nothing lately keeps up best, then whose oldest came latest")
  func standings() {
    func standing(_ loss: Int?, _ arrival: Int?) -> LaneStanding {
      LaneStanding(lastLoss: loss.map { .seconds($0) }, oldestArrival: arrival.map { .seconds($0) })
    }
    let ordered = [
      standing(nil, nil), standing(nil, 9), standing(nil, 1), standing(3, nil), standing(3, 9),
      standing(4, 9),
    ]
    for (one, other) in zip(ordered, ordered.dropFirst()) {
      #expect(one < other && !(other < one))
    }
    #expect(ordered.allSatisfy { !($0 < $0) })
  }

  @Test("A partition is stalled when it waits and nothing of it has ended for a while")
  func stalls() {
    var progress = LaneProgress()
    let (one, other, later) = (tenant(1), tenant(2), LaneProgress.patience + .milliseconds(1))
    #expect(progress.isIdle && !progress.isStalled(at: later) && progress.isStalled(one, at: later) == nil)
    progress.begin(one, at: .zero)
    #expect(progress.isStalled(one, at: LaneProgress.patience) == false)
    #expect(progress.isStalled(one, at: later) == true && progress.isStalled(at: later))
    #expect(progress.isStalled(other, at: later) == nil)
    progress.begin(other, at: later)
    progress.end(other, at: later)
    #expect(progress.isStalled(one, at: later) == true && !progress.isStalled(at: later))
    #expect(progress.isStalled(other, at: .seconds(99)) == false, "nothing of it waits")
    progress.begin(one, at: later)
    progress.end(one, at: later)
    #expect(progress.isStalled(one, at: later) == false, "one has ended")
    progress.end(one, at: later)
    #expect(progress.isIdle && progress.isStalled(one, at: .seconds(99)) == false)
  }

  @Test("A partition goes for a while after one of it has ended")
  func goes() {
    var progress = LaneProgress()
    progress.begin(tenant(1), at: .zero)
    #expect(!progress.isGoing(tenant(1), at: .zero), "none has ended")
    progress.end(tenant(1), at: .seconds(1))
    let end = .seconds(1) + LaneProgress.patience
    #expect(progress.isGoing(tenant(1), at: end) && !progress.isGoing(tenant(1), at: end + .milliseconds(1)))
    #expect(!progress.isGoing(tenant(2), at: .seconds(1)))
  }

  @Test("A loss is of its partition, and is forgotten after a while")
  func losses() {
    var progress = LaneProgress()
    progress.lose(tenant(1), at: .seconds(1))
    let end = .seconds(1) + LaneProgress.memory
    #expect(progress.lastLoss(of: tenant(1), at: end) == .seconds(1))
    #expect(progress.lastLoss(of: tenant(1), at: end + .milliseconds(1)) == nil)
    #expect(progress.lastLoss(of: tenant(2), at: end) == nil)
    progress.begin(tenant(2), at: .zero)
    for number in 3..<3 + LaneProgress.maximumRemembered { progress.lose(tenant(number), at: .seconds(2)) }
    #expect(progress.lastLoss(of: tenant(1), at: .seconds(2)) == nil, "too many")
    #expect(progress.isStalled(tenant(2), at: .seconds(9)) == true, "what waits is not forgotten")
  }

  @Test("Of a partition the last attempt decides")
  func failing() {
    var partitions = FailingPartitions()
    #expect(partitions.isFailing(tenant(1)) == nil && !partitions.isFailing)
    partitions.note(tenant(1), isFailing: true)
    #expect(partitions.isFailing(tenant(1)) == true && partitions.isFailing)
    partitions.note(tenant(2), isFailing: false)
    #expect(partitions.isFailing(tenant(1)) == true && partitions.isFailing(tenant(2)) == false)
    #expect(!partitions.isFailing)
    for number in 3..<3 + FailingPartitions.maximumCount { partitions.note(tenant(number), isFailing: false) }
    #expect(partitions.isFailing(tenant(1)) == nil, "forgotten")
  }
}
