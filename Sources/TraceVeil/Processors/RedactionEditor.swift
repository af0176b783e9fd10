import OTLP
import Redaction
import Synchronization

/// Shows each text of one batch to the redaction engine, and keeps what it cannot judge from passing.
struct RedactionEditor: TextEditor, ~Copyable {
  private let redactor: Redactor
  private var scratch: RedactionScratch
  private let failureText: [UInt8]
  private(set) var editedTexts = 0
  private(set) var failedTexts = 0

  init(redactor: Redactor, scratch: consuming RedactionScratch, failureText: [UInt8]) {
    self.redactor = redactor
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
      let outcome = try redactor.redact(
        text,
        key: key,
        attributeKey: attributeKey,
        scratch: &scratch,
        output: &replacement
      )
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
