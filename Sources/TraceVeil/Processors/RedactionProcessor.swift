public import OTLP
public import Redaction
import Synchronization

/// Redacts every text of a batch by a policy.
///
/// Fails closed: a text the engine fails on is replaced as a whole, and counted. Safe for any number of batches
/// at a time.
public final class RedactionProcessor: BatchProcessor {
  private struct State {
    var redactor: Redactor
    var redact: RedactText
    /// Goes up with each new policy: buffers serve only the policy they were made for.
    var generation = 0
    /// Buffers that no worker uses now.
    var idle: [RedactionBuffers] = []
    var statistics = ProcessorStatistics()
    var matches: [RedactionMatches.Key: Int] = [:]
  }

  private let state: Mutex<State>
  private let failureText: [UInt8]

  /// - Parameter failureText: Takes the place of a text that could not be redacted.
  public convenience init(redactor: Redactor, failureText: String = "<REDACTION_FAILED>") {
    self.init(redactor: redactor, failureText: failureText, redact: Self.redaction(by: redactor))
  }

  /// - Parameter redact: Takes the place of the redactor's own method, until another policy is used.
  init(redactor: Redactor, failureText: String, redact: @escaping RedactText) {
    state = Mutex(State(redactor: redactor, redact: redact))
    self.failureText = Array(failureText.utf8)
  }

  private static func redaction(by redactor: Redactor) -> RedactText {
    { text, key, attributeKey, scratch, output in
      try redactor.redact(
        text,
        key: key,
        attributeKey: attributeKey,
        scratch: &scratch,
        output: &output
      )
    }
  }

  public var name: String { "redaction" }

  public var statistics: ProcessorStatistics { state.withLock { $0.statistics } }

  /// What was found so far, by entity and place.
  public var matches: [RedactionMatches] {
    state.withLock { state in
      state.matches.map { RedactionMatches(key: $0.key, count: $0.value) }
    }
  }

  /// Applies another policy to all batches whose processing begins from now on.
  public func use(_ redactor: Redactor) {
    state.withLock { state in
      state.redactor = redactor
      state.redact = Self.redaction(by: redactor)
      state.generation += 1
      state.idle.removeAll()
    }
  }

  public func process(_ batch: inout TelemetryBatch) throws {
    let (redact, generation, buffers) = state.withLock { state in
      let buffers = state.idle.popLast() ?? RedactionBuffers(state.redactor.makeScratch())
      return (state.redact, state.generation, buffers)
    }
    var editor = RedactionEditor(redact: redact, scratch: buffers.take(), failureText: failureText)
    do {
      try batch.editTexts(&editor)
    } catch {
      finish(editor, buffers, of: generation)
      throw error
    }
    finish(editor, buffers, of: generation)
  }

  private func finish(_ editor: consuming RedactionEditor, _ buffers: RedactionBuffers, of generation: Int) {
    let (edited, failed) = (editor.editedTexts, editor.failedTexts)
    var scratch = editor.finish()
    let counts = scratch.takeCounts()
    buffers.put(scratch)
    state.withLock { state in
      state.statistics.editedTexts += edited
      state.statistics.failedTexts += failed
      for count in counts {
        let key = RedactionMatches.Key(
          entity: count.entity,
          place: TextPlace(rawValue: count.place) ?? .other
        )
        state.matches[key, default: 0] += count.matches
      }
      if generation == state.generation { state.idle.append(buffers) }
    }
  }
}

/// How often an entity was found at a place.
public struct RedactionMatches: Sendable, Hashable {
  struct Key: Sendable, Hashable {
    let entity: EntityType
    let place: TextPlace
  }

  public let entity: EntityType
  public let place: TextPlace
  public let count: Int

  init(key: Key, count: Int) {
    entity = key.entity
    place = key.place
    self.count = count
  }
}
