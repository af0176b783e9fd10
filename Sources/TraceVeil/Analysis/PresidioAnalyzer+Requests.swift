import Logging
import NIOCore
import Redaction
import Synchronization

extension PresidioAnalyzer {
  struct Outcome: Sendable {
    var answers: [(TextDigest, [AnalyzedMatch])] = []
    var failure: AnalyzerFailure?
  }

  /// A text that no analyzer fails on.
  private static let harmless = [Array("Hello".utf8)]

  /// Analyzes texts. Where one of them may be to blame for a failure, each half is tried alone, down to single
  /// texts; one that fails alone is given up. They are to blame if a harmless text is answered all the same.
  func resolve(_ texts: ArraySlice<CollectedTexts.Text>) async -> Outcome {
    var outcome = Outcome()
    do throws(AnalyzerFailure) {
      let answers = try await exchange(texts.map(\.bytes))
      for (text, answer) in zip(texts, answers) { outcome.answers.append((text.digest, answer)) }
      keep(outcome.answers)
    } catch {
      guard error.mayBeOfTexts, await isAnswering() else { return Outcome(failure: error) }
      guard texts.count > 1 else {
        state.withLock { $0.statistics.refusedTexts += 1 }
        return Outcome()
      }
      let middle = texts.startIndex + texts.count / 2
      for half in [texts[..<middle], texts[middle...]] where outcome.failure == nil {
        let part = await resolve(half)
        outcome.answers += part.answers
        outcome.failure = part.failure
      }
    }
    return outcome
  }

  private func isAnswering() async -> Bool {
    do throws(AnalyzerFailure) {
      _ = try await exchange(Self.harmless)
      return true
    } catch {
      return false
    }
  }

  private func keep(_ answers: [(TextDigest, [AnalyzedMatch])]) {
    state.withLock { state in
      state.statistics.texts += answers.count
      for (digest, answer) in answers { state.cache.insert(answer, for: digest) }
    }
  }

  /// Sends one request, if the breaker lets it through, after a probe if one is due.
  private func exchange(_ texts: [[UInt8]]) async throws(AnalyzerFailure) -> [[AnalyzedMatch]] {
    guard await admission.enter() else { throw .stopped }
    defer { admission.leave() }
    switch state.withLock({ $0.breaker.admit(at: clock.now) }) {
    case .any: break
    case .probe: _ = try await count(ask(Self.harmless))
    case .none:
      state.withLock { $0.statistics.failures[.paused, default: 0] += 1 }
      throw .paused
    }
    return try await count(ask(texts))
  }

  private func count(
    _ result: Result<[[AnalyzedMatch]], AnalyzerFailure>
  ) throws(AnalyzerFailure) -> [[AnalyzedMatch]] {
    let now = clock.now
    let (before, after) = state.withLock { state in
      let before = state.breaker.position
      state.statistics.requests += 1
      switch result {
      case .success: state.breaker.succeed()
      case .failure(let failure):
        state.statistics.failures[failure, default: 0] += 1
        if failure == .stopped { state.breaker.abandon(at: now) } else { state.breaker.fail(at: now) }
      }
      return (before, state.breaker.position)
    }
    log(result, before, after)
    return try result.get()
  }

  /// Says when the analyzer begins to fail, and when it is over. A probe that fails says nothing new.
  private func log<Answer>(
    _ result: Result<Answer, AnalyzerFailure>,
    _ before: CircuitBreaker.Position,
    _ after: CircuitBreaker.Position
  ) {
    switch (result, before, after) {
    case (.failure(let failure), .closed, .open):
      logger.error("The Presidio analyzer fails", metadata: ["error": "\(failure.rawValue)"])
    case (.success, .halfOpen, .closed): logger.info("The Presidio analyzer answers again")
    default: break
    }
  }

  private func ask(_ texts: [[UInt8]]) async -> Result<[[AnalyzedMatch]], AnalyzerFailure> {
    let body = request.body(texts)
    let transport = transport
    let answer = await withTimeLimit(configuration.timeout, on: clock) {
      () async -> Result<[UInt8], AnalyzerFailure> in
      do throws(AnalyzerFailure) { return .success(try await transport.send(body)) } catch {
        return .failure(error)
      }
    }
    if Task.isCancelled { return .failure(.stopped) }
    switch answer {
    case nil: return .failure(.timedOut)
    case .failure(let failure): return .failure(failure)
    case .success(let bytes):
      return AnalyzerAnswer.matches(bytes, in: texts).map { .success($0) } ?? .failure(.malformed)
    }
  }
}
