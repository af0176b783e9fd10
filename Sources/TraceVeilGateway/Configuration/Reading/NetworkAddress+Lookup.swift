import Dispatch
import NIOCore
import Synchronization
import TraceVeil

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension NetworkAddress {
  /// The addresses of this machine.
  static func ofInterfaces() -> Set<NetworkAddress> {
    let devices = (try? System.enumerateDevices()) ?? []
    return Set(devices.compactMap { $0.address?.ipAddress.flatMap { NetworkAddress($0) } })
  }

  /// All addresses of a name, or of a text that the system takes for an address: `0`, `127.1`, `2130706433` and
  /// `0177.0.0.1` are such texts. Empty if they are not known within `limit` milliseconds.
  static func all(of host: String, within limit: Int = 2000) -> Set<NetworkAddress> {
    var host = host.lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    // Whatever a name server says.
    if host == "localhost" || host.hasSuffix(".localhost") { return [.loopback] }
    let found = Found()
    let isDone = DispatchSemaphore(value: 0)
    // A name server may take its time; nobody waits for it longer than that.
    DispatchQueue.global().async { [host] in
      let addresses = look(up: host)
      found.addresses.withLock { $0 = addresses }
      isDone.signal()
    }
    _ = isDone.wait(timeout: .now() + .milliseconds(limit))
    return found.addresses.withLock { $0 }
  }

  private final class Found: Sendable {
    let addresses = Mutex<Set<NetworkAddress>>([])
  }

  private static func look(up host: String) -> Set<NetworkAddress> {
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, nil, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: Set<NetworkAddress> = []
    var next = list
    while let entry = next?.pointee {
      next = entry.ai_next
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let failure = getnameinfo(
        entry.ai_addr,
        entry.ai_addrlen,
        &text,
        socklen_t(text.count),
        nil,
        0,
        NI_NUMERICHOST
      )
      let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      if failure == 0, let address = NetworkAddress(String(decoding: bytes, as: UTF8.self)) {
        addresses.insert(address)
      }
    }
    return addresses
  }
}
