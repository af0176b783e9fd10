import Redaction

/// A redactor and its buffers, for many texts.
struct RedactionRun: ~Copyable {
  private let redactor: Redactor
  private var scratch: RedactionScratch

  init(policy: RedactionPolicy = RedactionPolicy()) throws {
    redactor = try Redactor(policy: policy)
    scratch = redactor.makeScratch()
  }

  /// The text as it leaves: redacted, or unchanged.
  mutating func redact(_ text: [UInt8]) throws -> [UInt8] {
    let none: [UInt8] = []
    var output: [UInt8] = []
    let outcome = try redactor.redact(
      text.span,
      key: none.span,
      attributeKey: none.span,
      scratch: &scratch,
      output: &output
    )
    return outcome == .unchanged ? text : output
  }

  mutating func redact(_ text: String) throws -> String {
    String(decoding: try redact(Array(text.utf8)), as: UTF8.self)
  }

  mutating func findings(_ text: [UInt8]) throws -> [Finding] {
    try redactor.findings(in: text.span, scratch: &scratch)
  }
}
