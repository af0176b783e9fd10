import Logging
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Destinations in a file of settings that is read again", .timeLimit(.minutes(5)))
struct DestinationChangeTests {
  private let files = TemporaryDirectory()

  private func configuration(_ variables: [String: String]) throws -> GatewayConfiguration {
    try GatewayConfiguration(Environment(variables))
  }

  private func several(_ names: String, _ more: [String: String] = [:]) throws -> GatewayConfiguration {
    var variables = ["TRACEVEIL_DESTINATIONS": names]
    for name in names.split(separator: ",") {
      variables["TRACEVEIL_DESTINATION_\(name.uppercased())_ENDPOINT"] = "http://127.0.0.1:1/\(name)"
    }
    return try configuration(variables.merging(more) { $1 })
  }

  @Test("What has come, gone and changed, and nothing else")
  func differences() throws {
    let old = try several("a,b,c")
    let new = try several("c,d,a", ["TRACEVEIL_DESTINATION_A_HEADERS": "x-key=1"])
    let change = DestinationChange(.traces, from: old, to: new)
    #expect((change.added, change.removed, change.changed) == (["d"], ["b"], ["a"]))
    #expect(change.exporters.map(\.way.destination) == ["d", "a"])
    #expect(DestinationChange(.logs, from: new, to: new).isNone)
    #expect(!DestinationChange(.traces, from: try several("a,b"), to: try several("b,a")).isNone)
    try DestinationChange.check(from: old, to: new, since: old)
  }

  @Test("What needs a restart is refused, and says so")
  func restarts() throws {
    let single = try configuration(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"])
    let list = try several("a,b")
    let disk = ["TRACEVEIL_QUEUE_DIRECTORY": files.path]
    let mlflow = [
      "TRACEVEIL_DESTINATION_B_KIND": "mlflow", "TRACEVEIL_DESTINATION_B_ENDPOINT": "",
      "TRACEVEIL_DESTINATION_B_MLFLOW_TRACKING_URI": "http://127.0.0.1:2",
    ]
    let pairs: [(GatewayConfiguration, GatewayConfiguration)] = [
      (single, list), (list, single), (list, try several("a,b", ["OTEL_LOGS_EXPORTER": "none"])),
      (try several("a", disk), try several("a,b", disk)), (list, try several("a,b", mlflow)),
      (
        try several("a", disk),
        try several("a", disk.merging(["TRACEVEIL_DESTINATION_A_RETRY_MAX_ELAPSED": "1"]) { $1 })
      ),
    ]
    for (number, (old, new)) in pairs.enumerated() {
      let error = #expect(throws: ConfigurationError.self, "pair \(number)") {
        try DestinationChange.check(from: old, to: new, since: old)
      }
      #expect(error?.reason.contains("needs a restart") == true)
    }
  }

  @Test("Other settings that have changed are named, and those of destinations are not")
  func others() throws {
    let old = try several("a")
    let new = try several("a,b", ["TRACEVEIL_WORKERS": "7", "TRACEVEIL_DESTINATION_A_TIMEOUT": "7"])
    #expect(DestinationChange.otherSettings(from: old, to: new) == ["TRACEVEIL_WORKERS"])
  }

  @Test(
    "A wrong file changes nothing, not even what is right in it; a right one takes effect; files are followed"
  )
  func reload() throws {
    let path = files.file("gateway.yaml", yaml(["a": "http://127.0.0.1:1"]))
    let log = Lines()
    let logger = Logger(label: "test") { _ in LogLineHandler(level: .info) { log.add($0) } }
    let source = SettingsSource(variables: [:], file: path)
    let gateway = try Gateway(source.read().configuration, from: source, logger: logger) { _ in }
    let destinations = gateway.destinations
    func names() -> [String] { destinations.route(of: .traces).each.compactMap(\.name?.text) }
    #expect(destinations.files == [path] && names() == ["a"])

    _ = files.file("gateway.yaml", yaml(["a": "http://127.0.0.1:1", "b": "no address"]))
    gateway.reloads.reloadAll()
    #expect(names() == ["a"])
    _ = files.file(
      "gateway.yaml",
      yaml(["a": "http://127.0.0.1:1", "b": "http://127.0.0.1:2"], "certificate: \(files.path)/none.pem")
    )
    gateway.reloads.reloadAll()
    #expect(names() == ["a"], "a file that cannot be read is found before anything is changed")
    #expect(destinations.files.contains("\(files.path)/none.pem"), "when it is there, it is tried again")
    _ = files.file("gateway.yaml", yaml(["b": "http://127.0.0.1:2", "a": "http://127.0.0.1:3"]))
    gateway.reloads.reloadAll()
    #expect(names() == ["a", "b"] && destinations.files == [path])
    #expect(gateway.reloads.counts[.destinations] == ReloadCounts(applied: 1, refused: 2))
    #expect(log.text.contains("added=b") && log.text.contains("changed=a"))
    for _ in 0..<3 { gateway.reloads.reloadChanged() }
    #expect(gateway.reloads.counts[.destinations]?.applied == 1, "it was read already")
  }

  private func yaml(_ destinations: [String: String], _ more: String = "") -> String {
    let list = destinations.sorted { $0.key < $1.key }.map { name, endpoint in
      "  - {name: \(name), endpoint: \"\(endpoint)\"\(more.isEmpty ? "" : ", " + more)}\n"
    }
    return "TRACEVEIL_DESTINATIONS:\n" + list.joined()
  }
}
