/// How a Presidio analyzer is asked: a plain value.
public struct PresidioConfiguration: Sendable, Hashable {
  /// The analyzer without a path of its API: `http://localhost:5002`.
  public var url: String
  /// The entities that it is asked for; nil for all it knows.
  public var entities: [String]?
  /// The time limit of one request, connecting included. Its work is all CPU: 30 to 65 ms for each KB of text with a
  /// small model of the language.
  public var timeout: Duration = .seconds(2)
  /// The most texts of one request. An analyzer with one core should be able to answer all requests in flight in half
  /// of the time limit.
  public var maximumTexts = 64
  /// Bytes of the texts of one request together.
  public var maximumTextBytes = 8 << 10
  /// How many requests are in flight at a time, of all signals together.
  public var maximumConcurrentRequests = 2
  /// How many answers are cached.
  public var cachedTexts = 100_000
  /// The most bytes of cached answers, by an estimate of their memory.
  public var cachedBytes = 16 << 20

  /// A configuration with the defaults.
  public init(url: String) {
    self.url = url
  }

  /// - Throws: ``ExporterConfigurationError`` for a URL that cannot be one.
  public func check() throws(ExporterConfigurationError) { _ = try PresidioTransport.endpoint(of: self) }

  /// More is no answer to a request of ours. An answer has 120 bytes for each match, and there are analyzers that
  /// find one in each word.
  var maximumAnswerBytes: Int { (1 << 20) + 128 * maximumTextBytes }

  /// The language of its recognizers.
  static let language = "en"
}
