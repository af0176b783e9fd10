import NIOHTTP1
import Testing

@testable import TraceVeil

@Suite("Headers in what a server says")
struct HeaderMaskTests {
  private func masked(_ text: String, _ headers: HTTPHeaders) -> String { HeaderMask.masked(text, headers) }

  @Test("A value goes as a whole, the longer of two first; short ones and those that all senders have stay")
  func values() {
    let headers: HTTPHeaders = [
      "X-Key": "secret", "x-other": "secret-2", "x-short": "abc", "Content-Type": "application/json",
      "User-Agent": "agent/1", "x-mlflow-experiment-id": "4711", "grpc-timeout": "10000m",
    ]
    #expect(masked("secret-2 and secret", headers) == "<header x-other> and <header x-key>")
    for text in ["abc", "application/json", "agent/1", "4711", "10000m", ""] {
      #expect(masked(text, headers) == text)
    }
  }

  @Test("Credentials also without their scheme, and a password by itself")
  func credentials() {
    #expect(
      masked("no token abcd.efgh", ["Authorization": "Bearer abcd.efgh"]) == "no token <header authorization>"
    )
    #expect(
      masked("pass:word?", ["authorization": "Basic dXNlcjpwYXNzOndvcmQ="]) == "<header authorization>?"
    )
    #expect(masked("who is s3ss10n", ["cookie": "a=1; id=s3ss10n"]) == "who is <header cookie>")
  }
}
