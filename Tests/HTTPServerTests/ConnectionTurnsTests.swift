import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import HTTPServer

/// Requests that are sent without waiting for answers, beside others, over real sockets and one event loop.
@Suite("Turns of connections", .timeLimit(.minutes(5)))
struct ConnectionTurnsTests {
  /// So many that they fit into the buffers of a socket.
  private static let count = 1000

  @Test("One request does not wait behind thousands that another connection has sent in one piece")
  func single() async throws {
    try await serve { service, port in
      let (good, greedy) = (
        try await RawConnection.open(port: port), try await RawConnection.open(port: port)
      )
      #expect(await good.request("GET", "/good")?.status == 200)
      await greedy.send(requests("/hold", count: 1) + requests("/greedy", count: Self.count))
      await service.held.wait(for: 1)
      // On loopback what has been sent is in the receiver's socket.
      await good.send(requests("/good", count: 1))
      service.release()
      #expect(await good.response()?.status == 200)
      #expect(await responses(Self.count + 1, on: greedy))
      let served = service.served
      #expect(served.count == Self.count + 3)
      let place = served.lastIndex(of: "/good") ?? .max
      #expect(place < 20, "of \(served.count), served behind \(place) others")
    }
  }

  @Test("Nor behind what many connections have sent")
  func many() async throws {
    let count = 30
    try await serve { service, port in
      let good = try await RawConnection.open(port: port)
      #expect(await good.request("GET", "/good")?.status == 200)
      var greedy: [RawConnection] = []
      for _ in 0..<count {
        let connection = try await RawConnection.open(port: port)
        await connection.send(requests("/hold", count: 1) + requests("/greedy", count: 200))
        greedy.append(connection)
      }
      await service.held.wait(for: count)
      await good.send(requests("/good", count: 1))
      service.release()
      #expect(await good.response()?.status == 200)
      for connection in greedy { #expect(await responses(201, on: connection)) }
      let place = service.served.lastIndex(of: "/good") ?? .max
      #expect(place < 20 * count, "of \(service.served.count), served behind \(place) others")
    }
  }

  @Test("Connections with thousands of requests each are served by turns")
  func turns() async throws {
    try await serve { service, port in
      let (first, second) = (
        try await RawConnection.open(port: port), try await RawConnection.open(port: port)
      )
      // Both are held, so that neither is served before the other has sent all.
      await first.send(requests("/hold", count: 1) + requests("/first", count: Self.count))
      await second.send(requests("/hold", count: 1) + requests("/second", count: Self.count))
      await service.held.wait(for: 2)
      service.release()
      #expect(await responses(Self.count + 1, on: first))
      #expect(await responses(Self.count + 1, on: second))
      // The lead that either has at any moment, while both have requests.
      var (lead, greatest) = (0, 0)
      for uri in service.served.filter({ $0 != "/hold" }).prefix(Self.count) {
        lead += uri == "/first" ? 1 : -1
        greatest = max(greatest, abs(lead))
      }
      #expect(greatest < 50)
    }
  }

  private func requests(_ uri: String, count: Int) -> [UInt8] {
    Array(String(repeating: "GET \(uri) HTTP/1.1\r\nHost: h\r\n\r\n", count: count).utf8)
  }

  /// Reads so many answers. - Returns: Whether all of them are good.
  private func responses(_ count: Int, on connection: RawConnection) async -> Bool {
    for _ in 0..<count where await connection.response()?.status != 200 { return false }
    return true
  }

  private func serve(_ test: (Recording, Int) async throws -> Void) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let service = Recording()
    let listener = try await HTTPListener(
      address: ListenAddress(host: "127.0.0.1", port: 0),
      service: service,
      limits: HTTPConnectionLimits(maximumBodyBytes: 0),
      maximumConnections: 100,
      group: group
    )
    let result: Result<Void, any Error>
    do { result = .success(try await test(service, listener.address?.port ?? 0)) } catch {
      result = .failure(error)
    }
    await listener.close()
    try await group.shutdownGracefully()
    try result.get()
  }
}

/// Answers at once, but for `/hold`, which waits to be released; and notes what it was asked for.
private final class Recording: HTTPService {
  private let uris = Mutex<[String]>([])
  private let promises = Mutex<[EventLoopPromise<HTTPAnswer>]>([])
  let held = EventCounter()

  /// In the order in which they began.
  var served: [String] { uris.withLock { $0 } }

  func release() {
    for promise in promises.withLock({ $0 }) { promise.succeed(HTTPAnswer(status: .ok)) }
  }

  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
    uris.withLock { $0.append(head.uri) }
    return head.uri == "/hold" ? .collect(Held(self)) : .answer(HTTPAnswer(status: .ok))
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer { HTTPAnswer(status: .imATeapot) }

  private final class Held: CollectedRequest {
    private let service: Recording

    init(_ service: Recording) { self.service = service }

    func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation { .granted }

    func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
      let promise = eventLoop.makePromise(of: HTTPAnswer.self)
      service.promises.withLock { $0.append(promise) }
      service.held.increment()
      return promise.futureResult
    }

    func answer(to rejection: HTTPRejection) -> HTTPAnswer { HTTPAnswer(status: .imATeapot) }
  }
}
