import Redaction
import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct PresidioAnalyzerTests {
  private func texts(_ range: Range<Int>, _ word: String = "text") -> [String] {
    range.map { "\(word) \($0)" }
  }

  @Test func asksAboutEachTextOnce() async {
    let transport = ScriptedAnalyzer()
    let analyzer = PresidioAnalyzer.test(transport)
    #expect(await analyzer.analyze(["a", "b", "a"]).1 == nil)
    #expect(await analyzer.analyze(["b", "c", "a"]).1 == nil)
    #expect(transport.requests == [["a", "b"], ["c"]])
    let statistics = analyzer.statistics
    #expect((statistics.requests, statistics.texts, statistics.cacheHits) == (2, 3, 2))
    #expect(statistics.cachedTexts == 3)
  }

  @Test func requestsAreBoundedByTextsAndBytes() async {
    let transport = ScriptedAnalyzer()
    let analyzer = PresidioAnalyzer.test(transport) {
      $0.maximumTexts = 3
      $0.maximumTextBytes = 20
      $0.maximumConcurrentRequests = 1
    }
    let long = String(repeating: "x", count: 30)
    #expect(await analyzer.analyze(["a", "b", "c", "d", "12345678901234567", "e", long, "f"]).1 == nil)
    #expect(transport.requests == [["a", "b", "c"], ["d", "12345678901234567", "e"], [long], ["f"]])
  }

  @Test func requestsUnderWayAreBounded() async {
    let transport = ScriptedAnalyzer { _, _ in .foundBehindDoor }
    let analyzer = PresidioAnalyzer.test(transport) {
      $0.maximumTexts = 1
      $0.maximumConcurrentRequests = 3
    }
    await withTaskGroup(of: Void.self) { group in
      for batch in 0..<4 {
        group.addTask { #expect(await analyzer.analyze(texts(0..<5, "batch \(batch)")).1 == nil) }
      }
      await transport.arrived.wait(for: 3)
      transport.door.open()
    }
    #expect(transport.mostUnderWay == 3 && transport.requests.count == 20)
  }

  @Test func aTimeLimitEndsARequest() async {
    let clock = ManualClock()
    let transport = ScriptedAnalyzer { number, _ in number == 0 ? .nothing : .failure(.unreachable) }
    let analyzer = PresidioAnalyzer.test(transport, clock: clock)
    async let answer = analyzer.analyze(["a"])
    await clock.waitForSleeper(until: .seconds(2))
    clock.advance(by: .seconds(2))
    #expect(await answer.1 == .timedOut)
    #expect(analyzer.statistics.failures[.timedOut] == 1)
  }

  @Test(
    "One text that the analyzer fails on does not keep the others from being analyzed",
    arguments: [0, 13, 63]
  )
  func poison(place: Int) async {
    let transport = ScriptedAnalyzer { _, texts in
      texts.contains("poison") ? (place == 13 ? .body("[[") : .failure(.refused)) : .found
    }
    let analyzer = PresidioAnalyzer.test(transport)
    var all = texts(0..<64)
    all[place] = "poison"
    let (analyzed, failure) = await analyzer.analyze(all)
    #expect(failure == nil)
    for text in all {
      #expect((analyzed.has(text, analyzer)) == (text != "poison"))
    }
    #expect(analyzer.statistics.refusedTexts == 1 && analyzer.statistics.breaker == "closed")
    #expect(transport.requests.count < 30)
  }

  @Test func anAnalyzerThatFailsOnEverythingIsNotAskedForAWhile() async {
    let clock = ManualClock()
    let transport = ScriptedAnalyzer { number, _ in number < 7 ? .failure(.refused) : .found }
    let analyzer = PresidioAnalyzer.test(transport, clock: clock)
    for _ in 0..<10 { #expect(await analyzer.analyze(texts(0..<64)).1 != nil) }
    // Five failures opened the breaker.
    #expect(transport.requests.count == 5 && analyzer.statistics.breaker == "open")
    #expect(analyzer.statistics.failures[.paused] ?? 0 > 5)
    clock.advance(by: .seconds(1))
    #expect(await analyzer.analyze(["a"]).1 == .refused)
    #expect(transport.requests.last == ["Hello"] && analyzer.statistics.breaker == "open")
    clock.advance(by: .seconds(2))
    #expect(await analyzer.analyze(["a"]).1 == .refused)
    clock.advance(by: .seconds(4))
    #expect(await analyzer.analyze(["a"]).1 == nil)
    #expect(transport.requests.suffix(2) == [["Hello"], ["a"]] && analyzer.statistics.breaker == "closed")
    #expect(analyzer.statistics.failures[.refused] == 7)
  }

  @Test func whatWasAnalyzedBeforeAFailureIsKept() async {
    let transport = ScriptedAnalyzer { number, _ in number == 1 ? .failure(.unreachable) : .found }
    let analyzer = PresidioAnalyzer.test(transport) {
      $0.maximumTexts = 2
      $0.maximumConcurrentRequests = 1
    }
    let (analyzed, failure) = await analyzer.analyze(["a", "b", "c", "d", "e"])
    #expect(failure == .unreachable)
    #expect(analyzed.has("b", analyzer) && !analyzed.has("c", analyzer) && !analyzed.has("e", analyzer))
    #expect(await analyzer.analyze(["a", "b", "c", "d", "e"]).1 == nil)
    #expect(transport.requests.suffix(2) == [["c", "d"], ["e"]])
  }

  @Test(
    "Answers that are none are failures",
    arguments: ["", "[]", #"[[{"start": 0, "end": 9, "score": 1, "entity_type": "A"}]]"#, "<html>"]
  )
  func malformed(body: String) async {
    let analyzer = PresidioAnalyzer.test(ScriptedAnalyzer { _, _ in .body(body) })
    #expect(await analyzer.analyze(["a"]).1 == .malformed)
  }
}

extension AnalyzedTexts {
  fileprivate func has(_ text: String, _ analyzer: PresidioAnalyzer) -> Bool {
    isAnalyzed(analyzer.digester.digest(of: Array(text.utf8).span))
  }
}
