import NIOCore
import NIOHTTP1
import Testing

@testable import HTTPServer

/// Requests that come together.
extension ConnectionStateMachineTests {
  @Test("Pipelined requests are answered in order, one at a time")
  func pipelining() {
    var connection = Connection()
    connection.receive(
      head("/a", length: 1),
      body(1),
      .end(nil),
      head("/b"),
      .end(nil),
      head("/c"),
      .end(nil)
    )
    #expect(connection.log == ["begin /a", "reserve 1", "deliver /a 1"])
    connection.answer()
    #expect(connection.log.suffix(4) == ["answer", "yield", "begin /b", "deliver /b 0"])
    connection.answer()
    #expect(connection.log.suffix(3) == ["yield", "begin /c", "deliver /c 0"])
    #expect(!connection.machine.wantsInput)
    connection.answer()
    #expect(connection.log.last == "answer", "nothing is left to yield with")
    #expect(connection.machine.isIdle && connection.machine.wantsInput)
  }

  @Test("Between two requests that came together nothing is read, nothing is due, and the connection may end")
  func yielding() {
    var connection = Connection()
    connection.takesTurns = false
    connection.receive(head("/a"), .end(nil), head("/b"), .end(nil))
    connection.answer()
    #expect(connection.log.last == "yield")
    #expect(!connection.machine.wantsInput && !connection.machine.isIdle && !connection.machine.waitsForPeer)
    #expect(connection.machine.deadline == nil)
    connection.pass(.hours(1))
    #expect(connection.log.last == "yield")
    var gone = connection
    gone.machine.disconnected()
    gone.machine.takeTurn(at: gone.now)
    gone.run()
    #expect(gone.log == connection.log)
    connection.machine.takeTurn(at: connection.now)
    connection.run()
    #expect(connection.log.suffix(2) == ["begin /b", "deliver /b 0"])
  }
}
