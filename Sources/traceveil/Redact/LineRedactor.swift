import Redaction

/// Redacts lines of text one after another.
struct LineRedactor: ~Copyable {
  private let redactor: Redactor
  private var scratch: RedactionScratch
  private var replacement: [UInt8] = []
  /// Stands for a text that could not be redacted.
  private static let failureText = Array("<REDACTION_FAILED>".utf8)

  init(_ redactor: Redactor) {
    self.redactor = redactor
    scratch = redactor.makeScratch()
  }

  /// Appends the redacted line. Its end, `\n` or `\r\n`, is no part of the text and stays.
  mutating func redactLine(_ line: Span<UInt8>, into output: inout [UInt8]) {
    var length = line.count
    if length > 0, line[length - 1] == UInt8(ascii: "\n") {
      length -= 1
      if length > 0, line[length - 1] == UInt8(ascii: "\r") { length -= 1 }
    }
    redact(line.extracting(0..<length), into: &output)
    for index in length..<line.count { output.append(line[index]) }
  }

  /// Appends the redacted text.
  mutating func redact(_ text: Span<UInt8>, into output: inout [UInt8]) {
    let nothing: [UInt8] = []
    do {
      switch try redactor.redact(
        text,
        key: nothing.span,
        attributeKey: nothing.span,
        scratch: &scratch,
        output: &replacement
      )
      {
      case .unchanged: text.withUnsafeBufferPointer { output += $0 }
      case .redacted: output += replacement
      case .remove: break
      }
    } catch {
      output += Self.failureText
    }
  }

  /// What is found in `text`, in ascending order.
  mutating func findings(in text: Span<UInt8>) throws -> [Finding] {
    try redactor.findings(in: text, scratch: &scratch)
  }
}
