import NIOHTTP1
import TraceVeil

/// Which headers of a request with spans are stored with it, and which requests cannot be stored because of theirs.
///
/// A stored request is sent later, with the headers that were stored and the gateway's own credentials. So a request with any
/// header that may say who sends it, or where it goes, and that is not stored, cannot be stored.
struct StoredHeaders: Sendable {
  /// Why a request cannot be stored.
  enum Refusal: String, Error {
    /// It has credentials of its client.
    case credentials
    /// It names no experiment, or several: MLflow itself is to say what it thinks of that.
    case experiment
    /// It has a header that is not stored, and may mean something.
    case header
  }

  /// Names, in lower case, of what is stored.
  private let stored: Set<String>
  /// Names, in lower case, of what the gateway itself says to MLflow, whatever its clients say.
  private let replaced: Set<String>

  /// MLflow's own headers of requests with spans.
  private static let ofMLflow: Set = [
    MLflowDestination.experimentHeader, "x-mlflow-run-id", "x-mlflow-workspace",
  ]

  /// Headers about the connection, the body and its encoding, or the program that sends: MLflow stores the same without them.
  private static let immaterial: Set = [
    "accept", "accept-encoding", "accept-language", "baggage", "cache-control", "connection",
    "content-digest", "content-encoding", "content-length", "content-md5", "content-type", "date", "digest",
    "expect", "forwarded", "host", "keep-alive", "pragma", "te", "traceparent", "tracestate", "trailer",
    "transfer-encoding", "user-agent", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port",
    "x-forwarded-proto", "x-mlflow-client-version", "x-real-ip", "x-request-id", HopCount.header,
  ]

  private static let credentials: Set = [
    "authorization", "cookie", "proxy-authorization", "x-mlflow-authorization",
  ]

  /// - Parameters:
  ///   - forwarded: `TRACEVEIL_FORWARD_HEADERS`, in lower case.
  ///   - replaced: Headers that are set on every request to MLflow, in lower case.
  ///   - keyHeader: The header with the API keys of senders, in lower case, which is for the gateway only.
  init(forwarded: [String], replaced: [String], keyHeader: String?) {
    self.replaced = Set(replaced + [keyHeader].compactMap { $0 })
    stored = Self.ofMLflow.union(forwarded).subtracting(Self.credentials)
  }

  /// What is stored of a request's headers.
  func headers(of headers: HTTPHeaders) -> Result<ForwardedHeaders, Refusal> {
    var pairs: [(String, String)] = []
    for (name, value) in headers {
      let name = name.lowercased()
      if replaced.contains(name) || Self.immaterial.contains(name) && !stored.contains(name) { continue }
      guard !Self.credentials.contains(name) else { return .failure(.credentials) }
      guard stored.contains(name), Self.isText(value) else { return .failure(.header) }
      pairs.append((name, String(value.trimmingASCIIWhitespace())))
    }
    guard pairs.count(where: { $0.0 == MLflowDestination.experimentHeader }) == 1 else {
      return .failure(.experiment)
    }
    guard let hops = HopCount(headers[canonicalForm: HopCount.header]) else { return .failure(.header) }
    return .success(ForwardedHeaders(pairs + [(HopCount.header, hops.next)]))
  }

  /// Whether it goes to MLflow as it came: bytes that are not UTF-8 are gone already.
  private static func isText(_ value: String) -> Bool {
    !value.unicodeScalars.contains { $0 == "\u{FFFD}" || $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }
  }
}
