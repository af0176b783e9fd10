// An analyzer outside of the process is shown the texts of a batch first. What it has found comes back by way of
// the scratch, and competes with what the recognizers find.
extension Redactor {
  /// Whether the policy asks for an analyzer. Texts that it has not seen are replaced as a whole then.
  package var isAnalyzed: Bool { analyzed != .none }

  /// Shows each part of a text that `redact`, called with the same arguments, would want to be analyzed, with a
  /// `scratch.form` that is the same then.
  ///
  /// - Throws: `RedactionError`, or what `body` throws.
  package func collectAnalyzed(
    in text: Span<UInt8>,
    key: Span<UInt8>,
    attributeKey: Span<UInt8>,
    scratch: inout RedactionScratch,
    _ body: (Span<UInt8>) throws -> Void
  ) throws {
    guard isAnalyzed, scratch.form != .none, !text.isEmpty else { return }
    guard text.count < Int(UInt32.max) else { throw RedactionError.textTooLong }
    guard policy.action(for: key, of: attributeKey) == .scan else { return }
    try attributeKey.withUnsafeBufferPointer { attributeKey in
      let attributeKey = ByteView(attributeKey)
      try text.withUnsafeBufferPointer { text in
        let text = ByteView(text)
        if StructuralKeys.isStructure(text, of: attributeKey) { return }
        scratch.views.build(from: text)
        scratch.binary.find(in: scratch.views.last(of: text), includingShort: binaryData != nil)
        let form = scratch.form.restricted(by: attributeKey)
        try forEachPiece(of: text, form, scratch.views, skipping: scratch.binary.ranges) { piece in
          try body(scratch.views.last(of: text).slice(piece).unsafeBytes.span)
        }
      }
    }
  }

  /// Adds what the analyzer has found in a text, whose views and binary data are in the scratch. What it has not
  /// seen is one candidate.
  func addAnalyzed(_ text: ByteView, attributeKey: ByteView, _ scratch: inout RedactionScratch) throws {
    let form = scratch.form.restricted(by: attributeKey)
    let view = scratch.views.last(of: text)
    var pieces: [Range<Int>] = []
    forEachPiece(of: text, form, scratch.views, skipping: scratch.binary.ranges) { pieces.append($0) }
    for piece in pieces {
      let bytes = view.slice(piece).unsafeBytes.span
      guard let matches = scratch.analysis?.matches(in: bytes) else {
        try add(piece, 1, .unanalyzed, &scratch)
        continue
      }
      for match in matches where isLookedFor(match) {
        let range = match.range.clamped(to: 0..<piece.count)
        try add(
          piece.lowerBound + range.lowerBound..<piece.lowerBound + range.upperBound,
          match.score,
          match.entity,
          &scratch
        )
      }
    }
  }

  private func isLookedFor(_ match: AnalyzedMatch) -> Bool {
    match.score >= threshold && analyzed.contains(match.entity) && !excludedEntities.contains(match.entity)
  }

  private func add(
    _ range: Range<Int>,
    _ score: Float,
    _ entity: EntityType,
    _ scratch: inout RedactionScratch
  )
    throws
  {
    let source = entities.count + (try source(of: entity, &scratch))
    scratch.findings.rewrite {
      $0.append(Candidate(start: range.lowerBound, end: range.upperBound, score: score, source: source))
    }
  }

  private func source(of entity: EntityType, _ scratch: inout RedactionScratch) throws -> Int {
    if let index = scratch.analyzedSources.index(of: entity) { return index }
    var entity = entity
    if scratch.analyzedSources.isFull, entity != .unanalyzed {
      entity = AnalyzedSources.others
      if let index = scratch.analyzedSources.index(of: entity) { return index }
    }
    return scratch.add(entity, try standIns(of: entity))
  }

  /// Adds all of a text that was to be searched for names: nobody has looked at it. Bytes that are no UTF-8 are in it, as they
  /// are searched, too.
  func addUnanalyzed(_ text: ByteView, _ form: AnalyzedForm, _ scratch: inout RedactionScratch) throws {
    var pieces: [Range<Int>] = []
    forEachPiece(of: text, form, scratch.views, skipping: scratch.binary.ranges, onlyUTF8: false) {
      pieces.append($0)
    }
    for piece in pieces { try add(piece, 1, .unanalyzed, &scratch) }
  }

  /// Pieces of the leaves that are to be analyzed, as ranges of the last view: `binary` are such ranges, too.
  /// - Parameter onlyUTF8: Whether bytes that are no UTF-8 are left out, as an analyzer cannot be asked about them.
  private func forEachPiece(
    of text: ByteView,
    _ form: AnalyzedForm,
    _ views: borrowing TextViews,
    skipping binary: [Range<Int>],
    onlyUTF8: Bool = true,
    _ body: (Range<Int>) throws -> Void
  ) rethrows {
    guard form != .none else { return }
    let view = views.last(of: text)
    try views.forEachLeaf(of: text) { leaf, kind in
      let form = kind == .name ? AnalyzedForm.name : form
      for part in leaf.without(binary) {
        let bytes = view.slice(part)
        guard form.shows(bytes), !onlyUTF8 || bytes.isUTF8 else { continue }
        for piece in TextPieces.ranges(of: bytes) {
          try body(part.lowerBound + piece.lowerBound..<part.lowerBound + piece.upperBound)
        }
      }
    }
  }
}

extension Range<Int> {
  /// What is left of it. An image in a message would take an analyzer minutes, and holds no words.
  ///
  /// - Parameter others: Disjoint, in ascending order.
  func without(_ others: [Range<Int>]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = lowerBound
    for other in others where other.overlaps(self) {
      if start < other.lowerBound { parts.append(start..<other.lowerBound) }
      start = other.upperBound
    }
    if start < upperBound { parts.append(start..<upperBound) }
    return parts
  }
}

extension ByteView {
  /// False for an attribute of bytes, which are no text then.
  fileprivate var isUTF8: Bool {
    var decoder = UTF8()
    var iterator = unsafeBytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: return true
      case .error: return false
      }
    }
  }
}
