import Foundation
import NIOCore
import NIOPosix
import OTLP
import Redaction
import Synchronization
import TestSupport

@testable import TraceVeil

/// An analyzer that finds words, and fails as scripted.
final class ScriptedAnalyzer: AnalyzerTransport {
  enum Answer: Sendable {
    case found
    case failure(AnalyzerFailure)
    case body(String)
    /// Until the task is cancelled.
    case nothing
    /// When the test opens the door.
    case foundBehindDoor
  }

  private struct State {
    var requests: [[String]] = []
    var underWay = 0
    var mostUnderWay = 0
  }

  let door = Latch()
  /// Requests that have arrived.
  let arrived = EventCounter()
  private let state = Mutex(State())
  private let words: [String: String]
  private let answer: @Sendable (_ number: Int, _ texts: [String]) -> Answer

  /// - Parameters:
  ///   - words: and their entities.
  ///   - answer: To each request, numbered from 0 on.
  init(
    _ words: [String: String] = ["John": "PERSON", "Rome": "LOCATION"],
    _ answer: @escaping @Sendable (_ number: Int, _ texts: [String]) -> Answer = { _, _ in .found }
  ) {
    self.words = words
    self.answer = answer
  }

  /// The texts of each request.
  var requests: [[String]] { state.withLock { $0.requests } }
  var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

  func shutdown() {}

  func send(_ body: ByteBuffer) async throws(AnalyzerFailure) -> [UInt8] {
    let texts = Self.texts(of: body)
    let number = state.withLock { state in
      state.requests.append(texts)
      state.underWay += 1
      state.mostUnderWay = max(state.mostUnderWay, state.underWay)
      return state.requests.count - 1
    }
    arrived.increment()
    defer { state.withLock { $0.underWay -= 1 } }
    switch answer(number, texts) {
    case .found: break
    case .failure(let failure): throw failure
    case .body(let text): return Array(text.utf8)
    case .nothing:
      await Latch().wait()
      throw .stopped
    case .foundBehindDoor: await door.wait()
    }
    return Array("[\(texts.map(matches).joined(separator: ","))]".utf8)
  }

  private static func texts(of body: ByteBuffer) -> [String] {
    let document = try? JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any]
    return document?["text"] as? [String] ?? []
  }

  private func matches(in text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let matches = words.flatMap { word, entity in
      let word = Array(word.unicodeScalars)
      return scalars.indices.filter { scalars[$0...].starts(with: word) }.map {
        """
        {"analysis_explanation": null, "end": \($0 + word.count), "entity_type": "\(entity)", "score": 0.85, \
        "start": \($0)}
        """
      }
    }
    return "[\(matches.joined(separator: ", "))]"
  }
}

extension PresidioAnalyzer {
  static func test(
    _ transport: any AnalyzerTransport,
    clock: any PipelineClock = ManualClock(),
    _ change: (inout PresidioConfiguration) -> Void = { _ in }
  ) -> PresidioAnalyzer {
    var configuration = PresidioConfiguration(url: "http://presidio.example")
    change(&configuration)
    return PresidioAnalyzer(configuration: configuration, clock: clock, transport: transport, logger: .silent)
  }

  func analyze(_ texts: [String]) async -> (AnalyzedTexts, AnalyzerFailure?) {
    var collected = CollectedTexts(digester: digester)
    for text in texts { collected.add(Array(text.utf8).span) }
    return await analyze(collected.texts)
  }
}

extension RedactionTransform {
  static func test(
    _ analyzer: PresidioAnalyzer?,
    _ yaml: String = "",
    onFailure: AnalyzerFailureAction = .hold
  ) throws -> RedactionTransform {
    let plan = try TraceVeilTests.plan(yaml) {
      $0.analyzed = .all
      $0.onAnalyzerFailure = onFailure
    }
    return RedactionTransform(plan: plan, analyzer: analyzer)
  }

  /// On a thread that may wait.
  func analyzed(_ spans: [SpanData]) async throws -> [ProcessedSpan] {
    try await NIOThreadPool.singleton.runIfActive { try self.processed(spans) }
  }

  func analyzed(_ attributes: Attributes) async throws -> Attributes {
    try await analyzed([SpanData.with(attributes)])[0].attributes
  }
}
