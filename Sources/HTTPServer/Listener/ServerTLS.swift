package import NIOSSL
import Synchronization

/// The TLS settings of a port. They may change while the port is open: existing connections keep theirs, and new
/// connections use the new ones.
package final class ServerTLS: Sendable {
  private let state: Mutex<NIOSSLContext>

  package init(_ context: NIOSSLContext) { state = Mutex(context) }

  package var context: NIOSSLContext { state.withLock { $0 } }

  package func use(_ context: NIOSSLContext) { state.withLock { $0 = context } }
}
