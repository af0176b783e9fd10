import Logging
import NIOHTTP1
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What can be wrong with a file that is read while the gateway runs.
@Suite("Files that cannot be read, or hold mistakes", .timeLimit(.minutes(5)))
struct ReloadedFilesTests {
  private let files = TemporaryDirectory()

  @Test("Another mode is a change: what could not be read may be readable by now")
  func mode() {
    let path = files.file("tokens", "1")
    let before = FileFingerprint(path)
    #expect(chmod(path, 0o600) == 0 && chmod(path, 0o644) == 0)
    #expect(FileFingerprint(path) != before)
  }

  @Test("A mistake in one file of credentials keeps what was in that one alone")
  func credentials() throws {
    let settings = AccessSettings(
      tokensFile: files.file("tokens", "a\nb"),
      usersFile: files.file("users", "u:p")
    )
    let control = AccessControl(try settings.load { _ in .environment })
    let log = Lines()
    let logger = Logger(label: "test") { _ in LogLineHandler(level: .info) { log.add($0) } }
    let reload = CredentialsReload(settings: settings, control: control, logger: logger)
    _ = files.file("tokens", "b")
    _ = files.file("users", "no colon")
    #expect(!reload.reload())
    #expect(!control.credentials.admit(["authorization": "Bearer a"]))
    #expect(control.credentials.admit(["authorization": "Bearer b"]))
    #expect(control.credentials.users?.contains(Array("u:p".utf8)) == true)
    #expect(!log.all.contains { $0.contains("Credentials reloaded") })
    _ = files.file("tokens", "")
    _ = files.file("users", "v:p")
    #expect(reload.reload())
    #expect(!control.credentials.admit(["authorization": "Bearer b"]))
    #expect(log.all.contains { $0.contains("level=warning") && $0.contains("empty=tokens") })
  }

  @Test("A pipe holds nobody up")
  func pipe() throws {
    let path = files.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: BoundedFile.Failure.self) { try BoundedFile.text(path) }
  }
}
