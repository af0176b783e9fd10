// One scan of a view, and of the same view once more without its disguises.
extension Redactor {
  /// Reports what the built-in recognizers find, and what is binary data.
  func scan(_ view: ByteView, _ scratch: inout RedactionScratch) -> TextScanner.Overview {
    findBinaryData(in: view, &scratch)
    return scanner.scan(
      view,
      skipping: scratch.binary.ranges,
      hits: &scratch.hits,
      into: &scratch.findings
    )
  }

  private func findBinaryData(in view: ByteView, _ scratch: inout RedactionScratch) {
    scratch.binary.find(in: view, includingShort: binaryData != nil)
    guard let binaryData, !scratch.binary.ranges.isEmpty else { return }
    let found = scratch.binary.ranges.lazy.map {
      Candidate(start: $0.lowerBound, end: $0.upperBound, score: 1, source: binaryData)
    }
    scratch.findings.rewrite { $0.append(contentsOf: found) }
  }

  /// Scans a view without disguises of which only the changed parts have not been scanned before. The result is that
  /// of `scan`.
  ///
  /// - Parameter hitCount: How many hits the text has, if all of them are in the scratch.
  func scan(
    _ view: ByteView,
    unmasked: TextViews.Level,
    hitCount: Int?,
    _ scratch: inout RedactionScratch
  ) {
    findBinaryData(in: view, &scratch)
    let changed = ChangedParts(view, scratch.views.pieces(of: unmasked))
    guard let hitCount, changed.areFew, scratch.binary.ranges.isEmpty else {
      _ = scanner.scan(
        view,
        skipping: scratch.binary.ranges,
        hits: &scratch.hits,
        into: &scratch.findings
      )
      return
    }
    scanner.scan(
      view,
      changed,
      known: scratch.hits,
      hitCount,
      hits: &scratch.changedHits,
      into: &scratch.findings
    )
  }
}
