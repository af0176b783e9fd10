import Logging
import NIOHTTP1
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("TRACEVEIL_MLFLOW_UPSTREAM_*")
struct UpstreamAccessTests {
  private let prefix = "TRACEVEIL_MLFLOW_UPSTREAM"
  private let files = TemporaryDirectory()

  private func read(_ options: [String: String], url: String = "http://mlflow:5000") throws
    -> GatewayConfiguration
  {
    var variables = [prefix: url]
    for (option, value) in options { variables["\(prefix)_\(option)"] = value }
    return try GatewayConfiguration(Environment(variables))
  }

  private func access(_ options: [String: String]) throws -> UpstreamAccess {
    try #require(try read(options).mlflow).access
  }

  /// What a request of a client has in the end.
  private func sent(_ options: [String: String], _ client: HTTPHeaders) throws -> HTTPHeaders {
    let upstream = try OTLPEndpoint("http://mlflow:5000")
    let headers = ProxyHeaders(upstream, isTLS: false, access: try access(options))
    return headers.request(client, isNewBody: false)
  }

  @Test("A user, a token, either from a file, or a header")
  func credentials() throws {
    let basic = "Basic dTpwOnA="
    #expect(try access(["USERNAME": "u", "PASSWORD": "p:p"]).authorization == basic)
    let password = files.file("password", "p:p\n")
    #expect(try access(["USERNAME": "u", "PASSWORD_FILE": password]).authorization == basic)
    #expect(try access(["TOKEN": "t"]).authorization == "Bearer t")
    #expect(try access(["TOKEN_FILE": files.file("token", "t\r\n")]).authorization == "Bearer t")
    let header = try access(["HEADERS": "Authorization=Basic%20eA%3D%3D,X-Org=1"])
    #expect(header.authorization == "Basic eA==")
    #expect(header.headers.map(\.name) == ["x-org"])
    #expect(try access([:]).authorization == nil)
  }

  @Test("Configured credentials are for who comes without, and other headers in the place of the client's")
  func whoWins() throws {
    let options = ["TOKEN": "ours", "HEADERS": "X-Org=1,X-Org=2"]
    #expect(try sent(options, [:])["authorization"] == ["Bearer ours"])
    #expect(try sent(options, ["Authorization": "Bearer theirs"])["authorization"] == ["Bearer theirs"])
    #expect(try sent(options, ["x-ORG": "9", "X-Other": "3"])["x-org"] == ["1", "2"])
    #expect(try sent(options, ["x-ORG": "9", "X-Other": "3"])["x-other"] == ["3"])
    #expect(try sent([:], ["Authorization": "Bearer theirs"])["authorization"] == ["Bearer theirs"])
  }

  @Test("Certificates are checked when the gateway is made")
  func certificates() throws {
    let authority = files.file("authority", TestCertificates.authority)
    let options = [
      "CERTIFICATE": authority,
      "CLIENT_CERTIFICATE": files.file("client", TestCertificates.clientCertificate),
      "CLIENT_KEY": files.file("key", TestCertificates.clientKey),
    ]
    let configuration = try read(options, url: "https://mlflow")
    _ = try Gateway(configuration, logger: Logger(label: "test"), console: { _ in })
    for option in options.keys {
      var broken = options
      broken[option] = files.file("broken", "s3cret")
      let error = #expect(throws: ConfigurationError.self) {
        try Gateway(try read(broken, url: "https://mlflow"), logger: Logger(label: "test"), console: { _ in })
      }
      #expect(error?.key == "\(prefix)_\(option)" && error?.source == .environment)
      #expect(error?.description.contains("s3cret") == false)
    }
  }

  @Test(
    "Mistakes",
    arguments: [
      (["PASSWORD": "p"], "PASSWORD"), (["USERNAME": "u"], "USERNAME"),
      (["USERNAME": "a:b", "PASSWORD": "p"], "USERNAME"),
      (["TOKEN": "a", "TOKEN_FILE": "/nonexistent"], "TOKEN_FILE"),
      (["TOKEN_FILE": "/nonexistent"], "TOKEN_FILE"),
      (["HEADERS": "host=x"], "HEADERS"), (["HEADERS": "content-length=1"], "HEADERS"),
      (["HEADERS": "a"], "HEADERS"),
      (["HEADERS": "authorization=x,Authorization=y"], "HEADERS"),
      (["HEADERS": "x-traceveil-hops=1"], "HEADERS"), (["CERTIFICATE": "/c"], "CERTIFICATE"),
      (["CLIENT_CERTIFICATE": "/c"], "CLIENT_CERTIFICATE"), (["CLIENT_KEY": "/c"], "CLIENT_KEY"),
    ]
  )
  func mistakes(options: [String: String], option: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(options) }
    #expect(error?.key == "\(prefix)_\(option)")
  }

  @Test(
    "Of two that say who the gateway is, none is ignored: both are named",
    arguments: [
      ["TOKEN": "t", "USERNAME": "u", "PASSWORD": "p"], ["TOKEN": "t", "USERNAME": "u"],
      ["TOKEN_FILE": "/nonexistent", "PASSWORD": "p"], ["TOKEN": "t", "PASSWORD_FILE": "/nonexistent"],
      ["TOKEN": "t", "HEADERS": "authorization=x"],
      ["HEADERS": "Authorization=x", "USERNAME": "u", "PASSWORD": "p"],
      ["HEADERS": "authorization=x", "TOKEN_FILE": "/nonexistent"],
    ]
  )
  func contradictions(options: [String: String]) {
    let error = #expect(throws: ConfigurationError.self) { try read(options) }
    let others = options.keys.filter { "\(prefix)_\($0)" != error?.key }
    #expect(others.count < options.count)
    #expect(
      others.contains {
        error?.reason.contains("and \(prefix)_\($0) both say who the gateway is; set one") == true
      }
    )
  }

  @Test("For credentials in the URL the settings are named, and nothing of the URL is")
  func credentialsInURL() {
    for (key, user) in [
      (prefix, "UPSTREAM_USERNAME"), ("TRACEVEIL_MLFLOW_TRACKING_URI", "TRACKING_USERNAME"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try GatewayConfiguration(Environment([key: "http://u:swordfish@mlflow:5000"]))
      }
      #expect(error?.reason.contains("TRACEVEIL_MLFLOW_\(user) and _PASSWORD") == true)
      #expect(error?.description.contains("swordfish") == false)
    }
  }

  @Test("Without an upstream each is a mistake")
  func unused() {
    for option in ["HEADERS", "USERNAME", "PASSWORD_FILE", "TOKEN", "CERTIFICATE", "CLIENT_KEY"] {
      let error = #expect(throws: ConfigurationError.self) {
        try GatewayConfiguration(Environment(["\(prefix)_\(option)": "x"]))
      }
      #expect(error?.key == "\(prefix)_\(option)")
    }
    for (key, value) in [
      ("TRACEVEIL_MLFLOW_LISTEN", "127.0.0.1:1"), ("TRACEVEIL_MLFLOW_ATTACHMENTS", "keep"),
      ("TRACEVEIL_MLFLOW_ALLOWED_HOSTS", "mlflow"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try GatewayConfiguration(Environment([key: value]))
      }
      #expect(error?.key == key && error?.reason.contains("not set: \(prefix)") == true)
    }
    for address in ["none", "127.0.0.1:5001"] {
      let variables = ["TRACEVEIL_MLFLOW_LISTEN": address, "TRACEVEIL_MLFLOW_ATTACHMENTS": "drop"]
      #expect(throws: Never.self) { try GatewayConfiguration(Environment(variables)) }
    }
  }

  @Test("What is about the OTLP ports is a mistake where drop-in mode is all there is")
  func noPorts() throws {
    let alone = [
      prefix: "http://mlflow:5000", "TRACEVEIL_HTTP_LISTEN": "none", "TRACEVEIL_GRPC_LISTEN": "none",
    ]
    #expect(throws: Never.self) { try GatewayConfiguration(Environment(alone)) }
    let secrets = files.file("secrets", "a:b")
    for (key, value) in [
      ("TRACEVEIL_AUTH_TOKENS_FILE", secrets), ("TRACEVEIL_AUTH_USERS_FILE", secrets),
      ("TRACEVEIL_AUTH_API_KEYS_FILE", secrets), ("TRACEVEIL_EXPORTER_OTLP_ENDPOINT", "http://backend"),
      ("TRACEVEIL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://backend"),
      ("TRACEVEIL_MLFLOW_TRACKING_URI", "http://backend"),
    ] {
      let variables = alone.merging([key: value]) { $1 }
      let error = #expect(throws: ConfigurationError.self) {
        try GatewayConfiguration(Environment(variables))
      }
      #expect(error?.key == key && error?.reason.contains("TRACEVEIL_GRPC_LISTEN") == true)
      let withPort = variables.filter { $0.key != "TRACEVEIL_HTTP_LISTEN" }
      #expect(throws: Never.self) { try GatewayConfiguration(Environment(withPort)) }
    }
  }

  @Test("A name that no request can come with is refused", arguments: ["http://h", "h:80", "*.h", "a,h/x"])
  func hosts(names: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try GatewayConfiguration(
        Environment([prefix: "http://mlflow:5000", "TRACEVEIL_MLFLOW_ALLOWED_HOSTS": names])
      )
    }
    #expect(error?.key == "TRACEVEIL_MLFLOW_ALLOWED_HOSTS")
  }

  @Test("No value is shown")
  func masked() throws {
    for secrets in [
      ["USERNAME": "swordfish1", "PASSWORD": "swordfish2", "HEADERS": "a=swordfish3"],
      ["TOKEN": "swordfish4"],
    ] {
      let configuration = try read(secrets)
      #expect(!configuration.printed().contains("swordfish"))
      #expect(!"\(configuration)".contains("swordfish"))
      var dumped = ""
      dump(configuration, to: &dumped)
      #expect(!dumped.contains("swordfish"))
    }
  }

  @Test("Whoever reaches the port reaches MLflow, with the gateway's credentials where it has some")
  func exposure() throws {
    func warning(_ address: String, _ options: [String: String] = [:]) throws -> String? {
      let variables = ["TRACEVEIL_MLFLOW_LISTEN": address, prefix: "http://mlflow:5000"]
      let warnings = try GatewayConfiguration(Environment(variables.merging(options) { $1 })).warnings
      #expect(warnings.allSatisfy { $0.key == "TRACEVEIL_MLFLOW_LISTEN" } && warnings.count < 2)
      return warnings.first?.message
    }
    #expect(try warning("0.0.0.0:5001")?.contains("alone can refuse them") == true)
    #expect(try warning("0.0.0.0:5001", ["\(prefix)_TOKEN": "t"])?.contains("\(prefix)_* say") == true)
    #expect(try warning("127.0.0.1:5001", ["\(prefix)_TOKEN": "t"]) == nil)
  }

  @Test("The header of senders' keys is known where the gateway has such keys")
  func keys() throws {
    let keys = [
      "TRACEVEIL_AUTH_API_KEYS_FILE": files.file("keys", "k"), "TRACEVEIL_AUTH_API_KEY_HEADER": "X-Own",
    ]
    let variables = keys.merging([prefix: "http://mlflow:5000"]) { $1 }
    #expect(try GatewayConfiguration(Environment(variables)).mlflow?.keyHeader == "x-own")
    #expect(try read([:]).mlflow?.keyHeader == nil)
  }
}
