import OTLP
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Files that say how a destination knows us")
struct CredentialFilesTests {
  private let folder = TemporaryDirectory()

  private func shown(_ files: CredentialFiles) throws -> [String] {
    try files.read().map { "\($0.name): \($0.value)" }
  }

  private func error(_ files: CredentialFiles) -> ExporterConfigurationError? {
    #expect(throws: ExporterConfigurationError.self) { try files.read() }
  }

  @Test("Headers, one a line; comments and blank lines mean nothing")
  func headers() throws {
    var files = CredentialFiles()
    files.headers = folder.file(
      "headers",
      "# of the tenant\n\nX-Key:  a:b \r\nx-empty:\nAuthorization: Old\n"
    )
    #expect(try shown(files) == ["x-key: a:b", "x-empty: ", "authorization: Old"])
    files.token = folder.file("token", "t0ken\n")
    #expect(try shown(files) == ["x-key: a:b", "x-empty: ", "authorization: Bearer t0ken"])
  }

  @Test("A file of headers without one is a mistake: senders could say what was in it")
  func emptyHeaders() {
    var files = CredentialFiles()
    for content in ["", "\n# none\n"] {
      files.headers = folder.file("headers", content)
      #expect(error(files)?.property == "headersFile")
    }
  }

  @Test("A user and a password")
  func basic() throws {
    var files = CredentialFiles()
    files.user = .init(name: "user", passwordFile: folder.file("password", "pass:word\n"))
    #expect(try shown(files) == ["authorization: Basic dXNlcjpwYXNzOndvcmQ="])
  }

  @Test(
    "A mistake names its line and nothing that is in it",
    arguments: [
      "s3cret", "s3cret value: x", "a: s3cret\u{1}", "te: s3cret", "grpc-status: s3cret", "host: s3cret",
    ]
  )
  func mistakes(line: String) throws {
    var files = CredentialFiles()
    files.headers = folder.file("headers", "a: b\n\(line)\n")
    let error = try #require(self.error(files))
    #expect(error.property == "headersFile")
    #expect(!error.description.contains("s3cret"))
  }

  @Test("Files that are empty, too large, of several lines or away")
  func unusable() {
    var files = CredentialFiles()
    for content in ["", " \n", "two\nlines", String(repeating: "x", count: CredentialFiles.maximumBytes + 1)]
    {
      files.token = folder.file("token", content)
      #expect(error(files)?.property == "tokenFile")
    }
    files.token = folder.path + "/none"
    #expect(error(files)?.property == "tokenFile")
    files = CredentialFiles()
    let many = (0...CredentialFiles.maximumHeaders).map { "x-\($0): y\n" }.joined()
    files.headers = folder.file("headers", many)
    #expect(error(files)?.property == "headersFile")
  }

  @Test("What was in force stays when a file cannot be used, and nothing shows it")
  func reload() throws {
    var files = CredentialFiles()
    files.token = folder.file("token", "first")
    let credentials = try ExportCredentials(files)
    _ = folder.file("token", "")
    #expect(throws: ExporterConfigurationError.self) { credentials.use(try credentials.read()) }
    #expect(credentials.headers.map(\.value) == ["Bearer first"])
    _ = folder.file("token", "second")
    credentials.use(try credentials.read())
    #expect(credentials.headers.map(\.value) == ["Bearer second"])
    #expect(!"\(credentials)".contains("second") && !String(reflecting: credentials).contains("second"))
  }

  @Test(
    "Settings that do not fit together end the start",
    arguments: [
      (["USERNAME": "u"], "USERNAME"), (["PASSWORD_FILE": "f"], "PASSWORD_FILE"),
      (["USERNAME": "a:b", "PASSWORD_FILE": "f"], "USERNAME"),
      (["USERNAME": "u", "PASSWORD_FILE": "f", "TOKEN_FILE": "t"], "TOKEN_FILE"),
    ] as [([String: String], String)]
  )
  func settings(options: [String: String], key: String) {
    let variables = Dictionary(
      uniqueKeysWithValues: options.map { ("TRACEVEIL_EXPORTER_OTLP_\($0.key)", $0.value) }
    )
    var reader = ConfigurationReader(Environment(variables))
    let failure = #expect(throws: ConfigurationError.self) {
      try OTLPExporterConfiguration(signal: .traces, reading: &reader)
    }
    #expect(failure?.key == "TRACEVEIL_EXPORTER_OTLP_\(key)")
  }

  @Test("A signal's own file wins, and no standard name is read")
  func signals() throws {
    let variables = [
      "TRACEVEIL_EXPORTER_OTLP_TOKEN_FILE": "general", "TRACEVEIL_EXPORTER_OTLP_TRACES_TOKEN_FILE": "traces",
      "OTEL_EXPORTER_OTLP_LOGS_TOKEN_FILE": "none",
    ]
    for signal in Signal.allCases {
      var reader = ConfigurationReader(Environment(variables))
      let read = try OTLPExporterConfiguration(signal: signal, reading: &reader)
      #expect(read.credentials.token == (signal == .traces ? "traces" : "general"))
      #expect(read.reloadedFiles == [signal == .traces ? "traces" : "general"])
    }
  }
}
