extension ConfigurationReader {
  /// A comma list without its blanks and empty places, in the order written; nil when unset.
  public mutating func list(_ key: String) throws(ConfigurationError) -> [String]? {
    try read([key], expected: "a comma list", shown: { $0.joined(separator: ",") }, parse: Self.items)
  }

  /// Header pairs `name=value,name=value`, each name and value percent-decoded.
  ///
  /// The first of `keys` that is set is used alone: lists of different variables are not merged. A pair
  /// that cannot be a header is left out with a warning that names its place in the list and nothing of
  /// what it holds; under an own variable it is an error.
  public mutating func headers(_ keys: [String]) throws(ConfigurationError) -> [(name: String, value: String)]
  {
    var broken: [Int] = []
    let pairs = try read(
      keys,
      expected: "a list of name=value pairs",
      quoting: false,
      shown: Self.masked
    ) { text in
      broken = []
      var pairs: [(name: String, value: String)] = []
      for (place, item) in text.split(separator: ",").enumerated() {
        if item.trimmingASCIIWhitespace().isEmpty { continue }
        if let pair = Self.headerPair(item) { pairs.append(pair) } else { broken.append(place + 1) }
      }
      return pairs
    }
    guard let pairs else { return [] }
    // Safe to unwrap by `first`: `read` answered, so one of the keys is set.
    let key = keys.first { environment[$0] != nil } ?? keys[0]
    for place in broken {
      try reject(key, "pair \(place) is not a valid name=value header")
    }
    return pairs
  }

  /// `OTEL_RESOURCE_ATTRIBUTES`: pairs of percent-decoded texts, all or nothing: with one bad pair the
  /// whole variable is ignored. A key that occurs twice keeps its last value.
  public mutating func resourceAttributes(_ key: String = "OTEL_RESOURCE_ATTRIBUTES")
    throws(ConfigurationError) -> [(key: String, value: String)]
  {
    try read(
      [key],
      expected: "a list of key=value pairs with , and = percent-encoded",
      quoting: false,
      shown: { $0.map(\.key).joined(separator: ",") },
      parse: Self.attributePairs
    ) ?? []
  }

  static func items(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0.trimmingASCIIWhitespace()) }.filter { !$0.isEmpty }
  }

  /// Header names with their values hidden.
  static func masked(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\($0.name)=***" }.joined(separator: ",")
  }

  private static func headerPairs(_ text: String, broken: inout [Int]) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    for (index, item) in text.split(separator: ",").enumerated() {
      if item.trimmingASCIIWhitespace().isEmpty { continue }
      if let pair = headerPair(item) { pairs.append(pair) } else { broken.append(index + 1) }
    }
    return pairs
  }

  private static func headerPair(_ item: Substring) -> (name: String, value: String)? {
    guard let equals = item.firstIndex(of: "="),
      let name = PercentDecoding.decode(item[..<equals].trimmingASCIIWhitespace()),
      let value = PercentDecoding.decode(item[item.index(after: equals)...].trimmingASCIIWhitespace()),
      HTTPFieldRules.isName(name), HTTPFieldRules.isValue(value)
    else { return nil }
    return (name.lowercased(), value)
  }

  private static func attributePairs(_ text: String) -> [(key: String, value: String)]? {
    var pairs: [(key: String, value: String)] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = item.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.count == 2,
        let key = PercentDecoding.decode(halves[0].trimmingASCIIWhitespace()), !key.isEmpty,
        let value = PercentDecoding.decode(halves[1].trimmingASCIIWhitespace())
      else { return nil }
      pairs.removeAll { $0.key == key }
      pairs.append((key, value))
    }
    return pairs
  }
}
