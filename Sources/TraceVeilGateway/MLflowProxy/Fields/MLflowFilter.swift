/// A filter of MLflow's searches, such as ``tags."a b" = 'c' AND trace.name LIKE '%d%'``, taken apart as its parser
/// does it, which is one for SQL: keys and values, where they stand.
struct MLflowFilter {
  /// What a clause is about: `tags` and `a b`, or nothing and `name`.
  struct Subject: Hashable {
    var entity: String
    var key: String
  }

  enum Comparison: Hashable {
    case exact
    /// `LIKE` and `ILIKE`, where `%` stands for any text.
    case pattern
    /// A regular expression, in which nothing can be replaced.
    case expression
  }

  struct Part: Hashable {
    enum Role: Hashable {
      case key
      case value(Comparison)
    }

    let role: Role
    let subject: Subject
    /// What is between the quotes; of a key without quotes all of it.
    let content: Range<Int>
    /// Nil for a key without quotes.
    let quote: UInt8?

    /// The range with the quotes.
    var range: Range<Int> {
      quote == nil ? content : (content.lowerBound - 1)..<(content.upperBound + 1)
    }
  }

  let text: [UInt8]
  private(set) var parts: [Part] = []

  private var index = 0
  /// The subject of the clause that is being read.
  private var subject: Subject?
  private var comparison = Comparison.exact

  /// Parses the text in one pass, in linear time. From the first invalid part on there are no parts.
  init(_ text: String) {
    self.text = Array(text.utf8)
    while index < self.text.count, readToken() {}
  }

  func content(of part: Part) -> String { String(decoding: text[part.content], as: UTF8.self) }

  /// - Returns: False where a quote is not closed.
  private mutating func readToken() -> Bool {
    switch text[index] {
    case let byte where Self.isQuote(byte):
      guard let content = quoted(byte) else { return false }
      if let subject {
        parts.append(Part(role: .value(comparison), subject: subject, content: content, quote: byte))
      }
    case let byte where Self.isOfWord(byte): return readWord()
    default: index += 1
    }
    return true
  }

  private mutating func readWord() -> Bool {
    let start = index
    while index < text.count, Self.isOfWord(text[index]) { index += 1 }
    let word = String(decoding: text[start..<index], as: UTF8.self)
    // A key behind it, without a blank.
    if word.hasSuffix("."), index < text.count, Self.isQuote(text[index]) {
      let quote = text[index]
      guard let content = quoted(quote) else { return false }
      begin(word + String(decoding: text[content], as: UTF8.self), keyAt: content, quote)
      return true
    }
    switch word.uppercased() {
    case "AND": subject = nil
    case "LIKE", "ILIKE": comparison = .pattern
    case "RLIKE": comparison = .expression
    case "NOT", "IN", "IS", "NULL": break
    default:
      guard subject == nil else { break }
      begin(word, keyAt: start..<index, nil)
    }
    return true
  }

  private mutating func begin(_ name: String, keyAt range: Range<Int>, _ quote: UInt8?) {
    var names = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    // `trace.tag.<key>` of questions about metrics.
    if names.count == 2, names[0] == "trace", let dot = names[1].firstIndex(of: "."),
      ["tag", "metadata"].contains(names[1][..<dot])
    {
      names = [String(names[1][..<dot]), String(names[1][names[1].index(after: dot)...])]
    }
    let attributes = "attributes."
    if names.count == 2, names[0] == "span", names[1].hasPrefix(attributes) {
      names = ["span.attributes", String(names[1].dropFirst(attributes.count))]
    }
    let subject = Subject(entity: names.count == 2 ? names[0] : "", key: names.last ?? "")
    self.subject = subject
    comparison = .exact
    // Without quotes the key is what stands behind the entity.
    let key = quote == nil ? (range.upperBound - subject.key.utf8.count)..<range.upperBound : range
    parts.append(Part(role: .key, subject: subject, content: key, quote: quote))
  }

  /// What is between quotes, past which it goes. A quote that is doubled or behind a backslash ends nothing.
  private mutating func quoted(_ quote: UInt8) -> Range<Int>? {
    let start = index + 1
    index = start
    while index < text.count {
      let next = index + 1 < text.count ? text[index + 1] : 0
      if text[index] == quote, next != quote {
        index += 1
        return start..<(index - 1)
      }
      let isEscape = text[index] == UInt8(ascii: "\\") && quote != UInt8(ascii: "`")
      index += next == quote && (isEscape || text[index] == quote) ? 2 : 1
    }
    return nil
  }

  static func isQuote(_ byte: UInt8) -> Bool { #"'"`"#.utf8.contains(byte) }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !"=!<>(),;".utf8.contains(byte) && !isQuote(byte)
  }
}
