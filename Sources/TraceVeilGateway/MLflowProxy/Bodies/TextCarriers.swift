import OTLP

/// Brings the texts of a JSON document into the form that transforms work on, spans, and back.
///
/// The document is walked twice by the same code: once to collect, and once, when the transforms have been over
/// the spans, to put what came of them in the place of what went in.
struct TextCarriers {
  /// What came back of a span.
  struct Processed {
    var name = ""
    var attributes = Attributes()
    var events: [(number: Int, name: String, attributes: Attributes)] = []
    var links: [Attributes] = []
    var statusMessage = ""
  }

  /// Spans that are spans, which rules are for, and spans that only carry texts, or names of people or things.
  enum Kind: Int, CaseIterable {
    case span, carrier, people, things
  }

  enum Exchange {
    /// The first walk: the span will be redacted.
    case collected
    /// The second walk: a transform dropped the span.
    case dropped
    case processed(Processed)
  }

  private(set) var collected: [[SpanData]] = Kind.allCases.map { _ in [] }
  private var results: [[Int: Processed]]?
  private var numbers = Kind.allCases.map { _ in 0 }

  /// Begins the second walk.
  mutating func turn(_ results: [[Int: Processed]]) {
    self.results = results
    numbers = Kind.allCases.map { _ in 0 }
  }

  mutating func exchange(_ span: SpanData, _ kind: Kind) -> Exchange {
    numbers[kind.rawValue] += 1
    let number = numbers[kind.rawValue]
    if let results {
      return results[kind.rawValue][number].map { .processed($0) } ?? .dropped
    }
    var span = span
    // Ids are of no meaning here but for finding a span again.
    span.spanID = SpanID(UInt64(number))
    collected[kind.rawValue].append(span)
    return .collected
  }

  /// A span of which only what is given matters.
  static func span(name: String = "", attributes: Attributes) -> SpanData {
    SpanData(traceID: TraceID(high: 0, low: 1), spanID: SpanID(1), name: name, attributes: attributes)
  }
}

extension TextCarriers.Processed {
  init(_ span: EncodedSpan) {
    name = span.name
    statusMessage = span.status.message
    attributes = Attributes(span.attributes)
    events = span.eventValues.map { (Int($0.time), $0.name, $0.attributes) }
    links = span.linkValues.map(\.attributes)
  }
}
