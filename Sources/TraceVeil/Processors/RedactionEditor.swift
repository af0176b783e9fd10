import OTLP
import Redaction
import Synchronization

/// How one text is redacted: `Redactor.redact`, and in tests something that fails.
typealias RedactText =
  @Sendable (
    _ text: Span<UInt8>, _ key: Span<UInt8>, _ attributeKey: Span<UInt8>,
    _ scratch: inout RedactionScratch, _ output: inout [UInt8]
  ) throws -> RedactionOutcome

/// Shows each text of one batch to the redaction engine, and keeps what it cannot judge from passing.
struct RedactionEditor: TextEditor, ~Copyable {
  private let redact: RedactText
  private var scratch: RedactionScratch
  private let failureText: [UInt8]
  private(set) var editedTexts = 0
  private(set) var failedTexts = 0

  init(redact: @escaping RedactText, scratch: consuming RedactionScratch, failureText: [UInt8]) {
    self.redact = redact
    self.scratch = scratch
    self.failureText = failureText
  }

  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) throws -> TextEdit {
    scratch.place = place.rawValue
    do {
      let outcome = try redact(text, key, attributeKey, &scratch, &replacement)
      if outcome == .unchanged { return .keep }
      editedTexts += 1
      return outcome == .remove ? .removeAttribute : .replace
    } catch {
      failedTexts += 1
      replacement.removeAll(keepingCapacity: true)
      replacement.append(contentsOf: failureText)
      return .replace
    }
  }

  consuming func finish() -> RedactionScratch { scratch }
}

/// Holds the buffers of a worker between batches.
final class RedactionBuffers: Sendable {
  private let scratch: Mutex<RedactionScratch?>

  init(_ scratch: consuming RedactionScratch) {
    self.scratch = Mutex(consume scratch)
  }

  /// Precondition: nobody else has taken it.
  func take() -> RedactionScratch {
    scratch.withLock { scratch in
      guard let taken = scratch.take() else { preconditionFailure("the buffers are in use") }
      return taken
    }
  }

  func put(_ returned: consuming RedactionScratch) {
    var slot: RedactionScratch? = consume returned
    scratch.withLock { $0 = slot.take() }
  }
}
