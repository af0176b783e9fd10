import Testing

@testable import Workload

@Suite struct LoadScheduleTests {
  @Test func aClosedLoopAlwaysHasWorkUntilItsTimeIsUp() {
    var schedule = LoadSchedule(.closedLoop, duration: 100, maximumRequests: 3)
    #expect(schedule.next(now: 5) == .send(number: 0, intended: 5))
    #expect(schedule.next(now: 5) == .send(number: 1, intended: 5))
    #expect(schedule.intendedCount == nil)
    var ended = schedule
    #expect(ended.next(now: 100) == .finished)
    #expect(schedule.next(now: 99) == .send(number: 2, intended: 99))
    #expect(schedule.next(now: 99) == .finished)
  }

  @Test func aRateKeepsToItsTimetableWhenAnswersAreLate() {
    var schedule = LoadSchedule(.rate(1000), duration: 5_000_000, maximumRequests: 100)
    #expect(schedule.intendedCount == 5)
    #expect(schedule.next(now: 0) == .send(number: 0, intended: 0))
    #expect(schedule.next(now: 10) == .wait(until: 1_000_000))
    #expect(schedule.next(now: 3_500_000) == .send(number: 1, intended: 1_000_000))
    #expect(schedule.next(now: 3_500_000) == .send(number: 2, intended: 2_000_000))
    #expect(schedule.next(now: 3_500_000) == .send(number: 3, intended: 3_000_000))
    #expect(schedule.next(now: 3_500_000) == .wait(until: 4_000_000))
    #expect(schedule.next(now: 4_999_999) == .send(number: 4, intended: 4_000_000))
    #expect(schedule.next(now: 4_999_999) == .finished)
    #expect(schedule.startedCount == 5)
  }
}
