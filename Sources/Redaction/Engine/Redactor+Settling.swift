extension Redactor {
  /// How often a text is looked at in which something is found. Two rounds nearly always do.
  static let maximumRounds = 4

  /// Looks again at what was redacted, until nothing is found in it: redacting it once more changes nothing.
  ///
  /// A replacement changes what stands beside other values: in `bob@example.com-206-410-9364` the number is none
  /// of its own before the address is gone. The stand-ins of the round before are left alone, whatever they look
  /// like. A text in which nothing is found never gets here.
  func settle(
    _ output: inout [UInt8],
    key: ByteView,
    mayBeSecret: Bool,
    rounds: Int,
    scratch: inout RedactionScratch
  ) throws {
    var next: [UInt8] = []
    for _ in 1..<max(rounds, 1) {
      let standIns = scratch.edits.standInRanges
      // Done with. Those of a large text take several times its bytes.
      if output.count > RedactionScratch.keptBytes { scratch.trim() }
      let isDone = try output.withUnsafeBufferPointer { bytes in
        let text = ByteView(bytes)
        guard !bytes.isEmpty,
          try find(text, key: key, of: nil, mayBeSecret: mayBeSecret, scratch: &scratch)
        else { return true }
        drop(within: standIns, &scratch)
        scratch.members.dropReplaced(within: standIns)
        guard !scratch.findings.candidates.isEmpty || !scratch.members.replaced.isEmpty else { return true }
        return try write(text, key: key, scratch: &scratch, output: &next) != .redacted
      }
      guard !isDone else { return }
      swap(&output, &next)
    }
  }

  /// Drops candidates that are a part of one of `ranges` of the text, and those that stay as they are. Both ascend.
  private func drop(within ranges: [Range<Int>], _ scratch: inout RedactionScratch) {
    var kept: [Candidate] = []
    var next = 0
    for candidate in scratch.findings.candidates where !standIns[candidate.source].keeps {
      let last = scratch.views.levels.count - 1
      let range = scratch.views.lowerToText(candidate.start..<candidate.end, from: last)
      while next < ranges.count, ranges[next].upperBound <= range.lowerBound { next += 1 }
      if next == ranges.count || !ranges[next].holds(range) { kept.append(candidate) }
    }
    scratch.findings.rewrite { $0 = kept }
  }
}

extension KeyedMembers {
  /// Drops what was replaced in the round before. `ranges` ascend.
  fileprivate mutating func dropReplaced(within ranges: [Range<Int>]) {
    var next = 0
    removeReplaced { member in
      while next < ranges.count, ranges[next].upperBound <= member.range.lowerBound { next += 1 }
      return next < ranges.count && ranges[next].holds(member.range)
    }
  }
}

extension Range<Int> {
  fileprivate func holds(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

extension EditList {
  /// Where the stand-ins are in the text that `apply` has written.
  fileprivate var standInRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(edits.count)
    var growth = 0
    for edit in edits {
      let start = edit.range.lowerBound + growth
      ranges.append(start..<(start + edit.standIn.count))
      growth += edit.standIn.count - edit.range.count
    }
    return ranges
  }
}
