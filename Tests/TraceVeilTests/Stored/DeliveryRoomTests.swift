import Testing

@testable import TraceVeil

@Suite("What partitions may have under way")
struct DeliveryRoomTests {
  private let tenants = (0..<8).map { ForwardedHeaders([("x-scope-orgid", "\($0)")]) }

  /// Begins as many as it may.
  private func fill(_ room: inout DeliveryRoom, _ tenant: Int, isAlone: Bool = false, bytes: Int = 1) -> Int {
    var count = 0
    while room.mayRead(tenants[tenant], isAlone: isAlone) {
      guard room.enter(tenants[tenant], bytes: bytes) else { return count }
      count += 1
    }
    return count
  }

  @Test("Each that is held up has half of what is free, so that those of others find room")
  func halves() {
    var room = DeliveryRoom(requests: 64, bytes: 1 << 20)
    let begun = (0..<6).map { fill(&room, $0) }
    #expect(begun == [32, 16, 8, 4, 2, 1])
    let last = [room.enter(tenants[6], bytes: 1), room.enter(tenants[7], bytes: 1)]
    #expect(last == [true, false])
  }

  @Test("The same holds for bytes, and a request that is larger than all goes alone")
  func bytes() {
    var room = DeliveryRoom(requests: 64, bytes: 100)
    let begun = (0..<3).map { fill(&room, $0, bytes: 10) }
    #expect(begun == [5, 3, 1])
    var alone = DeliveryRoom(requests: 64, bytes: 100)
    let entered = [alone.enter(tenants[0], bytes: 1000), alone.enter(tenants[1], bytes: 1)]
    let mayRead = alone.mayRead(tenants[0], isAlone: true)
    #expect(entered == [true, false] && !mayRead)
  }

  @Test("One that is alone has seven eighths, and another finds the rest")
  func alone() {
    var room = DeliveryRoom(requests: 64, bytes: 1 << 20)
    let begun = fill(&room, 0, isAlone: true)
    let mayRead = room.mayRead(tenants[0], isAlone: false)
    let other = fill(&room, 1)
    #expect(begun == 56 && !mayRead && other == 4)
  }

  @Test("Who found no room is told once when some is free, and nobody else is")
  func awaited() {
    var room = DeliveryRoom(requests: 4, bytes: 100)
    let begun = fill(&room, 0)
    let first = room.leave(tenants[0], bytes: 1)
    let mayRead = room.mayRead(tenants[0], isAlone: false)
    let second = room.leave(tenants[0], bytes: 1)
    #expect(begun == 2 && first && mayRead && !second && room.isEmpty)
    let entered = (0..<4).map { _ in room.enter(tenants[1], bytes: 25) }
    let more = room.enter(tenants[2], bytes: 1)
    let third = room.leave(tenants[1], bytes: 25)
    let later = room.enter(tenants[2], bytes: 25)
    #expect(!entered.contains(false) && !more && third && later)
  }
}
