/// Decides what is replaced where candidates overlap.
///
/// The longer one wins, then the higher score, then the recognizer that comes first in the catalog. What
/// a loser covers beyond the winner stays a match of its own: everything that some recognizer confirmed is
/// replaced, and nothing is replaced twice.
enum MatchResolver {
  /// Leaves disjoint candidates in ascending order. Takes one sort and one sweep.
  static func resolve(_ candidates: inout [Candidate]) {
    guard candidates.count > 1 else { return }
    candidates.sort(by: precedes)
    var last = 0
    var lastRank = candidates[0]
    for index in 1..<candidates.count {
      var candidate = candidates[index]
      let rank = candidate
      let winner = candidates[last]
      if candidate.end <= winner.end { continue }  // inside of a longer one
      // What is in front of the last match is covered already, when that match was cut itself.
      candidate.start = max(candidate.start, winner.start)
      if candidate.start >= winner.end {
        last += 1
      } else if outranks(lastRank, rank) {
        candidate.start = winner.end
        last += 1
      } else if candidate.start > winner.start {
        candidates[last].end = candidate.start
        last += 1
      }
      candidates[last] = candidate
      lastRank = rank
    }
    candidates.removeSubrange((last + 1)...)
  }

  private static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
    a.start != b.start ? a.start < b.start : outranks(a, b)
  }

  private static func outranks(_ a: Candidate, _ b: Candidate) -> Bool {
    if a.length != b.length { return a.length > b.length }
    if a.score != b.score { return a.score > b.score }
    return a.source < b.source
  }
}
