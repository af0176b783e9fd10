import JSON

extension ConfigurationReader {
  /// A comma list without its blanks and empty places, in the order written; nil when unset.
  package mutating func list(_ key: String) throws(ConfigurationError) -> [String]? {
    try read([key], expected: "a comma list", shown: { $0.joined(separator: ",") }, parse: Self.items)
  }

  /// Header pairs `name=value,name=value`, each name and value percent-decoded.
  ///
  /// The first of `keys` that is set is used alone: lists of different variables are not merged. A pair
  /// that cannot be a header is left out with a warning that names its place in the list and nothing of
  /// what it holds; under an own variable it is an error.
  package mutating func headers(_ keys: [String]) throws(ConfigurationError) -> [(
    name: String, value: String
  )] {
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
      let reason = "pair \(place) is not a valid name=value header"
      if key.hasPrefix(Self.ownPrefix) { throw error(key, reason) }
      warn(key, "\(reason) and is left out; the other pairs are sent")
    }
    return pairs
  }

  /// The items of a comma list.
  package static func items(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0.trimmingASCIIWhitespace()) }.filter { !$0.isEmpty }
  }

  /// Header names with their values hidden.
  static func masked(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\($0.name)=***" }.joined(separator: ",")
  }

  private static func headerPair(_ item: Substring) -> (name: String, value: String)? {
    guard let equals = item.firstIndex(of: "="),
      let name = PercentEncoding.decode(item[..<equals].trimmingASCIIWhitespace()),
      let value = PercentEncoding.decode(item[item.index(after: equals)...].trimmingASCIIWhitespace()),
      HTTPFieldRules.isName(name), HTTPFieldRules.isValue(value)
    else { return nil }
    return (name.lowercased(), value)
  }
}
