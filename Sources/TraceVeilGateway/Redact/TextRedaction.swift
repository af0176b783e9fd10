import Redaction

/// Redacts texts one after the other with the buffers of one worker. What cannot be redacted never passes.
struct TextRedaction: ~Copyable {
  /// Stands for a text that could not be redacted, or was too long to be looked at.
  static let failureText = Array("<REDACTION_FAILED>".utf8)

  private let redactor: Redactor
  private var scratch: RedactionScratch
  private var output: [UInt8] = []
  private(set) var failures = 0

  init(redactor: Redactor) {
    self.redactor = redactor
    scratch = redactor.makeScratch()
  }

  /// Appends `text`, redacted, to `result`.
  mutating func append(_ text: [UInt8], to result: inout [UInt8]) {
    let none: [UInt8] = []
    do {
      switch try redactor.redact(
        text.span,
        key: none.span,
        attributeKey: none.span,
        scratch: &scratch,
        output: &output
      )
      {
      case .unchanged: result.append(contentsOf: text)
      case .redacted: result.append(contentsOf: output)
      case .remove: break
      }
    } catch {
      appendFailure(to: &result)
    }
  }

  mutating func appendFailure(to result: inout [UInt8]) {
    failures += 1
    result.append(contentsOf: Self.failureText)
  }

  /// What would be redacted in `text`; nil when that cannot be said.
  mutating func findings(in text: [UInt8]) -> [Finding]? {
    do {
      return try redactor.findings(in: text.span, scratch: &scratch)
    } catch {
      failures += 1
      return nil
    }
  }
}
