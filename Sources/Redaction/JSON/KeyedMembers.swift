/// The members of the JSON of one text that the keys of a policy decide about, at every nesting level.
struct KeyedMembers: Sendable {
  /// A member, or its value, that does not stay.
  struct Replaced: Sendable {
    /// The range in the text.
    var range: Range<Int>
    /// The range in the view at `level`.
    var source: Range<Int>
    var level: Int
    var isDropped: Bool
  }

  /// Disjoint, in ascending order. A value that was replaced before is not among them.
  private(set) var replaced: [Replaced] = []
  /// Where the keys decide and recognizers do not: disjoint, ascending ranges of the text.
  private(set) var covered: [Range<Int>] = []

  private var found: [(member: Replaced, isKept: Bool)] = []

  mutating func removeAll() {
    replaced.removeAll(keepingCapacity: true)
    covered.removeAll(keepingCapacity: true)
    found.removeAll(keepingCapacity: true)
  }

  mutating func add(_ member: JSONMemberWalk.Member, level: Int, views: borrowing TextViews) {
    let range = views.lowerToText(member.range, from: level)
    let entry = Replaced(range: range, source: member.range, level: level, isDropped: member.action == .drop)
    found.append((entry, member.action == .keep))
  }

  /// Decides between what was added: the outermost of those that do not stay wins, and wins over what is kept.
  ///
  /// - Parameter isStandIn: whether a value was replaced before.
  mutating func resolve(isStandIn: (Replaced) -> Bool) {
    guard !found.isEmpty else { return }
    found.sort { a, b in
      let (a, b) = (a.member.range, b.member.range)
      return a.lowerBound != b.lowerBound ? a.lowerBound < b.lowerBound : a.upperBound > b.upperBound
    }
    var end = 0
    for (member, isKept) in found {
      cover(member.range)
      guard !isKept, member.range.lowerBound >= end else { continue }
      end = member.range.upperBound
      if member.isDropped || !isStandIn(member) { replaced.append(member) }
    }
  }

  mutating func removeReplaced(where isDropped: (Replaced) -> Bool) {
    replaced.removeAll(where: isDropped)
  }

  private mutating func cover(_ range: Range<Int>) {
    guard let last = covered.last, range.lowerBound < last.upperBound else { return covered.append(range) }
    covered[covered.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
  }

  /// Drops matches that lie within what the keys decide about.
  func drop(from findings: inout Findings, views: borrowing TextViews) {
    guard !covered.isEmpty else { return }
    let last = views.levels.count - 1
    findings.rewrite { candidates in
      var kept = 0
      for candidate in candidates {
        let range = views.lowerToText(candidate.start..<candidate.end, from: last)
        if let cover = cover(at: range.lowerBound), range.upperBound <= cover.upperBound { continue }
        candidates[kept] = candidate
        kept += 1
      }
      candidates.removeSubrange(kept...)
    }
  }

  private func cover(at position: Int) -> Range<Int>? {
    var low = 0
    var high = covered.count
    while low < high {
      let middle = (low + high) / 2
      if covered[middle].lowerBound <= position { low = middle + 1 } else { high = middle }
    }
    guard low > 0, covered[low - 1].contains(position) else { return nil }
    return covered[low - 1]
  }
}
