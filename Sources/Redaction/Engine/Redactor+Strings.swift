import Synchronization

extension Redactor {
  /// Redacts one text: prose, or JSON, which is redacted inside of its strings and stays JSON.
  ///
  /// Safe to call from any number of threads. One of them at a time uses buffers that are kept; the others make their
  /// own, which takes some microseconds.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - key: What the text is the value of, `password` for instance. A key can name a secret, and is context for what
  ///     its value holds.
  /// - Returns: The text with a stand-in for each match. A text that cannot be redacted is replaced as a whole by
  ///   `<REDACTION_FAILED>`. A text whose key the policy drops becomes empty.
  public func redact(_ text: String, key: String = "") -> String {
    var text = text
    var key = key
    return text.withUTF8 { text in
      key.withUTF8 { key in
        strings.withScratch(of: self) { scratch in
          var output: [UInt8] = []
          do {
            let outcome = try redact(
              text.span,
              key: key.span,
              attributeKey: key.span,
              scratch: &scratch,
              output: &output
            )
            return switch outcome {
            case .unchanged: String(decoding: text, as: UTF8.self)
            case .redacted: String(decoding: output, as: UTF8.self)
            case .remove: ""
            }
          } catch {
            return ReplacementTemplate.failure.text
          }
        }
      }
    }
  }

  /// The matches that `redact` would replace, in ascending order, without replacing them. Safe to call from any
  /// number of threads.
  ///
  /// - Throws: `RedactionError`.
  public func findings(in text: String) throws -> [Finding] {
    var text = text
    return try text.withUTF8 { text in
      try strings.withScratch(of: self) { try findings(in: text.span, scratch: &$0) }
    }
  }
}

/// The buffers for texts that do not come from a worker with buffers of its own.
final class StringScratch: Sendable {
  private let idle = Mutex<RedactionScratch?>(nil)

  func withScratch<Result, Failure: Error>(
    of redactor: Redactor,
    _ body: (inout RedactionScratch) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var scratch = idle.withLock { $0.take() } ?? redactor.makeScratch()
    let result = Swift.Result<Result, Failure> { () throws(Failure) in try body(&scratch) }
    var kept = RedactionScratch?.some(scratch)
    idle.withLock { swap(&$0, &kept) }
    return try result.get()
  }
}
