import NIOCore
import NIOHTTP1
import Testing

@testable import TraceVeilGateway

@Suite("Answers of the upstream as they arrive")
struct UpstreamArrivalTests {
  private struct Broken: Error {}

  @Test("A short answer is handed over when all of it is there, and in one piece")
  func short() throws {
    var arrival = UpstreamArrival()
    arrival.receive(head(length: 6))
    arrival.receive(ByteBuffer(string: "abc"))
    #expect(arrival.takeHead() == nil)
    arrival.receive(ByteBuffer(string: "def"))
    arrival.finish(.success(()))
    let (head, body) = try #require(try arrival.takeHead()?.get())
    #expect(head.status == .created)
    #expect(body == ByteBuffer(string: "abcdef"))
  }

  @Test("A short answer that breaks off has no head: nobody has been told of it")
  func brokenShort() {
    var arrival = UpstreamArrival()
    arrival.receive(head(length: 6))
    arrival.receive(ByteBuffer(string: "abc"))
    arrival.finish(.failure(Broken()))
    #expect(throws: Broken.self) { try arrival.takeHead()?.get() }
  }

  @Test(
    "An answer that is long, or does not say how long it is, is handed over as it comes",
    arguments: [nil, 1 << 20]
  )
  func long(length: Int?) throws {
    var arrival = UpstreamArrival()
    #expect(arrival.takeHead() == nil)
    arrival.receive(head(length: length))
    #expect(try arrival.takeHead()?.get().body == .some(nil))
    #expect(arrival.takePart() == nil)
    for text in ["abc", "def"] { arrival.receive(ByteBuffer(string: text)) }
    #expect(try arrival.takePart()?.get() == ByteBuffer(string: "abc"))
    arrival.finish(.success(()))
    #expect(try arrival.takePart()?.get() == ByteBuffer(string: "def"))
    #expect(try arrival.takePart()?.get() == .some(nil))
  }

  @Test("What came before an answer broke off is handed over before the error")
  func broken() throws {
    var arrival = UpstreamArrival()
    arrival.receive(head(length: nil))
    arrival.receive(ByteBuffer(string: "abc"))
    arrival.finish(.failure(Broken()))
    arrival.finish(.success(()))
    #expect(try arrival.takePart()?.get() == ByteBuffer(string: "abc"))
    #expect(throws: Broken.self) { try arrival.takePart()?.get() }
  }

  @Test("An answer without a head is an error at once")
  func nothing() {
    var arrival = UpstreamArrival()
    arrival.finish(.failure(Broken()))
    #expect(throws: Broken.self) { try arrival.takeHead()?.get() }
  }

  @Test("There is room for more until so much waits to be taken")
  func room() throws {
    var arrival = UpstreamArrival()
    arrival.receive(head(length: nil))
    arrival.receive(ByteBuffer(repeating: 0, count: UpstreamArrival.shortLength - 1))
    #expect(arrival.hasRoom)
    arrival.receive(ByteBuffer(repeating: 0, count: 1))
    #expect(!arrival.hasRoom)
    _ = try arrival.takePart()?.get()
    #expect(arrival.hasRoom)
  }

  private func head(length: Int?) -> HTTPResponseHead {
    HTTPResponseHead(
      version: .http1_1,
      status: .created,
      headers: length.map { ["content-length": "\($0)"] } ?? [:]
    )
  }
}
