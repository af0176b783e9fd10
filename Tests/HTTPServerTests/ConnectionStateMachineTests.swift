import NIOCore
import NIOHTTP1
import Testing

@testable import HTTPServer

@Suite("Connection state machine")
struct ConnectionStateMachineTests {
  /// A connection with small limits, a clock that is moved by hand and an owner that says yes.
  struct Connection {
    var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    var machine: ConnectionStateMachine
    /// What the owner saw, a word an action.
    var log: [String] = []
    /// Largest reservation that is granted.
    var room = Int.max
    var admits = true
    var takesTurns = true
    /// Of the request at hand.
    var uri = ""

    init(maximumBodyBytes: Int = 1000) {
      var limits = HTTPConnectionLimits(maximumBodyBytes: maximumBodyBytes)
      limits.lingerBytes = 2000
      machine = ConnectionStateMachine(limits: limits, at: now)
    }

    mutating func receive(_ parts: HTTPServerRequestPart...) {
      for part in parts { machine.receive(part) }
      run()
    }

    mutating func receiveUndecoded() {
      machine.receiveUndecoded()
      run()
    }

    mutating func run() {
      while let action = machine.next(at: now) {
        switch action {
        case .begin(let head):
          uri = head.uri
          log.append("begin \(uri)")
          if admits {
            machine.collect(at: now)
          } else {
            log.append(machine.refuse(closing: false, at: now) ? "refused, closing" : "refused")
          }
        case .reserve(let bytes):
          log.append("reserve \(bytes)")
          machine.reserved(bytes <= room, at: now)
        case .sendContinue: log.append("100")
        case .deliver(let body): log.append("deliver \(uri) \(body.readableBytes)")
        case .reject(let rejection, let closing):
          log.append("reject \(rejection)" + (closing ? ", closing" : ""))
        case .yield:
          log.append("yield")
          if takesTurns { machine.takeTurn(at: now) }
        case .hand, .breakOff: log.append("unexpected")
        case .close: log.append("close")
        }
      }
    }

    mutating func answer(closing: Bool = false) {
      log.append(machine.answer(closing: closing, at: now) ? "answer, closing" : "answer")
      written()
    }

    mutating func written() {
      machine.answerWritten(at: now)
      run()
    }

    mutating func pass(_ time: TimeAmount) {
      now = now + time
      machine.expire(at: now)
      run()
    }
  }

  func head(_ uri: String = "/a", length: Int? = nil, _ headers: [(String, String)] = [])
    -> HTTPServerRequestPart
  {
    var fields = HTTPHeaders(headers)
    if let length { fields.add(name: "content-length", value: String(length)) }
    return .head(HTTPRequestHead(version: .http1_1, method: .POST, uri: uri, headers: fields))
  }

  func body(_ count: Int) -> HTTPServerRequestPart {
    .body(ByteBuffer(repeating: 0x61, count: count))
  }

  @Test("A small body is reserved before it is read, once")
  func declaredBody() {
    var connection = Connection()
    connection.receive(head(length: 5))
    #expect(connection.log == ["begin /a", "reserve 5"])
    #expect(connection.machine.wantsInput)
    connection.receive(body(2), body(3), .end(nil))
    #expect(connection.log.suffix(1) == ["deliver /a 5"])
    #expect(!connection.machine.wantsInput, "nothing is read while a request is being answered")
    connection.answer()
    #expect(connection.machine.wantsInput)
    connection.receive(head("/b", length: 0), .end(nil))
    #expect(connection.log.suffix(2) == ["begin /b", "deliver /b 0"])
  }

  @Test("A body in chunks is reserved as it grows, never beyond the limit")
  func chunkedBody() {
    var connection = Connection(maximumBodyBytes: 200_000)
    connection.receive(head("/a", [("transfer-encoding", "chunked")]), body(60_000))
    #expect(connection.log == ["begin /a", "reserve 512", "reserve 60000"])
    connection.receive(body(60_000), body(60_000), .end(nil))
    #expect(connection.log.suffix(3) == ["reserve 120000", "reserve 200000", "deliver /a 180000"])
  }

  @Test("What a head declares takes no room before it has come, and in the end just what has come")
  func declaredAndNotSent() {
    var connection = Connection(maximumBodyBytes: 64 << 20)
    connection.receive(head(length: 64 << 20), body(1))
    #expect(connection.log == ["begin /a", "reserve 512"])
    connection.receive(body(50_000))
    #expect(connection.log.last == "reserve 50001")
    connection.receive(body(1))
    #expect(connection.log.last == "reserve 100002")

    var small = Connection(maximumBodyBytes: 64 << 20)
    small.receive(head(length: 6000), body(5000))
    #expect(small.log.last == "reserve 5000")
  }

  @Test("Too long, declared or in chunks: refused before it is held, and the connection ends")
  func tooLarge() {
    var declared = Connection()
    declared.receive(head(length: 1001))
    #expect(declared.log == ["begin /a", "reject tooLarge, closing"])

    var chunked = Connection()
    chunked.receive(head("/a", [("transfer-encoding", "chunked")]), body(600), body(401))
    #expect(chunked.log == ["begin /a", "reserve 512", "reserve 1000", "reject tooLarge, closing"])

    var endless = Connection()
    endless.receive(head("/a", [("content-length", "99999999999999999999")]))
    #expect(endless.log == ["begin /a", "reject tooLarge, closing"])
  }

  @Test("No room: refused, the body is dropped, and the connection goes on")
  func overloaded() {
    var connection = Connection()
    connection.room = 10
    connection.receive(head(length: 11))
    #expect(connection.log == ["begin /a", "reserve 11", "reject overloaded"])
    connection.written()
    connection.receive(body(11), .end(nil), head("/b", length: 2), body(2), .end(nil))
    #expect(connection.log.suffix(3) == ["begin /b", "reserve 2", "deliver /b 2"])
  }

  @Test("No room in the middle of a body in chunks")
  func overloadedInTheMiddle() {
    var connection = Connection(maximumBodyBytes: 1_000_000)
    connection.room = 70_000
    connection.receive(head("/a", [("transfer-encoding", "chunked")]), body(60_000), body(60_000))
    let expected = ["begin /a", "reserve 512", "reserve 60000", "reserve 120000", "reject overloaded"]
    #expect(connection.log == expected)
  }

  @Test("100 Continue only once there is room, and a refusal ends the connection")
  func expectContinue() {
    var connection = Connection()
    connection.receive(head(length: 5, [("expect", "100-Continue")]))
    #expect(connection.log == ["begin /a", "reserve 5", "100"])

    var full = Connection()
    full.room = 0
    full.receive(head(length: 5, [("expect", "100-continue")]))
    #expect(full.log == ["begin /a", "reserve 5", "reject overloaded, closing"])

    var refused = Connection()
    refused.admits = false
    refused.receive(head(length: 5, [("expect", "100-continue")]))
    #expect(refused.log == ["begin /a", "refused, closing"])
  }

  @Test("The next request waits until the answer has left")
  func answersAreFlushed() {
    var connection = Connection()
    connection.receive(head("/a"), .end(nil), head("/b"), .end(nil))
    _ = connection.machine.answer(closing: false, at: connection.now)
    connection.run()
    #expect(connection.log == ["begin /a", "deliver /a 0"])
    connection.written()
    #expect(connection.log.suffix(2) == ["begin /b", "deliver /b 0"])
  }

  @Test(
    "Connection: close, HTTP/1.0 and an offer of another protocol end the connection",
    arguments: [0, 1, 2]
  )
  func closing(variant: Int) {
    var connection = Connection()
    let headers: [(String, String)] = [
      [("connection", "close")], [], [("connection", "upgrade"), ("upgrade", "h2c")],
    ][variant]
    connection.receive(
      .head(
        HTTPRequestHead(
          version: variant == 1 ? .http1_0 : .http1_1,
          method: .POST,
          uri: "/a",
          headers: HTTPHeaders(headers)
        )
      ),
      .end(nil)
    )
    connection.answer()
    #expect(connection.log == ["begin /a", "deliver /a 0", "answer, closing", "close"])
  }

  @Test("A refused head leaves the connection usable once its body is dropped, unless that is too long")
  func refusal() {
    var connection = Connection()
    connection.admits = false
    connection.receive(head(length: 3), body(3), .end(nil))
    #expect(connection.log == ["begin /a", "refused"])
    connection.written()
    connection.admits = true
    connection.receive(head("/b"), .end(nil))
    #expect(connection.log.suffix(1) == ["deliver /b 0"])

    var long = Connection()
    long.admits = false
    long.receive(head(length: 2001))
    #expect(long.log == ["begin /a", "refused, closing"])
  }

  @Test("The rest of a refused body is dropped up to a number of bytes")
  func lingering() {
    var connection = Connection()
    connection.receive(head(length: 5000))
    connection.written()
    connection.receive(body(2000))
    #expect(connection.log.last == "reject tooLarge, closing")
    connection.receive(body(1))
    #expect(connection.log.last == "close")
  }

  @Test("A refused body that ends is followed by a clean close")
  func lingeringToTheEnd() {
    var connection = Connection()
    connection.receive(head(length: 1500))
    connection.written()
    connection.receive(body(1500), .end(nil))
    #expect(connection.log.last == "close")
  }

  @Test("What is not HTTP is answered after what came before it")
  func malformed() {
    var connection = Connection()
    connection.receive(head("/a"), .end(nil))
    connection.machine.receiveFailure(.malformed)
    connection.run()
    #expect(connection.log == ["begin /a", "deliver /a 0"])
    connection.answer()
    #expect(connection.log.suffix(2) == ["yield", "reject malformed, closing"])
    connection.written()
    #expect(connection.log.last == "close")
  }

  @Test("A head over its limit, and rubbish in the middle of a body")
  func failures() {
    var large = Connection()
    large.machine.receiveFailure(.headTooLarge)
    large.run()
    #expect(large.log == ["reject headTooLarge, closing"])

    var broken = Connection()
    broken.receive(head("/a", [("transfer-encoding", "chunked")]), body(1))
    broken.machine.receiveFailure(.malformed)
    broken.run()
    #expect(broken.log.last == "reject malformed, closing")
  }

  @Test("A gone connection asks for nothing")
  func disconnected() {
    var connection = Connection()
    connection.receive(head(length: 9))
    connection.machine.disconnected()
    connection.receive(body(9), .end(nil))
    #expect(connection.log == ["begin /a", "reserve 9"])
    #expect(!connection.machine.wantsInput)
  }

  @Test("A body is copied out of the receive buffer, which it would keep alive")
  func copies() {
    var connection = Connection()
    let received = ByteBuffer(repeating: 0x61, count: 1 << 16)
    guard let slice = received.getSlice(at: 0, length: 10) else { return }
    connection.machine.receive(head(length: 10))
    connection.machine.receive(.body(slice))
    connection.machine.receive(.end(nil))
    while let action = connection.machine.next(at: connection.now) {
      switch action {
      case .begin: connection.machine.collect(at: connection.now)
      case .reserve: connection.machine.reserved(true, at: connection.now)
      case .deliver(let body):
        #expect(body.readableBytes == 10)
        #expect(body.storageCapacity < 1 << 10)
      default: Issue.record("unexpected \(action)")
      }
    }
  }
}
