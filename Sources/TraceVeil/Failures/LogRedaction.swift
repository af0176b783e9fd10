import Redaction

/// A text from outside that has been redacted, is on one line and is short: fit for a log. Only ``LogRedaction``
/// makes one.
package struct RedactedText: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  fileprivate init(_ text: String) { description = text }
}

/// Makes texts that come from outside, such as a destination's reason for a refusal, fit for a log.
///
/// They are redacted like the texts of telemetry. What cannot be is left out: a text that the engine fails on, one
/// that an analyzer would have to see first, and one that is so long and dense that it may hold anything. Safe on any thread.
package struct LogRedaction: Sendable {
  /// Longer texts are cut at a blank: elsewhere they might end within a value, which is not known any more then. What is
  /// shown of them is far from the cut, or nothing is.
  static let maximumBytes = 8 << 10
  /// The most characters of the redacted text.
  static let maximumCharacters = 300

  private let redactor: @Sendable () -> Redactor?

  private init(redactor: @escaping @Sendable () -> Redactor?) { self.redactor = redactor }

  /// Redacts by the policy that a transform has at the time.
  package init(_ transform: RedactionTransform) {
    self.init {
      let plan = transform.plan
      return plan.isAnalyzed ? nil : plan.redactor
    }
  }

  /// Redacts by the default policy. It protects the log even if redaction of telemetry is switched off.
  package static let standard: LogRedaction = {
    let redactor = try? Redactor(policy: RedactionPolicy())
    return LogRedaction { redactor }
  }()

  /// Nil where nothing of the text may be shown, or nothing is in it.
  package func redacted(_ text: String) -> RedactedText? {
    guard let redactor = redactor(), let (text, isCut) = Self.bounded(text) else { return nil }
    let line = Array(Self.line(of: text).utf8)
    guard !line.isEmpty else { return nil }
    let none: [UInt8] = []
    var scratch = redactor.makeScratch()
    var output: [UInt8] = []
    let outcome = try? redactor.redact(
      line.span,
      key: none.span,
      attributeKey: none.span,
      scratch: &scratch,
      output: &output
    )
    switch outcome {
    case .unchanged: return Self.cut(line, isCut)
    case .redacted: return Self.cut(output, isCut)
    case .remove, nil: return nil
    }
  }

  /// Nil for a long text without a blank to cut it at.
  private static func bounded(_ text: String) -> (text: String, isCut: Bool)? {
    let bytes = text.utf8
    guard let end = bytes.index(bytes.startIndex, offsetBy: maximumBytes, limitedBy: bytes.endIndex),
      end < bytes.endIndex
    else { return (text, false) }
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x0A }
    guard let blank = bytes[..<end].lastIndex(where: isBlank) else { return nil }
    return (String(text[..<blank]), true)
  }

  /// The text as one line, without characters that move the cursor, hide text or change its direction. This is done
  /// before redaction, because later it could join the parts of a value.
  private static func line(of text: String) -> String {
    var line = String.UnicodeScalarView()
    var isAfterBlank = true
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .format, .surrogate, .privateUse, .unassigned: continue
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        if !isAfterBlank { line.append(" ") }
        isAfterBlank = true
      default:
        line.append(scalar)
        isAfterBlank = false
      }
    }
    if isAfterBlank, !line.isEmpty { line.removeLast() }
    return String(line)
  }

  /// - Parameter isCut: Whether the text went on. Its last characters may be the beginning of a value, and are not shown.
  private static func cut(_ bytes: [UInt8], _ isCut: Bool) -> RedactedText? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard !isCut || text.count > 4 * maximumCharacters else { return nil }
    guard text.count > maximumCharacters else { return RedactedText(text) }
    return RedactedText(text.prefix(maximumCharacters) + "...")
  }
}
