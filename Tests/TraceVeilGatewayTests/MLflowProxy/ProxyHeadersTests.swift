import NIOHTTP1
import Testing

@testable import TraceVeilGateway

@Suite("Headers through the proxy")
struct ProxyHeadersTests {
  private let headers = ProxyHeaders(
    upstreamOrigin: "http://mlflow:5000",
    upstreamPath: "/mlf",
    ownScheme: "http"
  )

  @Test("What is about the connection stays behind, what Connection names too")
  func hopByHop() {
    let sent = headers.request(
      [
        "Host": "p:1", "Connection": "close, X-Mine", "X-Mine": "1", "TE": "trailers", "Content-Length": "3",
        "Transfer-Encoding": "chunked", "Expect": "100-continue", "Authorization": "Basic x",
        "X-MLFLOW-WORKSPACE": "w", "Content-Encoding": "gzip", "Accept-Encoding": "gzip",
      ],
      isNewBody: false
    )
    #expect(
      sent.map(\.name) == [
        "Authorization", "X-MLFLOW-WORKSPACE", "Content-Encoding", "Accept-Encoding", "x-traceveil-hops",
      ]
    )
    #expect(headers.request(["Content-Encoding": "gzip"], isNewBody: true) == ["x-traceveil-hops": "1"])
  }

  @Test(
    "A sender's key for the gateway stays behind, and is an ordinary header where the gateway has no keys"
  )
  func keys() {
    var headers = headers
    #expect(headers.request(["X-API-Key": "k"], isNewBody: false)["x-api-key"] == ["k"])
    headers.keyHeader = "x-api-key"
    #expect(headers.request(["X-API-Key": "k"], isNewBody: false)["x-api-key"].isEmpty)
  }

  @Test("The proxy's own origin becomes the upstream's; another one stays")
  func origins() {
    let own = headers.request(
      ["Host": "p:1", "Origin": "http://p:1", "Referer": "http://p:1/#/x"],
      isNewBody: false
    )
    #expect(own["origin"] == ["http://mlflow:5000"])
    #expect(own["referer"] == ["http://mlflow:5000/#/x"])
    let other = headers.request(
      ["Host": "p:1", "Origin": "http://p:11", "Referer": "http://p:11/"],
      isNewBody: false
    )
    #expect(other["origin"] == ["http://p:11"])
    #expect(other["referer"] == ["http://p:11/"])
  }

  @Test("A Location at the upstream becomes one at the proxy; another one stays")
  func locations() {
    func location(_ text: String) -> [String] {
      headers.response(["Location": text, "Connection": "keep-alive"], host: "p:1")["location"]
    }
    #expect(location("http://mlflow:5000/a?b") == ["http://p:1/a?b"])
    #expect(location("http://mlflow:50001/a") == ["http://mlflow:50001/a"])
    #expect(location("/a") == ["/a"])
    #expect(headers.response(["Connection": "close"], host: nil).isEmpty)
  }

  @Test("The upstream's path goes in front, once")
  func urls() throws {
    #expect(
      headers.url(try #require(RequestTarget("/v1/traces?a=%2F"))) == "http://mlflow:5000/mlf/v1/traces?a=%2F"
    )
    #expect(headers.url(try #require(RequestTarget("/mlf/version"))) == "http://mlflow:5000/mlf/version")
    #expect(headers.url(try #require(RequestTarget("/mlfx"))) == "http://mlflow:5000/mlf/mlfx")
  }

  @Test("Addresses and localhost are no foreign hosts; names are, but for those allowed")
  func hosts() {
    let hosts = HostAllowance(names: ["mlflow.corp"])
    for host in ["localhost:5001", "127.0.0.1", "10.1.2.3:80", "[::1]:5001", "MLflow.Corp:1"] {
      #expect(hosts.allows(host), "\(host)")
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:5001", "", nil] {
      #expect(!hosts.allows(host))
    }
    #expect(HostAllowance(names: ["*"]).allows("evil.example"))
  }
}
