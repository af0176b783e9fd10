@testable import Redaction

/// Redacts texts with an analyzer that knows some words.
struct WordAnalyzer {
  var words: [(word: String, entity: EntityType, score: Float)]
  var policy: RedactionPolicy
  /// Texts that it does not answer.
  var unanswered: Set<String> = []

  init(_ words: [String: EntityType], _ change: (inout RedactionPolicy) -> Void = { _ in }) {
    self.words = words.map { ($0.key, $0.value, 0.85) }
    policy = RedactionPolicy()
    policy.analyzed = .all
    change(&policy)
  }

  /// What the analyzer is shown of a text.
  func shown(_ text: String, key: String = "note", form: AnalyzedForm = .prose) throws -> [String] {
    let redactor = try Redactor(policy: policy)
    var scratch = redactor.makeScratch()
    scratch.form = form
    var shown: [String] = []
    let (text, key) = (Array(text.utf8), Array(key.utf8))
    try redactor.collectAnalyzed(in: text.span, key: key.span, attributeKey: key.span, scratch: &scratch) {
      shown.append(String(decoding: $0.withUnsafeBufferPointer { Array($0) }, as: UTF8.self))
    }
    return shown
  }

  func redacted(_ text: String, key: String = "note", form: AnalyzedForm = .prose) throws -> String {
    let redactor = try Redactor(policy: policy)
    let digester = TextDigester()
    var analysis = AnalyzedTexts(digester: digester)
    for part in try shown(text, key: key, form: form) where !unanswered.contains(part) {
      analysis.set(matches(in: part), for: digester.digest(of: Array(part.utf8).span))
    }
    var scratch = redactor.makeScratch()
    scratch.form = form
    scratch.analysis = analysis
    var output: [UInt8] = []
    let (bytes, key) = (Array(text.utf8), Array(key.utf8))
    let outcome = try redactor.redact(
      bytes.span,
      key: key.span,
      attributeKey: key.span,
      scratch: &scratch,
      output: &output
    )
    return outcome == .redacted ? String(decoding: output, as: UTF8.self) : text
  }

  private func matches(in text: String) -> [AnalyzedMatch] {
    let text = Array(text.utf8)
    return words.flatMap { word, entity, score in
      let word = Array(word.utf8)
      return text.indices.filter { text[$0...].starts(with: word) }
        .map { AnalyzedMatch(entity: entity, range: $0..<$0 + word.count, score: score) }
    }
  }
}

extension EntityType {
  static let person = EntityType("PERSON")
  static let location = EntityType("LOCATION")
}
