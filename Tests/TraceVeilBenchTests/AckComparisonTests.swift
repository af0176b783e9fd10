import TestSupport
import Testing

@testable import TraceVeilBench

@Suite("Disk beside memory")
struct AckComparisonTests {
  private let base = [
    "TRACEVEIL_QUEUE_DIRECTORY": "/there", "TRACEVEIL_QUEUE_DISK_BYTES": "2000000",
    "TRACEVEIL_ACK": "delivered", "TRACEVEIL_ACK_TIMEOUT": "500", "TRACEVEIL_WORKERS": "1",
  ]

  @Test("Both gateways have the caller's settings, but for when senders are answered")
  func settings() {
    #expect(
      AckComparison.environment(.memory, queue: "/q", base: base)
        == ["TRACEVEIL_ACK": "memory", "TRACEVEIL_WORKERS": "1"]
    )
    #expect(
      AckComparison.environment(.disk, queue: "/q", base: base) == [
        "TRACEVEIL_ACK": "disk", "TRACEVEIL_QUEUE_DIRECTORY": "/q",
        "TRACEVEIL_QUEUE_DISK_BYTES": "2000000", "TRACEVEIL_WORKERS": "1",
      ]
    )
  }

  @Test("Syncs are counted, and nothing stays")
  func sync() throws {
    let folder = TemporaryDirectory()
    let cost = try SyncCost.measure(in: folder.path, bytes: 4096, syncs: 3, limit: .seconds(60))
    #expect(cost.syncs == 3 && cost.bytes == 4096)
    #expect(cost.p50 <= cost.p99 && cost.p99 <= cost.maximum)
    let again = try SyncCost.measure(in: folder.path, bytes: 8, syncs: 1, limit: .seconds(60))
    #expect(again.syncs == 1)
  }
}
