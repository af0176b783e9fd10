import NIOHTTP1
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Headers that are stored with spans")
struct StoredHeadersTests {
  private let headers = StoredHeaders(
    forwarded: ["x-scope-orgid"],
    replaced: ["x-gateway"],
    keyHeader: "x-api-key"
  )

  private func stored(_ pairs: KeyValuePairs<String, String>) -> [String: String]? {
    let all = [("X-MLflow-Experiment-Id", "7")] + pairs.map { ($0.key, $0.value) }
    guard case .success(let stored) = headers.headers(of: HTTPHeaders(all)) else { return nil }
    return Dictionary(stored.fields.map { ($0.name, $0.value) }) { first, _ in first }
  }

  private func refusal(_ pairs: [(String, String)]) -> StoredHeaders.Refusal? {
    guard case .failure(let refusal) = headers.headers(of: HTTPHeaders(pairs)) else { return nil }
    return refusal
  }

  @Test("What decides where spans go is stored, and what means nothing is not")
  func routing() {
    let stored = stored([
      "X-MLflow-Workspace": " team ", "x-mlflow-run-id": "r", "X-Scope-OrgID": "tenant",
      "X-MLflow-Client-Version": "3.17",
      "User-Agent": "mlflow",
      "Content-Type": "application/x-protobuf", "Accept": "*/*", "Host": "here", "X-Gateway": "not mine",
      "X-API-Key": "hush",
    ])
    #expect(
      stored == [
        "x-mlflow-experiment-id": "7", "x-mlflow-workspace": "team", "x-mlflow-run-id": "r",
        "x-scope-orgid": "tenant", HopCount.header: "1",
      ]
    )
  }

  @Test(
    "A request with credentials is not stored",
    arguments: ["Authorization", "cookie", "Proxy-Authorization", "X-MLflow-Authorization"]
  )
  func credentials(name: String) {
    #expect(refusal([("x-mlflow-experiment-id", "7"), (name, "hush")]) == .credentials)
    let careless = StoredHeaders(forwarded: [name.lowercased()], replaced: [], keyHeader: nil)
    let all = HTTPHeaders([("x-mlflow-experiment-id", "7"), (name, "hush")])
    guard case .failure(.credentials) = careless.headers(of: all) else {
      Issue.record("it is stored")
      return
    }
  }

  @Test(
    "A request with a header that nobody knows is not stored",
    arguments: ["x-forwarded-user", "origin", "x"]
  )
  func unknown(name: String) {
    #expect(refusal([("x-mlflow-experiment-id", "7"), (name, "v")]) == .header)
  }

  @Test("A request without one experiment is not stored, nor one whose values have lost bytes")
  func experiments() {
    #expect(refusal([]) == .experiment)
    #expect(refusal([("x-mlflow-experiment-id", "7"), ("x-mlflow-experiment-id", "8")]) == .experiment)
    #expect(
      refusal([("x-mlflow-experiment-id", "7"), ("x-mlflow-workspace", "\u{FFFD}")]) == .header
    )
    #expect(refusal([("x-mlflow-experiment-id", "7"), ("x-mlflow-workspace", "a\u{1}")]) == .header)
  }
}
