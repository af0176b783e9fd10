import NIOCore
import NIOHTTP1
import Testing

@testable import HTTPServer

@Suite("Connection state machine: requests that are streamed")
struct StreamingStateTests {
  /// A connection whose owner reads and answers part by part, when the test says so.
  struct Connection {
    var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    var machine: ConnectionStateMachine
    /// What the owner saw, a word an action.
    var log: [String] = []

    init() {
      var limits = HTTPConnectionLimits(maximumBodyBytes: 0)
      limits.lingerBytes = 2000
      machine = ConnectionStateMachine(limits: limits, at: now)
    }

    mutating func receive(_ parts: HTTPServerRequestPart...) {
      for part in parts { machine.receive(part) }
      run()
    }

    mutating func run() {
      while let action = machine.next(at: now) {
        switch action {
        case .begin(let head):
          log.append("begin \(head.uri)")
          machine.stream()
        case .sendContinue: log.append("100")
        case .hand(let part): log.append(part.map { "part \($0.readableBytes)" } ?? "end")
        case .breakOff: log.append("broken off")
        case .reject(let rejection, let closing):
          log.append("reject \(rejection)" + (closing ? ", closing" : ""))
        case .close: log.append("close")
        case .yield:
          log.append("yield")
          machine.takeTurn(at: now)
        case .reserve, .deliver: log.append("unexpected")
        }
      }
    }

    mutating func demand() {
      if !machine.demand(at: now) { log.append("over") }
      run()
    }

    mutating func begin(closing: Bool = false) {
      switch machine.beginAnswer(closing: closing) {
      case true?: log.append("answer, closing")
      case false?: log.append("answer")
      case nil: log.append("over")
      }
    }

    mutating func write() {
      if !machine.writePart(at: now) { log.append("over") }
    }

    mutating func end() {
      if !machine.endAnswer(at: now) { log.append("over") }
      machine.answerWritten(at: now)
      run()
    }

    mutating func pass(_ time: TimeAmount) {
      now = now + time
      machine.expire(at: now)
      run()
    }
  }

  private func head(_ uri: String = "/a", length: Int? = nil, _ headers: [(String, String)] = [])
    -> HTTPServerRequestPart
  {
    var fields = HTTPHeaders(headers)
    fields.add(
      name: length == nil ? "transfer-encoding" : "content-length",
      value: length.map(String.init) ?? "chunked"
    )
    return .head(HTTPRequestHead(version: .http1_1, method: .POST, uri: uri, headers: fields))
  }

  private func body(_ count: Int) -> HTTPServerRequestPart {
    .body(ByteBuffer(repeating: 0x61, count: count))
  }

  @Test("Nothing is read or handed over before it is asked for, and one part then")
  func demand() {
    var connection = Connection()
    connection.receive(head())
    #expect(connection.log == ["begin /a"])
    #expect(!connection.machine.wantsInput)
    connection.demand()
    #expect(connection.machine.wantsInput)
    connection.receive(body(1), body(2), .end(nil))
    #expect(connection.log == ["begin /a", "part 1"])
    #expect(!connection.machine.wantsInput)
    connection.demand()
    #expect(!connection.machine.wantsInput, "what has come is enough")
    connection.demand()
    connection.demand()
    #expect(connection.log.dropFirst(2) == ["part 2", "end", "end"])
  }

  @Test("The next request waits until this one is answered")
  func pipelining() {
    var connection = Connection()
    connection.receive(head(length: 1), body(1), .end(nil), head("/b", length: 0), .end(nil))
    connection.demand()
    connection.demand()
    connection.begin()
    #expect(connection.log == ["begin /a", "part 1", "end", "answer"])
    connection.end()
    #expect(connection.log.last == "begin /b")
  }

  @Test("100 Continue with the first part that is asked for, once, and never for a body that is none")
  func expectContinue() {
    let expect = [("expect", "100-continue")]
    var connection = Connection()
    connection.receive(head(length: 2, expect))
    #expect(connection.log == ["begin /a"])
    connection.demand()
    #expect(connection.log.last == "100")
    connection.receive(body(1))
    connection.demand()
    #expect(connection.log.suffix(2) == ["100", "part 1"])

    var empty = Connection()
    empty.receive(head(length: 0, expect), .end(nil))
    empty.demand()
    #expect(empty.log == ["begin /a", "end"])
  }

  @Test(
    "Who waits to be asked for a body, and is answered instead, may or may not send it: the connection ends"
  )
  func answeredUnasked() {
    var connection = Connection()
    connection.receive(head(length: 2, [("expect", "100-continue")]))
    connection.begin()
    #expect(connection.log.last == "answer, closing")

    var asked = Connection()
    asked.receive(head(length: 2, [("expect", "100-continue")]))
    asked.demand()
    asked.begin()
    #expect(asked.log.last == "answer")
  }

  @Test("An answer before the end of the body: what is left is dropped, unless that is too long")
  func earlyAnswer() {
    var connection = Connection()
    connection.receive(head(length: 1000), body(1))
    connection.begin()
    connection.end()
    #expect(connection.machine.wantsInput)
    connection.receive(body(999), .end(nil), head("/b"))
    #expect(connection.log == ["begin /a", "answer", "yield", "begin /b"])

    var long = Connection()
    long.receive(head(length: 2001))
    long.begin()
    #expect(long.log.last == "answer, closing")

    var endless = Connection()
    endless.receive(head())
    endless.begin()
    endless.end()
    endless.receive(body(2000))
    #expect(endless.log.last == "answer")
    endless.receive(body(1))
    #expect(endless.log.last == "close")
  }

  @Test("A request that is over gives no parts and takes no answer")
  func over() {
    var connection = Connection()
    connection.receive(head(length: 0), .end(nil))
    connection.begin()
    connection.begin()
    #expect(connection.log.last == "over", "an answer begins once")
    connection.end()
    connection.demand()
    connection.begin()
    connection.write()
    connection.end()
    #expect(connection.log.suffix(4) == ["over", "over", "over", "over"])
  }

  @Test("The owner wants the connection closed")
  func closing() {
    var connection = Connection()
    connection.receive(head(length: 0), .end(nil))
    connection.begin(closing: true)
    connection.end()
    #expect(connection.log == ["begin /a", "answer, closing", "close"])
  }

  @Test("What is not HTTP in the middle of a body: 400 as long as nothing else has been said")
  func malformed() {
    var connection = Connection()
    connection.receive(head(), body(1))
    connection.machine.receiveFailure(.malformed)
    connection.demand()
    connection.demand()
    #expect(connection.log.suffix(3) == ["part 1", "broken off", "reject malformed, closing"])
    connection.begin()
    #expect(connection.log.last == "over")
    connection.machine.answerWritten(at: connection.now)
    connection.run()
    #expect(connection.log.last == "close")

    var answered = Connection()
    answered.receive(head())
    answered.machine.receiveFailure(.malformed)
    answered.begin()
    answered.demand()
    #expect(answered.log.suffix(3) == ["answer", "broken off", "close"])
  }

  @Test("Of a client that is gone comes what it has sent, and no end that it has not sent")
  func disconnected() {
    var half = Connection()
    half.receive(head(length: 5), body(2))
    half.machine.disconnected()
    half.demand()
    half.demand()
    #expect(half.log.prefix(3) == ["begin /a", "part 2", "broken off"])

    var whole = Connection()
    whole.receive(head(length: 2), body(2), .end(nil))
    whole.machine.disconnected()
    whole.demand()
    whole.demand()
    #expect(whole.log == ["begin /a", "part 2", "end"])
  }

  @Test("A body that stalls while it is waited for closes the connection; one that nobody asks for does not")
  func stalls() {
    var connection = Connection()
    connection.receive(head(length: 5000))
    connection.pass(.hours(1))
    #expect(connection.log == ["begin /a"])
    connection.demand()
    connection.pass(.seconds(9))
    connection.receive(body(2400))
    connection.pass(.hours(1))
    connection.demand()
    connection.pass(.seconds(5))
    connection.receive(body(1))
    connection.demand()
    connection.pass(.seconds(4))
    #expect(connection.log.last == "part 1")
    connection.pass(.seconds(1))
    #expect(connection.log.last == "close", "a byte now and then is too slow")
  }

  @Test(
    "A client that does not take a part of its answer is given up; one that takes its time between parts is not"
  )
  func slowPeers() {
    var connection = Connection()
    connection.receive(head(length: 0), .end(nil))
    connection.begin()
    for _ in 0..<3 {
      connection.write()
      connection.pass(.seconds(29))
      connection.machine.partWritten()
      connection.pass(.hours(1))
    }
    #expect(connection.log.last == "answer")
    connection.write()
    connection.pass(.seconds(30))
    #expect(connection.log.last == "close")
  }

  @Test("Half an answer closes the connection, a whole one does not")
  func abandoned() {
    var half = Connection()
    half.receive(head(length: 0), .end(nil))
    half.begin()
    half.machine.abandon()
    half.run()
    #expect(half.log.last == "close")

    var whole = Connection()
    whole.receive(head(length: 0), .end(nil))
    whole.begin()
    whole.end()
    whole.machine.abandon()
    whole.run()
    #expect(whole.log.last == "answer")
  }
}
