import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Options of sockets", .timeLimit(.minutes(5)))
struct SocketOptionsTests {
  /// Notes an option of the connection that a request comes on.
  private final class Options: HTTPService {
    let noDelay = Mutex<Int?>(nil)
    let debug = Mutex<Int?>(nil)

    func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
      let noDelay = ChannelOptions.Types.SocketOption(level: .tcp, name: .tcp_nodelay)
      let value = try? channel.syncOptions?.getOption(noDelay)
      self.noDelay.withLock { $0 = value }
      // Of the same number as the other: SO_DEBUG, which only a superuser may set.
      let debug = ChannelOptions.Types.SocketOption(level: .socket, name: NIOBSDSocket.Option(rawValue: 1))
      let other = try? channel.syncOptions?.getOption(debug)
      self.debug.withLock { $0 = other }
      return .answer(HTTPAnswer(status: .ok))
    }

    func answer(to rejection: HTTPRejection) -> HTTPAnswer { HTTPAnswer(status: .imATeapot) }
  }

  @Test("Small answers do not wait for more, and nothing is set that an ordinary user may not set")
  func accepted() async throws {
    let service = Options()
    let listener = try await HTTPListener(
      address: ListenAddress(host: "127.0.0.1", port: 0),
      service: service,
      limits: HTTPConnectionLimits(maximumBodyBytes: 0),
      maximumConnections: 10
    )
    let connection = try await RawConnection.open(port: listener.address?.port ?? 0)
    #expect(await connection.request("GET", "/")?.status == 200)
    await listener.close()
    #expect(service.noDelay.withLock { $0 } == 1)
    #expect(service.debug.withLock { $0 } == 0)
  }
}
