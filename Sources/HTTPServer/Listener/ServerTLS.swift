package import NIOSSL
import Synchronization

/// What a port's TLS is made of. It may change while the port is open: connections that exist keep theirs, new ones begin
/// with the new one.
package final class ServerTLS: Sendable {
  private let state: Mutex<NIOSSLContext>

  package init(_ context: NIOSSLContext) { state = Mutex(context) }

  package var context: NIOSSLContext { state.withLock { $0 } }

  package func use(_ context: NIOSSLContext) { state.withLock { $0 = context } }
}
