// Names of people and places, which a network finds: it reads the last view with the keys of its JSON, for what a
// value is often says its key alone. It reports what it finds in values, and in keys that are written as prose is.
extension Redactor {
  /// The score that Presidio gives to findings of a language model.
  private static let score: Float = 0.85
  /// Longest text that is read behind its key, in bytes. Longer ones say themselves what they are about.
  private static let longestKeyed = 200

  /// Where candidates of the network come from; nil for labels that are not looked for.
  struct NameSources: Sendable, Hashable {
    var person: Int?
    var location: Int?

    init(_ recognizers: [any Recognizer]) {
      for (index, recognizer) in recognizers.enumerated() {
        guard let name = recognizer as? NamedEntityRecognizer else { continue }
        if name.label == .person { person = index } else { location = index }
      }
    }

    var isEmpty: Bool { person == nil && location == nil }

    func source(of label: NameTagger.Label) -> Int? { label == .person ? person : location }
  }

  /// Whether the policy asks for names.
  package var findsNames: Bool { !nameSources.isEmpty }

  /// Adds the names in a text, whose views and binary data are in the scratch. A text that was not looked at to its
  /// end, because its span is past its budget or the network could not work, is one candidate, or an error, as the
  /// policy has it.
  func addNames(
    _ text: ByteView,
    key: ByteView,
    attributeKey: ByteView,
    _ scratch: inout RedactionScratch
  ) throws {
    let form = scratch.form.restricted(by: attributeKey)
    let view = scratch.views.last(of: text)
    let isDocument = !scratch.views.levels[0].documents.isEmpty
    guard form != .none, threshold <= Self.score, isDocument || form.shows(view) else { return }
    if !scratch.countsNamesBySpan { scratch.beginNames() }
    let parts = (0..<view.count).without(scratch.binary.ranges)
    var found: [Candidate] = []
    do {
      try scratch.names.take(parts.reduce(0) { $0 + $1.count }, of: names)
      if !isDocument, key.count > 0, view.count <= Self.longestKeyed, parts.count == 1 {
        try findNames(in: view, behind: key, &scratch) { found.append($0) }
        addCells(in: view, parts, &found)
        settle(in: view, &found)
        if scratch.countsNamesBySpan { recall(in: view, parts, &scratch, &found) }
      } else {
        for part in parts { try findNames(in: view, part, &scratch) { found.append($0) } }
        addCells(in: view, isDocument ? values(of: text, scratch.views) : parts, &found)
        settle(in: view, &found)
        addOthers(in: view, parts, &found)
        if scratch.countsNamesBySpan { recall(in: view, parts, &scratch, &found) }
      }
    } catch {
      guard names.onExcess == .redact else { throw RedactionError.overBudget }
      return try addUnanalyzed(text, form, &scratch)
    }
    guard !found.isEmpty else { return }
    if isDocument { found = within(leavesOf: text, form, scratch.views, found) }
    scratch.findings.rewrite { $0.append(contentsOf: found) }
  }

  private func findNames(
    in view: ByteView,
    _ part: Range<Int>,
    _ scratch: inout RedactionScratch,
    _ body: (Candidate) -> Void
  ) throws {
    try scratch.names.forEachName(in: view, part, within: names) { range, label in
      guard let source = nameSources.source(of: label) else { return }
      body(Candidate(start: range.lowerBound, end: range.upperBound, score: Self.score, source: source))
    }
  }

  /// Adds cells of tables that are names by their column, for what was found inside of them.
  private func addCells(in view: ByteView, _ parts: [Range<Int>], _ found: inout [Candidate]) {
    var cells: [Candidate] = []
    for part in parts {
      let tables = NameTables(view, part, found: found) {
        $0.source == self.nameSources.person ? .person : .location
      }
      tables.forEachName { range, label in
        guard let source = nameSources.source(of: label) else { return }
        cells.append(
          Candidate(start: range.lowerBound, end: range.upperBound, score: Self.score, source: source)
        )
      }
    }
    guard !cells.isEmpty else { return }
    cells.sort { $0.start < $1.start }
    var next = 0
    found.removeAll { name in
      while next < cells.count, cells[next].end <= name.start { next += 1 }
      return next < cells.count && cells[next].start <= name.start
    }
    found.append(contentsOf: cells)
    found.sort { $0.start < $1.start }
  }

  /// Leaves out places that are none, and has names of one spelling be one thing.
  private func settle(in view: ByteView, _ found: inout [Candidate]) {
    guard let location = nameSources.location else { return }
    found.removeAll { $0.source == location && NameLabels.isOfProgram(view, $0.start..<$0.end) }
    guard let person = nameSources.person else { return }
    NameLabels.settle(view, &found, person: person, location: location)
  }

  /// Strings of a document that are values.
  private func values(of text: ByteView, _ views: borrowing TextViews) -> [Range<Int>] {
    var values: [Range<Int>] = []
    views.forEachLeaf(of: text) { leaf, kind in
      if kind == .value { values.append(leaf) }
    }
    return values
  }

  /// Adds the places where names stand again that were found in a part of the text.
  private func addOthers(in view: ByteView, _ parts: [Range<Int>], _ found: inout [Candidate]) {
    guard !found.isEmpty else { return }
    var agreement = NameAgreement()
    for name in found {
      agreement.learn(
        name.start..<name.end,
        of: view,
        source: name.source,
        byWords: name.source == nameSources.person
      )
    }
    add(agreement, in: view, parts, &found)
  }

  /// Adds the places where names stand that earlier texts of the batch have, and remembers those of this text. Of single
  /// words only such are remembered that are no frequent ones: `Price` is somebody's name in one text, a heading in another.
  private func recall(
    in view: ByteView,
    _ parts: [Range<Int>],
    _ scratch: inout RedactionScratch,
    _ found: inout [Candidate]
  ) {
    add(scratch.knownNames, in: view, parts, &found)
    for name in found {
      let isPerson = name.source == nameSources.person
      scratch.knownNames.learn(name.start..<name.end, of: view, source: name.source, byWords: isPerson) {
        !NameTagger.isFrequentWord(view.unsafeBytes[$0])
      }
    }
  }

  private func add(
    _ agreement: NameAgreement,
    in view: ByteView,
    _ parts: [Range<Int>],
    _ found: inout [Candidate]
  ) {
    let known = found
    for part in parts {
      agreement.forEachOther(in: view, part, besides: known) { range, source in
        found.append(
          Candidate(start: range.lowerBound, end: range.upperBound, score: Self.score, source: source)
        )
      }
    }
    if found.count > known.count { found.sort { $0.start < $1.start } }
  }

  /// Searches a short value. Its key tells what it is, as `city` does.
  private func findNames(
    in view: ByteView,
    behind key: ByteView,
    _ scratch: inout RedactionScratch,
    _ body: (Candidate) -> Void
  ) throws {
    let lead = Array(key.unsafeBytes.suffix(64)) + [UInt8(ascii: ":"), UInt8(ascii: " ")]
    let whole = lead + view.unsafeBytes
    try whole.withUnsafeBufferPointer { bytes in
      try findNames(in: ByteView(bytes), 0..<bytes.count, &scratch) { candidate in
        guard candidate.end > lead.count else { return }
        var candidate = candidate
        candidate.start = max(0, candidate.start - lead.count)
        candidate.end -= lead.count
        body(candidate)
      }
    }
  }

  /// Candidates as far as they are in a string of the document: in a value, or in a key that is written as prose is.
  private func within(
    leavesOf text: ByteView,
    _ form: AnalyzedForm,
    _ views: borrowing TextViews,
    _ candidates: [Candidate]
  ) -> [Candidate] {
    let view = views.last(of: text)
    var leaves: [Range<Int>] = []
    views.forEachLeaf(of: text) { leaf, kind in
      let form = kind == .name ? AnalyzedForm.name : form
      if form.shows(view.slice(leaf)) { leaves.append(leaf) }
    }
    leaves.sort { $0.lowerBound < $1.lowerBound }
    var next = 0
    return candidates.compactMap { candidate in
      while next < leaves.count, leaves[next].upperBound <= candidate.start { next += 1 }
      guard next < leaves.count, leaves[next].lowerBound < candidate.end else { return nil }
      var inside = candidate
      inside.start = max(candidate.start, leaves[next].lowerBound)
      inside.end = min(candidate.end, leaves[next].upperBound)
      return inside.length > 0 ? inside : nil
    }
  }
}
