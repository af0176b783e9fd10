/// What somebody who wrote an unknown name probably meant.
enum NearestName {
  /// The names that are as near to `name` as any, sorted, three at most; none where nothing is near.
  ///
  /// Near is first of all a matter of letters: few of them missing, too many, wrong or swapped. Where no name is near
  /// that way, it is one of words: `TRACEVEIL_UPSTREAM` has all its words in common with `TRACEVEIL_MLFLOW_UPSTREAM`.
  static func names(near name: String, among names: some Collection<String>) -> [String] {
    let whole = Array(name.uppercased().utf8.prefix(128))
    let own = significant(whole)
    let byLetters = nearest(names) { candidate in
      let other = significant(Array(candidate.utf8))
      let limit = min(max(min(own.count, other.count) / 2, 1), 3)
      // Where the beginning itself is misspelt, the whole is compared.
      let letters = distance(own, other, limit: limit) ?? distance(whole, Array(candidate.utf8), limit: 2)
      // If two names are equally near, the one with the same beginning is nearer.
      return letters.map { 2 * $0 + (candidate.utf8.prefix(4).elementsEqual(whole.prefix(4)) ? 0 : 1) }
    }
    guard byLetters.isEmpty else { return byLetters }
    let words = Set(own.split(separator: underscore))
    return nearest(names) { candidate in
      let others = Set(significant(Array(candidate.utf8)).split(separator: underscore))
      let apart = words.symmetricDifference(others).count
      return !words.isDisjoint(with: others) && apart <= 2 ? apart : nil
    }
  }

  /// How many letters have to be put in, taken out, changed or swapped with the next to make one of the other; nil
  /// when it is more than `limit` (optimal string alignment).
  static func distance(_ one: [UInt8], _ other: [UInt8], limit: Int) -> Int? {
    guard abs(one.count - other.count) <= limit else { return nil }
    var beforeLast = [Int](repeating: 0, count: other.count + 1)
    var last = Array(0...other.count)
    for row in one.indices {
      var current = [row + 1]
      current.reserveCapacity(other.count + 1)
      for column in other.indices {
        let isSame = one[row] == other[column]
        var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[other.count] <= limit ? last[other.count] : nil
  }

  private static let underscore = UInt8(ascii: "_")

  private static func nearest(_ names: some Collection<String>, _ distance: (String) -> Int?) -> [String] {
    let rated = names.compactMap { name in distance(name).map { (name, $0) } }
    guard let least = rated.map(\.1).min() else { return [] }
    return Array(rated.filter { $0.1 == least }.map(\.0).sorted().prefix(3))
  }

  /// What tells a name from others of its kind: all names of a product have one beginning.
  private static func significant(_ name: [UInt8]) -> [UInt8] {
    let prefix = ["TRACEVEIL_", "OTEL_"].first { name.starts(with: $0.utf8) } ?? ""
    return Array(name.dropFirst(prefix.utf8.count))
  }
}
