import HTTPServer
import Testing

@Suite("Occupancy", .timeLimit(.minutes(5)))
struct OccupancyTests {
  @Test("Whoever waits for the last request waits until it has left, or the wait is cancelled")
  func waits() async {
    let occupancy = Occupancy()
    let presence = occupancy.enter()
    let cancelled = Task { await occupancy.empty() }
    cancelled.cancel()
    await cancelled.value
    let waiting = Task { await occupancy.empty() }
    _ = consume presence
    await waiting.value
  }
}
