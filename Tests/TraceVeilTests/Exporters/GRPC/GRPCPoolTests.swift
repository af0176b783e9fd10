import NIOCore
import Testing

@testable import TraceVeil

@Suite("Which connection takes a call")
struct GRPCPoolTests {
  private typealias Pool = GRPCPool<String>

  private func name(_ choice: Pool.Choice) -> String {
    switch choice {
    case .call(let id, let connection): "\(connection) \(id)"
    case .wait(let id): "wait \(id)"
    case .open(let id): "open \(id)"
    case .ended: "ended"
    }
  }

  @Test("One opens it, others wait, and all share it up to its bound")
  func sharing() {
    var pool = Pool(maximumAge: .zero)
    #expect(name(pool.take(at: .zero).choice) == "open 0")
    #expect(name(pool.take(at: .zero).choice) == "wait 0")
    _ = pool.ready(0, "a", calls: 2)
    #expect(name(pool.take(at: .zero).choice) == "a 0")
    #expect(name(pool.take(at: .zero).choice) == "a 0")
    #expect(name(pool.take(at: .zero).choice) == "open 1")
    #expect(pool.giveBack(0) == nil)
    #expect(name(pool.take(at: .zero).choice) == "a 0")
    // The server changes its mind.
    _ = pool.ready(0, "a", calls: 3)
    #expect(name(pool.take(at: .zero).choice) == "a 0")
  }

  @Test("Many that wait have more than one connection opened for them")
  func crowd() {
    var pool = Pool(maximumAge: .zero)
    #expect(name(pool.take(at: .zero).choice) == "open 0")
    for _ in 0..<Pool.sharedOpening { #expect(name(pool.take(at: .zero).choice) == "wait 0") }
    #expect(name(pool.take(at: .zero).choice) == "open 1")
  }

  @Test("One that is old, or ends, takes no more calls and goes with its last")
  func ends() {
    var pool = Pool(maximumAge: .seconds(60))
    #expect(name(pool.take(at: .zero).choice) == "open 0")
    _ = pool.ready(0, "a", calls: 5)
    #expect(name(pool.take(at: .seconds(59)).choice) == "a 0")
    let (choice, old) = pool.take(at: .seconds(60))
    #expect(name(choice) == "open 1" && old == [])
    #expect(pool.giveBack(0) == "a")
    _ = pool.ready(1, "b", calls: 5)
    #expect(name(pool.take(at: .seconds(61)).choice) == "b 1")
    #expect(pool.giveBack(1) == nil)
    // Without calls it is for whoever asks next to close.
    let later = pool.take(at: .seconds(200))
    #expect(name(later.choice) == "open 2" && later.old == ["b"])
    _ = pool.ready(2, "c", calls: 5)
    #expect(name(pool.take(at: .seconds(201)).choice) == "c 2")
    pool.end(2)
    #expect(name(pool.take(at: .seconds(201)).choice) == "open 3")
    #expect(pool.giveBack(2) == "c")
    pool.end(3)
    pool.end(1)
    #expect(pool.count == 0)
  }

  @Test("After the end there is nothing")
  func shutDown() {
    var pool = Pool(maximumAge: .zero)
    _ = pool.take(at: .zero)
    _ = pool.ready(0, "a", calls: 1)
    #expect(pool.shutDown() == ["a"])
    #expect(name(pool.take(at: .zero).choice) == "ended")
    _ = pool.ready(0, "a", calls: 1)
    #expect(pool.giveBack(0) == nil)
    #expect(pool.count == 0)
  }
}

@Suite("Whether the peer of a connection is still there")
struct GRPCKeepAliveTests {
  @Test("It is asked when calls wait and nothing comes, and given up without an answer")
  func pings() {
    var now = NIODeadline.uptimeNanoseconds(0)
    var keepAlive = GRPCKeepAlive(at: now)
    now = now + .minutes(5)
    #expect(keepAlive.expire(calls: 0, at: now) == nil)
    #expect(keepAlive.expire(calls: 1, at: now) == .ping)
    #expect(keepAlive.expire(calls: 1, at: now + .seconds(19)) == nil)
    keepAlive.read(at: now + .seconds(19))
    #expect(keepAlive.expire(calls: 1, at: now + .minutes(4)) == nil)
    now = now + .minutes(6)
    #expect(keepAlive.expire(calls: 1, at: now) == .ping)
    #expect(keepAlive.expire(calls: 1, at: now + .seconds(20)) == .close)
  }
}
