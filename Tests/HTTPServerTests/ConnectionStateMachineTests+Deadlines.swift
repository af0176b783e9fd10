import NIOCore
import NIOHTTP1
import Testing

@testable import HTTPServer

/// What does not come in time.
extension ConnectionStateMachineTests {
  @Test("A head that does not come closes the connection, the first one sooner than a later one")
  func idleTimeouts() {
    var first = Connection()
    first.pass(.seconds(9))
    #expect(first.log.isEmpty)
    first.pass(.seconds(1))
    #expect(first.log == ["close"])

    var later = Connection()
    later.receive(head(), .end(nil))
    later.answer()
    later.pass(.seconds(59))
    #expect(later.log.last == "answer")
    later.pass(.seconds(1))
    #expect(later.log.last == "close")
  }

  @Test("A head that comes too slowly is refused, the first one and later ones")
  func slowHeads() {
    var first = Connection()
    first.receiveUndecoded()
    first.pass(.seconds(9))
    first.receiveUndecoded()
    #expect(first.log == [])
    first.pass(.seconds(1))
    #expect(first.log == ["reject tooSlow, closing"])
    first.written()
    #expect(first.log.last == "close")

    var later = Connection()
    later.receiveUndecoded()
    later.receive(head(), .end(nil))
    later.answer()
    later.pass(.seconds(50))
    later.receiveUndecoded()
    later.pass(.seconds(10))
    #expect(later.log.last == "reject tooSlow, closing")
  }

  @Test("A body that stalls, and one that trickles, are given up")
  func slowBodies() {
    var stalled = Connection()
    stalled.receive(head(length: 9))
    stalled.pass(.seconds(10))
    #expect(stalled.log.last == "reject tooSlow, closing")
    stalled.written()
    #expect(stalled.log.last == "close")

    var trickling = Connection()
    trickling.receive(head(length: 900))
    trickling.pass(.seconds(5))
    trickling.receive(body(800))
    #expect(trickling.log.last == "reserve 900")
    trickling.pass(.seconds(5))
    #expect(trickling.log.last == "reject tooSlow, closing")

    var endless = Connection(maximumBodyBytes: 1 << 20)
    endless.receive(head(length: 1 << 20))
    for _ in 0..<11 {
      endless.pass(.seconds(5))
      endless.receive(body(3000))
    }
    #expect(endless.log.last == "reserve 48000")
    endless.pass(.seconds(5))
    #expect(endless.log.last == "reject tooSlow, closing")
  }

  @Test("A peer that does not take its answer, and one that never ends a refused body")
  func slowPeers() {
    var deaf = Connection()
    deaf.receive(head(), .end(nil))
    _ = deaf.machine.answer(closing: false, at: deaf.now)
    deaf.pass(.seconds(30))
    #expect(deaf.log.last == "close")

    var lingering = Connection()
    lingering.receive(head(length: 1500))
    lingering.written()
    lingering.pass(.seconds(5))
    #expect(lingering.log.last == "close")
  }

  @Test("Nothing times out while a request is being worked on")
  func noDeadlineWhileProcessing() {
    var connection = Connection()
    connection.receive(head(), .end(nil))
    #expect(connection.machine.deadline == nil)
    connection.pass(.hours(1))
    #expect(connection.log.last == "deliver /a 0")
  }
}
