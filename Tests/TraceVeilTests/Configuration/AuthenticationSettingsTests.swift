import OTLP
import Testing

@testable import TraceVeil

@Suite("Settings of access tokens and signatures")
struct AuthenticationSettingsTests {
  private let oauth2 = [
    "TRACEVEIL_EXPORTER_OTLP_OAUTH2_TOKEN_URL": "https://id.example/token?a=b",
    "TRACEVEIL_EXPORTER_OTLP_OAUTH2_CLIENT_ID": "me",
    "TRACEVEIL_EXPORTER_OTLP_OAUTH2_CLIENT_SECRET_FILE": "/secret",
  ]
  private let aws = [
    "TRACEVEIL_EXPORTER_OTLP_SIGV4_SERVICE": "xray", "TRACEVEIL_EXPORTER_OTLP_SIGV4_REGION": "eu-west-1",
  ]
  private let keys = ["AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "s3cret"]

  private func read(_ variables: [String: String]) throws -> (
    configuration: OTLPExporterConfiguration, reader: ConfigurationReader
  ) {
    var reader = ConfigurationReader(Environment(variables))
    let configuration = try OTLPExporterConfiguration(signal: .traces, reading: &reader)
    return (configuration, reader)
  }

  private func error(_ variables: [String: String]) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) { try read(variables) }
  }

  @Test("OAuth 2")
  func tokens() throws {
    let more = [
      "TRACEVEIL_EXPORTER_OTLP_OAUTH2_SCOPES": "a, b c",
      "TRACEVEIL_EXPORTER_OTLP_OAUTH2_PARAMS": "audience=https%3A%2F%2Fx,Aa=",
      "TRACEVEIL_EXPORTER_OTLP_TRACES_OAUTH2_CLIENT_ID": "of traces",
      "TRACEVEIL_EXPORTER_OTLP_OAUTH2_AUTH_METHOD": "client_secret_post",
      "HTTPS_PROXY": "http://proxy.example:3128",
    ]
    let (configuration, reader) = try read(oauth2.merging(more) { $1 })
    var expected = OAuth2Client(
      tokenURL: "https://id.example/token?a=b",
      id: "of traces",
      secretFile: "/secret"
    )
    expected.scopes = ["a", "b", "c"]
    expected.parameters = [.init(name: "audience", value: "https://x"), .init(name: "Aa", value: "")]
    expected.method = .post
    expected.proxy = ProxyServer(host: "proxy.example", port: 3128)
    #expect(configuration.oauth2 == expected)
    #expect(configuration.reloadedFiles == ["/secret"])
    #expect(reader.warnings.isEmpty)
    // Neither what a query nor what a parameter holds.
    let shown = reader.settings.map(\.value).joined(separator: " ")
    #expect(shown.contains("audience=***") && !shown.contains("a=b") && !shown.contains("https://x"))
    #expect(try read(oauth2).configuration.oauth2?.method == .basic)
    #expect(try read([:]).configuration.oauth2 == nil)
  }

  @Test(
    "What is missing, or stands beside it, is an error",
    arguments: [
      (["OAUTH2_TOKEN_URL": ""], "OAUTH2_CLIENT_ID"), (["OAUTH2_CLIENT_ID": ""], "OAUTH2_TOKEN_URL"),
      (["OAUTH2_CLIENT_SECRET_FILE": ""], "OAUTH2_TOKEN_URL"),
      (["OAUTH2_TOKEN_URL": "ftp://s3cret"], "OAUTH2_TOKEN_URL"),
      (["OAUTH2_TOKEN_URL": "https://u:s3cret@host"], "OAUTH2_TOKEN_URL"),
      (["OAUTH2_SCOPES": "a\"s3cret"], "OAUTH2_SCOPES"), (["OAUTH2_PARAMS": "s3cret"], "OAUTH2_PARAMS"),
      (["OAUTH2_PARAMS": "grant_type=s3cret"], "OAUTH2_PARAMS"),
      (["OAUTH2_AUTH_METHOD": "none"], "OAUTH2_AUTH_METHOD"), (["TOKEN_FILE": "/t"], "OAUTH2_TOKEN_URL"),
      (["USERNAME": "u", "PASSWORD_FILE": "/p"], "OAUTH2_TOKEN_URL"),
      (["SIGV4_SERVICE": "xray", "SIGV4_REGION": "r", "SIGV4_CREDENTIALS_FILE": "/c"], "OAUTH2_TOKEN_URL"),
    ]
  )
  func mistakes(change: [String: String], key: String) {
    let change = change.map { ("TRACEVEIL_EXPORTER_OTLP_\($0)", $1) }
    let error = error(oauth2.merging(change) { $1 })
    #expect(error?.key == "TRACEVEIL_EXPORTER_OTLP_\(key)")
    if key != "OAUTH2_SCOPES" { #expect(error?.description.contains("s3cret") == false) }
  }

  @Test(
    "A secret that goes over the network without TLS is warned about",
    arguments: [
      ("http://id.example/t", 1), ("http://127.0.0.1:1/t", 0), ("http://localhost/t", 0),
      ("https://id.example/t", 0),
    ]
  )
  func plain(url: String, warnings: Int) throws {
    let variables = oauth2.merging(["TRACEVEIL_EXPORTER_OTLP_OAUTH2_TOKEN_URL": url]) { $1 }
    #expect(try read(variables).reader.warnings.count == warnings)
  }

  @Test("Keys of AWS: a file that is named, the environment, the file of AWS's tools")
  func sources() throws {
    func source(_ more: [String: String]) throws -> AWSSignature.Source? {
      try read(aws.merging(more) { $1 }).configuration.signature?.source
    }
    let home = ["HOME": "/people/u"]
    let path = "/people/u/.aws/credentials"
    let own = ["TRACEVEIL_EXPORTER_OTLP_SIGV4_CREDENTIALS_FILE": "/own"]
    #expect(try source(home) == .file(path, profile: "default"))
    #expect(
      try source(home.merging(["AWS_PROFILE": "p"]) { $1 }) == .file(path, profile: "p")
    )
    #expect(try source(["AWS_SHARED_CREDENTIALS_FILE": "/s"]) == .file("/s", profile: "default"))
    #expect(try source(keys) == .keys(AWSCredentials(accessKeyID: "id", secretAccessKey: "s3cret")))
    #expect(
      try source(keys.merging(["AWS_SESSION_TOKEN": "t"]) { $1 })
        == .keys(AWSCredentials(accessKeyID: "id", secretAccessKey: "s3cret", sessionToken: "t"))
    )
    #expect(try source(keys.merging(own) { $1 }) == .file("/own", profile: "default"))
    let profile = ["TRACEVEIL_EXPORTER_OTLP_TRACES_SIGV4_PROFILE": "q", "AWS_SHARED_CREDENTIALS_FILE": "/s"]
    #expect(try source(keys.merging(profile) { $1 }) == .file("/s", profile: "q"))
  }

  @Test("A region, also AWS's own; keys are in no printout")
  func regions() throws {
    let service = ["TRACEVEIL_EXPORTER_OTLP_SIGV4_SERVICE": "aps"].merging(keys) { $1 }
    let (configuration, reader) = try read(service.merging(["AWS_DEFAULT_REGION": "us-east-1"]) { $1 })
    #expect(configuration.signature?.region == "us-east-1" && configuration.signature?.service == "aps")
    #expect(!reader.settings.map(\.value).joined().contains("s3cret"))
    #expect(error(service)?.key == "TRACEVEIL_EXPORTER_OTLP_SIGV4_SERVICE")
    // Without a service they are the application's.
    #expect(try read(keys).configuration.signature == nil)
    #expect(try read(keys).reader.settings.allSatisfy { !$0.key.hasPrefix("AWS_") })
  }

  @Test("What cannot be signed is an error")
  func unsigned() {
    #expect(error(aws.merging(["AWS_ACCESS_KEY_ID": "id"]) { $1 }) != nil)
    #expect(error(aws)?.reason.contains("AWS_ACCESS_KEY_ID") == true)
    let grpc = aws.merging(keys) { $1 }.merging(["OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"]) { $1 }
    #expect(error(grpc)?.key == "TRACEVEIL_EXPORTER_OTLP_SIGV4_SERVICE")
    #expect(error(["TRACEVEIL_EXPORTER_OTLP_SIGV4_REGION": "r"]) != nil)
    #expect(error(aws.merging(["TRACEVEIL_EXPORTER_OTLP_SIGV4_SERVICE": "a/b"]) { $1 }) != nil)
  }
}
