/// Where a gateway listens, as the `Listening` line of its log tells.
struct GatewayPorts: Sendable, Hashable {
  /// Nil for none, as the others.
  var http: Int?
  var grpc: Int?
  var admin: Int?

  /// Nil for any other line of the gateway's log.
  init?(_ line: String) {
    guard line.contains("msg=Listening ") else { return nil }
    http = Self.port(named: "http", in: line)
    grpc = Self.port(named: "grpc", in: line)
    guard http != nil || grpc != nil else { return nil }
    admin = Self.port(named: "admin", in: line)
  }

  /// The number at the end of the first `NAME=HOST:PORT`.
  private static func port(named name: String, in line: String) -> Int? {
    let items = line.split { $0 == " " || $0 == "," }
    let address = items.first { $0.hasPrefix(name + "=") }?.dropFirst(name.count + 1)
    return address?.split(separator: ":").last.flatMap { Int($0) }
  }
}
