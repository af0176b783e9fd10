import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1
import Testing

@testable import TraceVeil

@Suite("Asking for an access token")
struct TokenExchangeTests {
  private func exchange(_ change: (inout OAuth2Client) -> Void = { _ in }) -> TokenExchange {
    var client = OAuth2Client(tokenURL: "https://id.example/token", id: "i:d", secretFile: "/nowhere")
    change(&client)
    return TokenExchange(client: client, secret: "s/+cret")
  }

  private func body(_ exchange: TokenExchange) async throws -> String {
    var text = ""
    for try await part in try #require(exchange.request.body) { text += String(buffer: part) }
    return text
  }

  @Test("Id and secret are encoded before they are a user and a password (RFC 6749, section 2.3.1)")
  func basic() async throws {
    let exchange = exchange { $0.scopes = ["a", "b:c"] }
    let expected = "Basic " + Base64.text(Array("i%3Ad:s%2F%2Bcret".utf8))
    #expect(exchange.request.headers["Authorization"] == [expected])
    #expect(exchange.request.headers["Content-Type"] == ["application/x-www-form-urlencoded"])
    #expect(try await body(exchange) == "grant_type=client_credentials&scope=a%20b%3Ac")
  }

  @Test("Or they are in the form, with what else the server wants")
  func post() async throws {
    let exchange = exchange {
      $0.method = .post
      $0.parameters = [.init(name: "audience", value: "https://api"), .init(name: "a&b", value: "")]
    }
    #expect(exchange.request.headers["Authorization"].isEmpty)
    #expect(
      try await body(exchange)
        == "grant_type=client_credentials&client_id=i%3Ad&client_secret=s%2F%2Bcret&audience=https%3A%2F%2Fapi&a%26b="
    )
  }

  private func outcome(_ status: Int, _ text: String) -> Result<TokenExchange.Grant, TokenFailure> {
    TokenExchange.outcome(status: status, ByteBuffer(string: text))
  }

  @Test(
    "Tokens and their times",
    arguments: [
      (#"{"access_token":"t","token_type":"Bearer","expires_in":300}"#, Duration.seconds(300)),
      (#"{"token_type":"bearer","expires_in":"60","access_token":"t","more":{"a":[1]}}"#, .seconds(60)),
      (#"{"access_token":"t"}"#, nil), (#"{"access_token":"t","expires_in":-1}"#, nil),
      (#"{"access_token":"t","expires_in":"soon"}"#, nil), (#"{"access_token":"t","expires_in":1e300}"#, nil),
      (#"{"access_token":"t","expires_in":null}"#, nil),
    ] as [(String, Duration?)]
  )
  func grants(text: String, lifetime: Duration?) {
    #expect(outcome(200, text) == .success(.init(token: "t", lifetime: lifetime)))
  }

  @Test(
    "What holds no bearer token",
    arguments: [
      "", "{}", "[]", "<html>", #"{"access_token":""}"#, #"{"access_token":"a b"}"#,
      #"{"access_token":"a\r\nx: y"}"#, #"{"access_token":"t","token_type":"mac"}"#,
      #"{"access_token":null}"#,
      #"{"access_token":""# + String(repeating: "t", count: 17 << 10) + #""}"#,
      String(repeating: "[", count: 10_000),
    ]
  )
  func unreadable(text: String) {
    #expect(outcome(200, text) == .failure(.unreadable(status: 200)))
  }

  @Test("A refusal is known by its code, and by nothing else that the server says")
  func refusals() {
    let text = #"{"error":"invalid_client","error_description":"s3cret is wrong"}"#
    #expect(outcome(401, text) == .failure(.refused(status: 401, .invalidClient, retryAfter: nil)))
    #expect(outcome(400, #"{"error":"s3cret"}"#) == .failure(.refused(status: 400, nil, retryAfter: nil)))
    #expect(outcome(500, "oops") == .failure(.refused(status: 500, nil, retryAfter: nil)))
    for code in TokenFailure.Code.allCases {
      guard
        case .retryable(.noToken, nil, .seconds(7), let detail) =
          TokenFailure.refused(status: 400, code, retryAfter: .seconds(7)).outcome
      else {
        Issue.record("not retryable: \(code)")
        continue
      }
      #expect(detail?.tokenStatus == 400 && detail?.advice != nil)
    }
  }
}
