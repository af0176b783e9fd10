import NIOHTTP1
import Synchronization

/// What an exporter shows a destination of itself, as the files had it when they were read last. Safe on any thread.
final class ExportCredentials: Sendable {
  let files: CredentialFiles
  private let current: Mutex<CredentialFiles.Headers>

  /// Reads the files, so it blocks.
  init(_ files: CredentialFiles) throws(ExporterConfigurationError) {
    self.files = files
    current = Mutex(try files.read())
  }

  /// The headers for the next attempt.
  var headers: CredentialFiles.Headers { current.withLock { $0 } }

  /// Reads the files again, so it blocks.
  func read() throws(ExporterConfigurationError) -> CredentialFiles.Headers { try files.read() }

  func use(_ headers: CredentialFiles.Headers) { current.withLock { $0 = headers } }
}

extension ExportCredentials: CustomStringConvertible, CustomReflectable {
  var description: String { "ExportCredentials" }
  var customMirror: Mirror { Mirror(self, children: ["files": files.paths]) }
}

extension HTTPHeaders {
  /// Replaces headers of the same names, whoever they are from.
  mutating func replace(by own: CredentialFiles.Headers) {
    for field in own { remove(name: field.name) }
    for field in own { add(name: field.name, value: field.value) }
  }
}
