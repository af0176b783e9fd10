import Dispatch
import NIOCore
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An address of the internet, in the one form that all of its spellings have.
struct NetworkAddress: Hashable, Sendable {
  /// Four bytes, or sixteen.
  private let bytes: [UInt8]

  /// - Parameter bytes: In the order of the network. An address of version 4 in one of version 6 is that of version 4.
  init(_ bytes: [UInt8]) {
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes.dropFirst(12)) : bytes
  }

  /// - Parameter text: As the system writes it.
  init?(_ text: String) {
    // Without the name of an interface.
    let text = String(text.prefix { $0 != "%" })
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &bytes) == 1 {
        self.init(bytes)
        return
      }
    }
    return nil
  }

  static let loopback = NetworkAddress([127, 0, 0, 1])

  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 }
  }

  /// To listen on it is to listen on all; to connect to it is to connect to this machine.
  var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  /// Of this machine.
  static func ofInterfaces() -> Set<NetworkAddress> {
    let devices = (try? System.enumerateDevices()) ?? []
    return Set(devices.compactMap { $0.address?.ipAddress.flatMap { NetworkAddress($0) } })
  }

  /// All that a name, or a text that the system takes for an address, stands for: `0`, `127.1`, `2130706433` and
  /// `0177.0.0.1` are such texts. None where nobody knows it within `limit` milliseconds.
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
