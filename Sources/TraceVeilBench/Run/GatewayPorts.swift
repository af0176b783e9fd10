/// Where a gateway listens, as the `Listening` line of its log tells.
struct GatewayPorts: Sendable, Hashable {
  var http: Int
  var admin: Int?

  /// Nil for any other line of the gateway's log.
  init?(_ line: String) {
    guard line.contains("msg=Listening "), let http = Self.port(named: "http", in: line) else { return nil }
    self.http = http
    admin = Self.port(named: "admin", in: line)
  }

  /// The number at the end of the first `NAME=HOST:PORT`.
  private static func port(named name: String, in line: String) -> Int? {
    let items = line.split { $0 == " " || $0 == "," }
    let address = items.first { $0.hasPrefix(name + "=") }?.dropFirst(name.count + 1)
    return address?.split(separator: ":").last.flatMap { Int($0) }
  }
}
