@testable public import Redaction

/// What holds for every text, whatever is in it: for the fuzzer, and for tests of its corpus.
public struct RedactionInvariants: ~Copyable {
  private let redactor: Redactor
  private var scratch: RedactionScratch
  private let scan = ScanAgreement()

  /// The policy must not hold `keep`, nor stand-ins that are found again.
  public init(policy: RedactionPolicy = RedactionPolicy()) throws {
    redactor = try Redactor(policy: policy)
    scratch = redactor.makeScratch()
  }

  /// The first promise that is broken for `text`; nil when all are kept. Throws what the redactor throws.
  public mutating func firstBroken(by text: [UInt8]) throws -> String? {
    if let broken = scan.firstBroken(by: text) { return broken }
    let output = try redact(text)
    let findings = try redactor.findings(in: text.span, scratch: &scratch)
    if findings.isEmpty != (output == nil) { return "redacts other than what it finds" }
    guard let output else { return nil }
    if let broken = try firstBrokenReplacement(of: text, findings, output) { return broken }
    if String(validating: text, as: UTF8.self) != nil, String(validating: output, as: UTF8.self) == nil {
      return "makes malformed UTF-8"
    }
    // A number alone is taken for text: it stays none of JSON's when it is replaced.
    if let tree = JSONTree.string(text).nested {
      guard let redacted = JSONTree(output) else { return "breaks JSON" }
      if let difference = tree.difference(in: redacted) { return difference }
    }
    let again = try redact(output)
    return again == nil || again == output ? nil : "finds more in what it has redacted"
  }

  /// Nil when the text stays as it is.
  private mutating func redact(_ text: [UInt8]) throws -> [UInt8]? {
    let none: [UInt8] = []
    var output: [UInt8] = []
    let outcome = try redactor.redact(
      text.span,
      key: none.span,
      attributeKey: none.span,
      scratch: &scratch,
      output: &output
    )
    return outcome == .redacted ? output : nil
  }

  private mutating func firstBrokenReplacement(
    of text: [UInt8],
    _ findings: [Finding],
    _ output: [UInt8]
  ) throws -> String? {
    let none: [UInt8] = []
    guard let replacements = try redactor.replacements(in: text.span, key: none.span, scratch: &scratch)
    else { return "replaces a text as a whole" }
    var rebuilt: [UInt8] = []
    var copied = 0
    for replacement in replacements {
      guard replacement.range.lowerBound >= copied, replacement.range.upperBound <= text.count else {
        return "replacements overlap"
      }
      // The number of a key that holds JSON is put where nothing was.
      guard replacement.range.isEmpty || findings.contains(where: { $0.range.overlaps(replacement.range) })
      else {
        return "replaces what it has not found"
      }
      rebuilt += text[copied..<replacement.range.lowerBound] + replacement.standIn
      copied = replacement.range.upperBound
    }
    rebuilt += text[copied...]
    // What a replacement brought to light is redacted in a second round.
    return try rebuilt == output || redact(rebuilt) == output ? nil : "changes bytes outside of matches"
  }
}
