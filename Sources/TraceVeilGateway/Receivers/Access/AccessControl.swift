import NIOHTTP1
import Synchronization

/// Who may send at this moment. Its files may change while the gateway runs.
final class AccessControl: Sendable {
  private let state: Mutex<SenderCredentials>

  init(_ credentials: SenderCredentials) { state = Mutex(credentials) }

  var credentials: SenderCredentials { state.withLock { $0 } }

  func use(_ credentials: SenderCredentials) { state.withLock { $0 = credentials } }
}
