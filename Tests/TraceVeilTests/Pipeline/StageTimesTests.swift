import NIOCore
import OTLP
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite struct StageTimesTests {
  /// Goes on by 1, 10, 100, ... with each look.
  private final class Steps: Sendable {
    private let state = Mutex((time: UInt64(0), step: UInt64(1)))

    func next() -> UInt64 {
      state.withLock { state in
        state.time += state.step
        state.step *= 10
        return state.time
      }
    }
  }

  private func encode(_ compression: Compression, transforms: [any BatchTransform] = []) -> StageTimes {
    var encoder = BatchEncoder<SpanData>(transforms: transforms, treeBytes: 1 << 20)
    let steps = Steps()
    encoder.cpuTime = { steps.next() }
    var scratch = EncodingScratch(signal: .traces, maximumTreeBytes: 1 << 20, compression: compression)
    return encoder.encode(SpanData.samples(2), with: &scratch).stages
  }

  @Test func everyStageHasTheTimeBetweenItsBeginningAndItsEnd() {
    let times = encode(.gzip(level: 1))
    #expect(StageTimes.Stage.allCases.map { times[$0] } == [10, 100, 1000, 10_000])
  }

  @Test func withoutCompressionThereIsNoTimeForIt() {
    let times = encode(.none)
    #expect(StageTimes.Stage.allCases.map { times[$0] } == [10, 100, 1000, 0])
  }

  @Test func aProcessorThatFailsIsTimedToo() {
    let failing = ClosureProcessor { _ in throw ProcessorFailure() }
    let times = encode(.gzip(level: 1), transforms: [failing])
    #expect(StageTimes.Stage.allCases.map { times[$0] } == [10, 100, 0, 0])
  }

  @Test func aPipelineAddsUpWhatItsBatchesTook() async throws {
    let pipeline = ExportPipeline.test(InMemoryExporter(), clock: ManualClock())
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(3))
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(pipeline.statistics.stages[.decode] > 0)
    #expect(pipeline.statistics.stages[.encode] > 0)
  }

  @Test func addsStageByStage() {
    var sum = StageTimes()
    var more = StageTimes()
    for (index, stage) in StageTimes.Stage.allCases.enumerated() { more[stage] = UInt64(index + 1) }
    sum += more
    sum += more
    #expect(StageTimes.Stage.allCases.map { sum[$0] } == [2, 4, 6, 8])
  }
}
