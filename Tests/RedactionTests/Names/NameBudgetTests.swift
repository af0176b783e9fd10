import Synchronization
import Testing

@testable import Redaction

/// What becomes of texts when a span is past its budget, or the network cannot work. Time is what the tests say.
@Suite struct NameBudgetTests {
  private static let text = "My colleague Ingrid Lindqvist moved to Rotterdam."

  /// A clock that is so much later each time it is asked.
  private static func clock(_ step: Duration) -> @Sendable () -> Duration {
    let time = SharedTime()
    return { time.advance(by: step) }
  }

  private static func settings(seconds: Int) -> NameSettings {
    var settings = NameSettings()
    settings.maximumTime = .seconds(seconds)
    return settings
  }

  private func redactor(_ change: (inout RedactionPolicy) -> Void = { _ in }) throws -> Redactor {
    var policy = RedactionPolicy()
    policy.recognizerSets.insert(.ner)
    change(&policy)
    return try Redactor(policy: policy)
  }

  @Test func bytesAndTimeAreBoundedAlone() {
    var settings = Self.settings(seconds: 10)
    settings.maximumBytes = 100
    var budget = NameBudget()
    let within = [budget.take(bytes: 100, of: settings), budget.take(time: .seconds(9), of: settings)]
    let byteMore = budget.take(bytes: 1, of: settings)
    #expect(within == [true, true] && !byteMore)
    budget = NameBudget()
    let first = budget.take(bytes: 1, of: settings)
    let late = [budget.take(time: .seconds(10), of: settings), budget.take(bytes: 1, of: settings)]
    #expect(first && late == [false, false], "what follows in the span is not looked at either")
  }

  @Test func aTextThatTakesTooLongIsNotLookedAt() throws {
    let redactor = try redactor { $0.names.maximumTime = .seconds(3) }
    // Each piece takes a second.
    let worker = Worker(redactor, NameSearch(now: Self.clock(.seconds(1))))
    #expect(try worker.redact(Self.text) == "My colleague <PERSON> moved to <LOCATION>.")
    let long = Array(repeating: Self.text, count: 60).joined(separator: "\n")
    #expect(try worker.redact(long) == "<REDACTION_FAILED>")
    let document = "{\"a\": \"\(long.split(separator: "\n").joined(separator: " "))\", \"b\": 1}"
    #expect(try worker.redact(document) == #"{"a": "<REDACTION_FAILED>", "b": 1}"#)
    #expect(try worker.redact(Self.text) == "My colleague <PERSON> moved to <LOCATION>.")
  }

  @Test func textsOfASpanShareTheirTime() throws {
    let redactor = try redactor { $0.names.maximumTime = .seconds(2) }
    let worker = Worker(redactor, NameSearch(now: Self.clock(.seconds(1))))
    worker.scratch.countsNamesBySpan = true
    #expect(try worker.redact(Self.text) == "My colleague <PERSON> moved to <LOCATION>.")
    #expect(try worker.redact(Self.text) == "<REDACTION_FAILED>")
    #expect(try worker.redact("Nothing of interest.") == "<REDACTION_FAILED>")
    worker.scratch.beginNames()
    #expect(try worker.redact(Self.text) == "My colleague <PERSON> moved to <LOCATION>.")
  }

  @Test func bytesThatAreNoUTF8AreNotLookedAtEither() throws {
    let (text, broken) = (Array("\(Self.text) ".utf8), [UInt8]([0xFF, 0xFE]))
    let worker = Worker(try redactor { $0.names.maximumBytes = 60 }, NameSearch())
    #expect(
      try worker.redact(text + broken) == Array("My colleague <PERSON> moved to <LOCATION>. ".utf8) + broken
    )
    #expect(try worker.redact(text + text + broken) == Array("<REDACTION_FAILED>".utf8))
  }

  @Test func withoutMemoryNothingIsLookedAt() throws {
    let worker = Worker(try redactor(), NameSearch(makeTagger: { nil }))
    #expect(try worker.redact(Self.text) == "<REDACTION_FAILED>")
  }

  @Test func thePolicyMayDropInstead() throws {
    let redactor = try redactor { policy in
      policy.names.onExcess = .drop
      policy.names.maximumTime = .seconds(1)
    }
    for search in [NameSearch(makeTagger: { nil }), NameSearch(now: Self.clock(.seconds(1)))] {
      let worker = Worker(redactor, search)
      #expect(throws: RedactionError.overBudget) { try worker.redact(Self.text) }
    }
  }
}

/// A redactor with the buffers of one worker, whose search for names is given.
private final class Worker {
  private let redactor: Redactor
  var scratch: RedactionScratch

  init(_ redactor: Redactor, _ search: NameSearch) {
    self.redactor = redactor
    scratch = redactor.makeScratch()
    scratch.names = search
  }

  func redact(_ text: String) throws -> String {
    String(decoding: try redact(Array(text.utf8)), as: UTF8.self)
  }

  func redact(_ bytes: [UInt8]) throws -> [UInt8] {
    let none: [UInt8] = []
    var output: [UInt8] = []
    let outcome = try redactor.redact(
      bytes.span,
      key: none.span,
      attributeKey: none.span,
      scratch: &scratch,
      output: &output
    )
    return outcome == .unchanged ? bytes : output
  }
}

private final class SharedTime: Sendable {
  private let time = Mutex(Duration.zero)

  func advance(by step: Duration) -> Duration {
    time.withLock { time in
      time += step
      return time
    }
  }
}
