/// Hosts that are reached without a proxy: this machine, and those of `NO_PROXY`, read as Go and curl read it.
struct ProxyBypass: Sendable {
  private enum Entry: Sendable {
    case everything
    /// A domain with its subdomains, and itself unless it began with a dot.
    case domain(String, includesItself: Bool)
    /// The first `bits` of an address.
    case network(NetworkAddress, bits: Int)
  }

  private var entries: [(entry: Entry, port: Int?)] = []

  /// - Parameter list: Names, addresses and networks (`10.0.0.0/8`), separated by commas or blanks, each with a port or
  ///   without; `*` is everything. What is none of these matches nothing.
  init(_ list: String) {
    for item in list.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let item = item.lowercased()
      if item == "*" {
        entries.append((.everything, nil))
      } else if let network = Self.network(item) {
        entries.append((network, nil))
      } else {
        let (host, port) = Self.split(item)
        let entry = Self.network(host) ?? Self.domain(host)
        entries.append((entry, port))
      }
    }
  }

  /// - Parameter host: In lower case, an IPv6 address without brackets.
  func covers(_ host: String, port: Int) -> Bool {
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    if name == "localhost" || name.hasSuffix(".localhost") { return true }
    let address = NetworkAddress(name)
    if let address, address.isLoopback { return true }
    return entries.contains { entry, onlyPort in
      guard onlyPort == nil || onlyPort == port else { return false }
      switch entry {
      case .everything: return true
      case .domain(let domain, let includesItself):
        return includesItself && name == domain || name.hasSuffix("." + domain)
      case .network(let prefix, let bits):
        return address?.isIn(prefix, bits: bits) ?? false
      }
    }
  }

  private static func domain(_ text: String) -> Entry {
    let trimmed = text.hasPrefix("*.") ? String(text.dropFirst()) : text
    return trimmed.hasPrefix(".")
      ? .domain(String(trimmed.dropFirst()), includesItself: false) : .domain(trimmed, includesItself: true)
  }

  private static func network(_ text: String) -> Entry? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let bare = parts[0].hasPrefix("[") && parts[0].hasSuffix("]") ? parts[0].dropFirst().dropLast() : parts[0]
    guard let address = NetworkAddress(String(bare)) else { return nil }
    guard parts.count == 2 else { return .network(address, bits: address.bitCount) }
    guard let bits = Int(parts[1]), (0...address.bitCount).contains(bits) else { return nil }
    return .network(address, bits: bits)
  }

  private static func split(_ item: String) -> (host: String, port: Int?) {
    guard let colon = item.lastIndex(of: ":"), let port = Int(item[item.index(after: colon)...]) else {
      return (item, nil)
    }
    return (String(item[..<colon]), port)
  }
}
