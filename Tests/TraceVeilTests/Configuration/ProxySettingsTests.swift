import OTLP
import Testing

@testable import TraceVeil

@Suite("HTTP_PROXY, HTTPS_PROXY and NO_PROXY") struct ProxySettingsTests {
  private func settings(_ variables: [String: String]) throws -> (ProxySettings, ConfigurationReader) {
    var reader = ConfigurationReader(Environment(variables))
    let settings = try ProxySettings(reading: &reader)
    return (settings, reader)
  }

  private func server(_ variables: [String: String], for url: String) throws -> String? {
    try settings(variables).0.server(for: url)?.description
  }

  @Test func eachSchemeHasItsOwn() throws {
    let variables = ["HTTP_PROXY": "http://one:3128", "https_proxy": "two:8080"]
    #expect(try server(variables, for: "http://a.example/v1/traces") == "http://one:3128")
    #expect(try server(variables, for: "https://a.example/v1/traces") == "http://two:8080")
    #expect(try server([:], for: "https://a.example/v1/traces") == nil)
    #expect(try server(["HTTP_PROXY": "one"], for: "https://a.example/") == nil)
  }

  @Test func capitalsWinAndEmptyIsUnset() throws {
    #expect(try server(["HTTP_PROXY": "one:1", "http_proxy": "two:2"], for: "http://a/") == "http://one:1")
    #expect(try server(["HTTP_PROXY": "", "http_proxy": "two:2"], for: "http://a/") == "http://two:2")
    #expect(try server(["HTTP_PROXY": ""], for: "http://a/") == nil)
  }

  @Test(arguments: [
    ("proxy", "http://proxy:80"), ("socks5://proxy", "socks5://proxy:1080"),
    ("HTTP://proxy:1/", "http://proxy:1"),
    ("http://kim:p%40ss@proxy:3128", "http://proxy:3128"), ("[::1]:8080", "http://[::1]:8080"),
  ])
  func reads(text: String, shown: String) throws {
    let server = try ProxyServer(text)
    #expect(server.description == shown)
    guard text.contains("kim") else { return }
    #expect(server.credentials == .init(user: "kim", password: "p@ss"))
    var dumped = ""
    dump(server, to: &dumped)
    dump(server.credentials, to: &dumped)
    #expect(!dumped.contains("p@ss") && !dumped.contains("kim"))
  }

  @Test(arguments: [
    "https://proxy:3128", "ftp://proxy", "proxy:99999", "http://proxy/path", "http://", "kim@proxy", "a b",
    "socks5://kim:s3cret@proxy", "http://kim:%zz@proxy",
  ])
  func refuses(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try settings(["HTTP_PROXY": text]) }
    #expect(error?.key == "HTTP_PROXY" && error?.description.contains("s3cret") == false)
  }

  /// From the documentation of Go's `golang.org/x/net/http/httpproxy`, and curl's of `NO_PROXY`.
  @Test(arguments: [
    ("", "example.com", false), ("*", "example.com", true),
    ("example.com", "example.com", true), ("example.com", "www.example.com", true),
    ("example.com", "anexample.com", false), (".example.com", "www.example.com", true),
    (".example.com", "example.com", false), ("*.example.com", "www.example.com", true),
    ("EXAMPLE.com", "example.com", true), ("other, example.com", "example.com", true),
    ("other example.com", "example.com", true), ("example.com:80", "example.com", true),
    ("example.com:81", "example.com", false), ("10.0.0.0/8", "10.255.0.1", true),
    ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.33", false),
    ("10.1.2.3:80", "10.1.2.3", true), ("10.1.2.3:81", "10.1.2.3", false),
    ("fd00::/8", "[fd12::1]", true), ("fd00::/8", "[fe80::1]", false), ("[fd12::1]:80", "[fd12::1]", true),
    ("10.0.0.0/8", "[::ffff:10.0.0.1]", true), ("10.0.0.0/33", "10.0.0.1", false),
    (",", "example.com", false),
    ("", "localhost", true), ("", "a.localhost", true), ("", "127.0.0.9", true), ("", "[::1]", true),
  ])
  func bypass(list: String, host: String, isDirect: Bool) throws {
    let variables = ["HTTP_PROXY": "proxy:3128", "NO_PROXY": list]
    #expect(try (server(variables, for: "http://\(host)/v1/traces") == nil) == isDirect)
  }

  @Test func isShownWithoutItsPassword() throws {
    let reader = try settings(["HTTPS_PROXY": "kim:s3cret@proxy:3128", "no_proxy": "a,b"]).1
    #expect(
      reader.settings.map { "\($0.key)=\($0.value)" } == ["HTTPS_PROXY=http://proxy:3128", "no_proxy=a,b"]
    )
  }

  @Test func reachesTheExporter() throws {
    var reader = ConfigurationReader(
      Environment([
        "OTEL_EXPORTER_OTLP_ENDPOINT": "https://a.example:4318", "HTTPS_PROXY": "proxy:3128",
        "TRACEVEIL_MAX_CONNECTION_AGE": "7000",
      ])
    )
    let configuration = try OTLPExporterConfiguration(signal: .traces, reading: &reader)
    #expect(configuration.proxy == ProxyServer(host: "proxy", port: 3128))
    #expect(configuration.maximumConnectionAge == .seconds(7))
  }
}
