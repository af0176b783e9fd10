/// How a Presidio analyzer is asked: a plain value.
public struct PresidioConfiguration: Sendable, Hashable {
  /// The analyzer without a path of its API: `http://localhost:5002`.
  public var url: String
  /// What it is asked for; nil for all it knows.
  public var entities: [String]?
  /// For one request, connecting included. Its work is all CPU: 30 to 65 ms for each KB of text with a small
  /// model of the language.
  public var timeout: Duration = .seconds(2)
  /// Texts of one request, and their bytes. All that is under way should be done in half of the time limit by an
  /// analyzer that has one core.
  public var maximumTexts = 64
  /// Bytes of the texts of one request together.
  public var maximumTextBytes = 8 << 10
  /// Requests under way at a time, of all signals together.
  public var maximumConcurrentRequests = 2
  /// Answers that are kept: their number, and an estimate of their memory.
  public var cachedTexts = 100_000
  /// Bytes that the answers that are kept may take.
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
