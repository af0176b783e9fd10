import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Open receipts")
struct OpenReceiptsTests {
  @Test("At the end all that wait are told, and whoever comes later at once; what was removed is not")
  func expires() {
    let receipts = OpenReceipts()
    let endings = Lines()
    let waiting = RequestReceipt { endings.add("waiting \($0)") }
    let removed = RequestReceipt { _ in endings.add("removed") }
    _ = receipts.add(waiting)
    receipts.remove(receipts.add(removed))
    receipts.expireAll()
    #expect(endings.all == ["waiting notTaken"])
    let late = RequestReceipt { endings.add("late \($0)") }
    _ = receipts.add(late)
    #expect(endings.all == ["waiting notTaken", "late notTaken"])
    withExtendedLifetime((waiting, removed, late)) {}
  }

  @Test("A receipt that everybody else forgets is not held")
  func holdsNone() {
    let receipts = OpenReceipts()
    let endings = Lines()
    do { _ = receipts.add(RequestReceipt { endings.add("\($0)") }) }
    #expect(endings.all == ["notTaken"])
    receipts.expireAll()
    #expect(endings.all == ["notTaken"])
  }
}
