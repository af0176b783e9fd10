import HTTPServer
import OTLP
import Synchronization
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Requests that come while there is no room.
@Suite("Waiting for room", .timeLimit(.minutes(5)))
struct AdmissionTests {
  private static let body = OTLPBytes.traces()
  private static let json =
    #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"\#(String(repeating: "7", count: 32))","spanId":"7777777777777777"}]}]}]}"#

  private func full(wait: Duration, _ body: (Receiver) async throws -> Void) async throws {
    try await Receiver.with(Receiver(budget: Self.body.count, admissionWait: wait)) { receiver in
      let first = try await receiver.connect()
      #expect(await first.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200)
      await receiver.becomes(reserved: Self.body.count)
      try await body(receiver)
    }
  }

  /// Returns once so many requests wait.
  private func waiting(_ count: Int, _ receiver: Receiver) async {
    while receiver.budget.waiting != count { await Task.yield() }
  }

  @Test("A request that does not fit is answered once there is room, in the order in which they came")
  func order() async throws {
    try await full(wait: .seconds(3600)) { receiver in
      let second = try await receiver.connect()
      let third = try await receiver.connect()
      async let one = second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      await waiting(1, receiver)
      async let two = third.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      await waiting(2, receiver)
      receiver.traces.clear()
      #expect(await one?.status == 200)
      #expect(receiver.budget.waiting == 1, "there is room for one")
      receiver.traces.clear()
      #expect(await two?.status == 200)
      #expect(receiver.count(.overloaded) == 0)
    }
  }

  @Test("One that inflates to more than there is room for waits, too")
  func inflation() async throws {
    let plain = OTLPBytes.traces()
    let packed = GzipBytes.stored(plain)
    try await Receiver.with(Receiver(budget: plain.count + packed.count, admissionWait: .seconds(3600))) {
      receiver in
      let first = try await receiver.connect()
      #expect(await first.request("POST", "/v1/traces", headers: [protobuf], body: plain)?.status == 200)
      let second = try await receiver.connect()
      async let answer = second.request(
        "POST",
        "/v1/traces",
        headers: [protobuf, ("Content-Encoding", "gzip")],
        body: packed
      )
      await waiting(1, receiver)
      receiver.traces.clear()
      #expect(await answer?.status == 200)
    }
  }

  @Test("After its time it gets 503, and the connection goes on")
  func expiry() async throws {
    try await full(wait: .milliseconds(20)) { receiver in
      let second = try await receiver.connect()
      let refused = await second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(refused?.status == 503)
      #expect(refused?["retry-after"] != nil)
      #expect(receiver.count(.overloaded) == 1)
      receiver.traces.clear()
      #expect(await second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200)
    }
  }

  @Test("A client that goes away while it waits takes no room")
  func gone() async throws {
    try await full(wait: .seconds(3600)) { receiver in
      let second = try await receiver.connect()
      await second.send("POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n")
      await second.send("Content-Length: \(Self.body.count)\r\n\r\n")
      await waiting(1, receiver)
      await second.close()
      await waiting(0, receiver)
      await receiver.occupancy.empty()
      receiver.traces.clear()
      await receiver.becomes(reserved: 0)
    }
  }

  /// A receiver whose queue takes one request at a time, by the number of its items.
  private func bounded(wait: Duration, _ body: (Receiver) async throws -> Void) async throws {
    try await Receiver.with(Receiver(admissionWait: wait, maximumItems: 1)) { receiver in
      let first = try await receiver.connect()
      #expect(await first.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200)
      try await body(receiver)
    }
  }

  @Test("A request waits for room among the items, too, plain or in JSON")
  func items() async throws {
    try await bounded(wait: .seconds(3600)) { receiver in
      let bodies = [
        (Self.body, [protobuf]),
        (Array(Self.json.utf8), [("Content-Type", "application/json")]),
      ]
      for (body, headers) in bodies {
        let second = try await receiver.connect()
        async let answer = second.request("POST", "/v1/traces", headers: headers, body: body)
        await itemsWait(1, receiver)
        receiver.traces.clear()
        #expect(await answer?.status == 200)
        #expect(receiver.traces.requests.count == 1)
      }
      #expect(receiver.count(.overloaded) == 0 && receiver.count(.accepted) == 3)
    }
  }

  @Test("Of those that wait for items, who came first goes first, and nobody new overtakes them")
  func itemOrder() async throws {
    try await bounded(wait: .seconds(3600)) { receiver in
      let (second, third) = (try await receiver.connect(), try await receiver.connect())
      async let one = second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      await itemsWait(1, receiver)
      async let two = third.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      await itemsWait(2, receiver)
      receiver.traces.clear()
      #expect(await one?.status == 200)
      await itemsWait(1, receiver)
      receiver.traces.clear()
      #expect(await two?.status == 200)
    }
  }

  @Test("When the gateway ends, who waits for bytes or items gets 503 at once")
  func ending() async throws {
    try await bounded(wait: .seconds(3600)) { receiver in
      let second = try await receiver.connect()
      async let answer = second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      await itemsWait(1, receiver)
      receiver.itemBound?.close()
      #expect(await answer?.status == 503)
      let third = try await receiver.connect()
      #expect(await third.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 503)
    }
    let receiver = try await Receiver(budget: Self.body.count, admissionWait: .seconds(3600))
    try await Receiver.with(receiver) { receiver in
      let (first, second) = (try await receiver.connect(), try await receiver.connect())
      #expect(await first.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200)
      async let answer = second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      while receiver.budget.waiting != 1 { await Task.yield() }
      receiver.budget.close()
      #expect(await answer?.status == 503)
    }
  }

  @Test("What is not taken gives its bytes to another one that comes from there")
  func reentry() async throws {
    try await bounded(wait: .seconds(3600)) { receiver in
      let request = try #require(receiver.traces.requests.first)
      let bound = try #require(receiver.itemBound)
      receiver.traces.clear()
      receiver.traces.answer(.shutDown)
      let budget = ByteBudget(limit: 10)
      guard let held = budget.reserve(10) else { return #expect(Bool(false), "no room") }
      let results = Mutex<[SubmitResult]>([])
      let admission = budget.admit(5, holding: 0, for: nil) { granted in
        guard let granted else { return }
        let result = bound.submit(request, reservation: granted)
        results.withLock { $0.append(result) }
      }
      guard case .waiting = admission else { return #expect(Bool(false), "it did not wait") }
      #expect(bound.submit(request, reservation: held) == .shutDown)
      #expect(results.withLock { $0.count } == 1)
      #expect(budget.reserved == 0)
    }
  }

  @Test("After its time a request without room among the items gets 503, and gives its bytes back")
  func itemExpiry() async throws {
    try await bounded(wait: .milliseconds(20)) { receiver in
      let second = try await receiver.connect()
      let refused = await second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(refused?.status == 503 && refused?["retry-after"] != nil)
      #expect(receiver.count(.overloaded) == 1)
      receiver.traces.clear()
      await receiver.becomes(reserved: 0)
      #expect(await second.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200)
    }
  }

  private func itemsWait(_ count: Int, _ receiver: Receiver) async {
    while receiver.itemBound?.waitingCount != count { await Task.yield() }
  }
}
