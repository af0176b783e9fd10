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

  /// For the next attempt.
  var headers: CredentialFiles.Headers { current.withLock { $0 } }

  /// Reads the files again, so it blocks. What was in force stays when one of them cannot be used.
  func reload() throws(ExporterConfigurationError) {
    let headers = try files.read()
    current.withLock { $0 = headers }
  }
}

extension ExportCredentials: CustomStringConvertible, CustomReflectable {
  var description: String { "ExportCredentials" }
  var customMirror: Mirror { Mirror(self, children: ["files": files.paths]) }
}

extension ExportCredentials {
  /// Nil where no file is set.
  convenience init?(of configuration: OTLPExporterConfiguration) throws(ExporterConfigurationError) {
    guard !configuration.credentials.isEmpty else { return nil }
    try self.init(configuration.credentials)
  }

  /// Replaces headers of the same names, whoever they are from.
  func add(to headers: inout HTTPHeaders) {
    let own = self.headers
    for field in own { headers.remove(name: field.name) }
    for field in own { headers.add(name: field.name, value: field.value) }
  }
}
