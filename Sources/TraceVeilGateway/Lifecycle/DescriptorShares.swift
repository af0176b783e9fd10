/// How the descriptors that a process may have are shared out between its ports. A value.
///
/// Without shares the connections of senders would take all of them: nobody could ask how the gateway is any more, and
/// it could not connect to its destination.
struct DescriptorShares: Sendable, Hashable {
  /// Connections of senders, on each port that has them.
  let connections: Int
  /// Connections to the admin port.
  let adminConnections: Int

  /// - Parameters:
  ///   - limit: Descriptors that the process may have.
  ///   - used: Those that it has before the first connection.
  ///   - wanted: Connections on a port, if there are enough descriptors.
  ///   - ports: Number of ports that take senders' connections.
  ///   - outbound: Connections to destinations.
  init(limit: Int, used: Int, wanted: Int, ports: Int, outbound: Int) {
    let spare = max(0, limit - used)
    // Small limits are shared out in proportion.
    adminConnections = min(64, max(2, spare / 8))
    // Files and name servers besides.
    let kept = min(outbound + 8, spare / 4)
    let left = spare - adminConnections - kept
    connections = min(wanted, max(1, left / max(1, ports)))
  }
}
