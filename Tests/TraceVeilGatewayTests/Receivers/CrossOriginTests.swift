import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Pages in browsers", .timeLimit(.minutes(5)))
struct CrossOriginTests {
  private static func policy(_ origins: String, headers: String? = nil) throws -> CrossOrigin? {
    var variables = ["TRACEVEIL_HTTP_CORS_ORIGINS": origins]
    variables["TRACEVEIL_HTTP_CORS_HEADERS"] = headers
    return try GatewayConfiguration(Environment(variables)).crossOrigin
  }

  @Test(
    "Origins",
    arguments: [
      ("https://app.example.com", true), ("https://APP.example.com", true), ("http://localhost:3000", true),
      ("https://a.b.example.org", true), ("https://example.org", false), ("https://.example.org", false),
      ("http://app.example.com", false), ("https://app.example.com:444", false),
      ("https://app.example.com.evil", false),
      ("https://evil/https://x.example.org", false), ("https://evil.com#.example.org", false),
      ("https://a@b.example.org", false), ("null", false), ("", false), ("*", false),
      ("https://*.example.org", false),
    ]
  )
  func origins(origin: String, isAdmitted: Bool) throws {
    let policy = try Self.policy("https://app.example.com, HTTP://localhost:3000,https://*.example.org")
    #expect(policy?.admits(origin) == isAdmitted)
  }

  @Test(
    "Origins that cannot be",
    arguments: [
      "app.example.com", "https://", "https://a/b", "*,https://a", "https://a.*.b", "https://*", "ftp://a",
      "null", "https://a:", "https://a:0", "https://a:65536", "https://a:b", "https://a:1:2", "https://a:+1",
      "https://.a", "https://*..a", "https://[::1", "https://::1", "https://a\\b",
    ]
  )
  func refused(origins: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.policy(origins) }
    #expect(error?.key == "TRACEVEIL_HTTP_CORS_ORIGINS")
  }

  @Test("Headers are those that clients set, and others on request")
  func headers() throws {
    let headers = try Self.policy("*", headers: "X-Own")?.headers ?? []
    #expect(headers.starts(with: CrossOrigin.usualHeaders) && headers.contains("x-own"))
    #expect(headers.contains("x-scope-orgid"), "what is sent on")
    let alone = ["TRACEVEIL_HTTP_CORS_HEADERS": "x-own"]
    #expect(throws: ConfigurationError.self) { try GatewayConfiguration(Environment(alone)) }
  }

  private static let origin = ("Origin", "https://app.example.com")
  private static let preflight = [origin, ("Access-Control-Request-Method", "POST")]

  @Test("A preflight needs no credentials; the request does, and its answers can be read")
  func requests() async throws {
    let policy = try Self.policy("https://app.example.com")
    let access = AccessControl(SenderCredentials(tokens: SecretList(file: "t")))
    try await Receiver.with(Receiver(access: access, crossOrigin: policy)) { receiver in
      let connection = try await receiver.connect()
      let asked = await connection.request("OPTIONS", "/v1/traces", headers: Self.preflight)
      #expect(asked?.status == 204 && asked?["content-length"] == nil)
      #expect(asked?["access-control-allow-origin"] == "https://app.example.com")
      #expect(asked?["access-control-allow-methods"] == "POST")
      #expect(asked?["access-control-allow-headers"]?.contains("content-type") == true)
      #expect(asked?["access-control-max-age"] == "7200")
      #expect(asked?["access-control-allow-credentials"] == "true" && asked?["vary"] == "origin")
      let headers = [protobuf, Self.origin]
      let refused = await connection.request("POST", "/v1/traces", headers: headers, body: OTLPBytes.traces())
      #expect(refused?.status == 401 && refused?["access-control-allow-origin"] == "https://app.example.com")
      let token = ("Authorization", "Bearer t")
      for (body, status) in [(OTLPBytes.traces(), 200), ([0xFF, 0xFF], 400)] {
        let answer = await connection.request("POST", "/v1/traces", headers: headers + [token], body: body)
        #expect(
          answer?.status == status && answer?["access-control-allow-origin"] == "https://app.example.com"
        )
      }
      #expect(await connection.request("OPTIONS", "/v1/other", headers: Self.preflight)?.status == 401)
      let other = [("Origin", "https://evil.example"), Self.preflight[1], token]
      let foreign = await connection.request("OPTIONS", "/v1/traces", headers: other)
      #expect(foreign?.status == 405 && foreign?["access-control-allow-origin"] == nil)
    }
  }

  @Test("Any origin has no credentials of the browser's own; without a setting there is none of it")
  func anyOrNone() async throws {
    try await Receiver.with(Receiver(crossOrigin: try Self.policy("*"))) { receiver in
      let asked = await (try receiver.connect()).request("OPTIONS", "/v1/logs/", headers: Self.preflight)
      #expect(
        asked?["access-control-allow-origin"] == "*" && asked?["access-control-allow-credentials"] == nil
      )
    }
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      let asked = await connection.request("OPTIONS", "/v1/traces", headers: Self.preflight)
      #expect(asked?.status == 405 && asked?["access-control-allow-origin"] == nil)
      let headers = [protobuf, Self.origin]
      let taken = await connection.request("POST", "/v1/traces", headers: headers, body: OTLPBytes.traces())
      #expect(taken?.status == 200 && taken?["access-control-allow-origin"] == nil)
    }
  }
}
