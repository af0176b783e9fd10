/// A named load: requests to send over and over, and what is known about them.
///
/// Everything follows from the kind and the seed. So a receiver in another process that makes the same
/// workload knows what was planted, which ids will come, and which attributes are JSON.
public struct Workload: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Spans of an agent, about 4 KB each, mostly chat messages as JSON in strings.
    case llm
    /// Spans of HTTP servers and clients, about 530 bytes each.
    case web
    /// Spans of agents, about 6 KB each, that send the whole conversation again with each turn.
    case conversation
  }

  public let kind: Kind
  public let seed: UInt64
  public let requests: [RequestTemplate]
  /// Every value that stands in one of the requests or could.
  public let planted: [PlantedValue]
  public let identity: SpanIdentity

  /// - Parameter requestCount: how many different requests to make; sending goes round and round among them.
  public init(_ kind: Kind, seed: UInt64, requestCount: Int = 32) {
    self.kind = kind
    self.seed = seed
    identity = SpanIdentity(seed: seed)
    switch kind {
    case .llm:
      var composer = LLMComposer(seed: seed)
      requests = (0..<requestCount).map { _ in composer.request() }
      planted = composer.pool.values
    case .web:
      var composer = WebComposer(seed: seed)
      requests = (0..<requestCount).map { _ in composer.request() }
      planted = composer.pool.values
    case .conversation:
      var composer = ConversationComposer(seed: seed)
      requests = (0..<requestCount).map { _ in composer.request() }
      planted = composer.pool.values
    }
  }

  public var spansPerRequest: Int {
    switch kind {
    case .llm: LLMComposer.spansPerRequest
    case .web: WebComposer.spansPerRequest
    case .conversation: ConversationComposer.spansPerRequest
    }
  }

  /// Bytes of all requests together.
  public var byteCount: Int {
    requests.reduce(0) { $0 + $1.body.count }
  }

  /// The template of request number `number`.
  public func template(of number: UInt64) -> RequestTemplate {
    requests[Int(number % UInt64(requests.count))]
  }

  /// Keys whose string values are valid JSON in every span that the workload sends, and must still be when
  /// they arrive.
  public var jsonKeys: [String] {
    switch kind {
    case .llm, .conversation:
      [
        "mlflow.traceRequestId", "mlflow.spanType", "mlflow.spanFunctionName", "mlflow.spanInputs",
        "mlflow.spanOutputs",
        "mlflow.chat.tokenUsage",
      ]
    case .web: []
    }
  }
}
