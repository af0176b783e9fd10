import FoundationEssentials
import Logging
import Synchronization
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Counts how often it was read.
private final class Part: Reloadable {
  let kind: ReloadKind
  let files: [String]
  private let state: Mutex<(count: Int, isGood: Bool)>

  init(_ kind: ReloadKind, _ files: [String], isGood: Bool = true) {
    (self.kind, self.files) = (kind, files)
    state = Mutex((0, isGood))
  }

  var count: Int { state.withLock { $0.count } }

  func reload() -> Bool {
    state.withLock { state in
      state.count += 1
      return state.isGood
    }
  }
}

/// An exporter round another, as users may write one.
private struct WrappingExporter: SpanExporter {
  let reloads = EventCounter()
  let name = "wrapping"

  func reload() throws(ExporterConfigurationError) {
    reloads.increment()
    throw ExporterConfigurationError(property: "certificate", reason: "it is none")
  }

  func export(_ request: ExportRequest) async -> ExportResult { .success }
  func shutdown(timeout: Duration) async -> FlushResult { .success }
}

@Suite("Files that are read again", .timeLimit(.minutes(5)))
struct ReloadTests {
  private let files = TemporaryDirectory()

  @Test("Every exporter is asked to read its files, whatever its type")
  func exporters() {
    let (one, other) = (WrappingExporter(), ScriptedExporter())
    let exporters = ReloadableExporters()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    exporters.add(one, of: "one")
    exporters.add(other, of: "other")
    #expect(!DestinationsReload(exporters: exporters, logger: logger).reload())
    #expect(one.reloads.count == 1)
  }

  @Test("What has changed is read once it has stayed so; what has not is not")
  func changes() {
    let (one, other) = (files.file("one", "1"), files.file("other", "1"))
    let (policy, certificates) = (Part(.policy, [one]), Part(.certificates, [other], isGood: false))
    let reloads = Reloads([policy, certificates], files: FileFingerprints(of: [one, other]))
    func looks(_ count: Int) -> [Int] {
      for _ in 0..<count { reloads.reloadChanged() }
      return [policy.count, certificates.count]
    }
    #expect(looks(3) == [0, 0])
    _ = files.file("one", "22")
    #expect(looks(1) == [0, 0], "it may still be written")
    _ = files.file("one", "333")
    #expect(looks(1) == [0, 0], "it was")
    #expect(looks(1) == [1, 0])
    #expect(looks(3) == [1, 0])
    _ = files.file("other", "22")
    #expect(looks(4) == [1, 1], "one that is refused is not read until it changes again")
    reloads.reloadAll()
    #expect(looks(3) == [2, 2])
    #expect(
      reloads.counts == [
        .policy: .init(applied: 2, refused: 0), .certificates: .init(applied: 0, refused: 2),
      ]
    )
  }

  @Test("A file that is gone, comes back or changes before the first look is seen")
  func goneAndBack() throws {
    let path = files.file("file", "1")
    let part = Part(.credentials, [path])
    let before = FileFingerprints(of: [path])
    _ = files.file("file", "22")
    let reloads = Reloads([part], files: before)
    for _ in 0..<3 { reloads.reloadChanged() }
    #expect(part.count == 1)
    try FileManager.default.removeItem(atPath: path)
    for _ in 0..<3 { reloads.reloadChanged() }
    #expect(part.count == 2)
    _ = files.file("file", "22")
    for _ in 0..<3 { reloads.reloadChanged() }
    #expect(part.count == 3)
  }

  private func status(_ running: RunningGateway, _ token: String) async throws -> Int? {
    let connection = try await running.connect()
    let headers = [protobuf, ("Authorization", "Bearer \(token)")]
    let response = await connection.request("POST", "/v1/traces", headers: headers, body: OTLPBytes.traces())
    await connection.close()
    return response?.status
  }

  @Test(
    "A token that is taken away lets nobody in; a file that is wrong changes nothing; one that is empty does"
  )
  func credentials() async throws {
    let tokens = files.file("tokens", "one\ntwo\n")
    let users = files.file("users", "alice:hunter\n")
    try await RunningGateway.with([
      "TRACEVEIL_AUTH_TOKENS_FILE": tokens, "TRACEVEIL_AUTH_USERS_FILE": users,
      "TRACEVEIL_RELOAD_INTERVAL": "0",
    ]) { running in
      let reloads = running.gateway.reloads
      #expect(try await status(running, "one") == 200)
      _ = files.file("tokens", "two\n")
      #expect(try await status(running, "one") == 200, "not read yet")
      for _ in 0..<2 { reloads.reloadChanged() }
      #expect(try await status(running, "one") == 401)
      #expect(try await status(running, "two") == 200)
      _ = files.file("tokens", "three\n")
      _ = files.file("users", "alice\n")
      reloads.reloadAll()
      #expect(try await status(running, "two") == 401, "a mistake in another file keeps nobody in")
      #expect(try await status(running, "three") == 200)
      _ = files.file("users", "\n")
      _ = files.file("tokens", "# nobody\n")
      reloads.reloadAll()
      #expect(try await status(running, "three") == 401)
      #expect(reloads.counts == [.credentials: ReloadCounts(applied: 2, refused: 1)])
      let log = running.log.text
      #expect(log.contains("TRACEVEIL_AUTH_USERS_FILE") && log.contains("nobody is let in by them"))
      #expect(!log.contains("three") && !log.contains("alice") && !log.contains("hunter"))
      let metrics = try await running.admin("/metrics")?.text ?? ""
      #expect(metrics.contains("traceveil_reloads_total{kind=\"credentials\",outcome=\"refused\"} 1\n"))
    }
  }

  @Test(
    "Files that open nothing or are none do not start",
    arguments: [
      ("TRACEVEIL_AUTH_TOKENS_FILE", "# none\n"), ("TRACEVEIL_AUTH_USERS_FILE", "alice\n"),
      ("TRACEVEIL_AUTH_USERS_FILE", ":secret\n"), ("TRACEVEIL_AUTH_USERS_FILE", "alice:\n"),
      ("TRACEVEIL_AUTH_API_KEYS_FILE", "\n\n"),
    ]
  )
  func wrongAtTheStart(key: String, content: String) async throws {
    let path = files.file("file", content)
    let error = await #expect(throws: ConfigurationError.self) {
      try await RunningGateway.with([key: path]) { _ in }
    }
    #expect(error?.key == key && error?.reason.contains("alice") == false)
  }

  @Test("A name for the header of keys, and none without keys")
  func keyHeader() throws {
    let key = "TRACEVEIL_AUTH_API_KEY_HEADER"
    for variables in [
      [key: "x-mine"], [key: "authorization", "TRACEVEIL_AUTH_API_KEYS_FILE": "f"],
      [key: "content-type", "TRACEVEIL_AUTH_API_KEYS_FILE": "f"],
      [key: "a b", "TRACEVEIL_AUTH_API_KEYS_FILE": "f"],
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try GatewayConfiguration(Environment(variables))
      }
      #expect(error?.key == key)
    }
    let forwarded = ["TRACEVEIL_AUTH_API_KEYS_FILE": "f", "TRACEVEIL_FORWARD_HEADERS": "x-tenant,X-API-Key"]
    let error = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(Environment(forwarded)) }
    #expect(error?.key == "TRACEVEIL_FORWARD_HEADERS")
    let good = try GatewayConfiguration(Environment([key: "X-Mine", "TRACEVEIL_AUTH_API_KEYS_FILE": "f"]))
    #expect(good.access.keyHeader == "x-mine" && !good.access.isOpen)
  }
}
