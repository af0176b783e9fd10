import Testing

@testable import Workload

@Suite struct WorkloadTests {
  @Test(arguments: Workload.Kind.allCases)
  func theSameSeedMakesTheSameBytes(_ kind: Workload.Kind) {
    let first = Workload(kind, seed: 11, requestCount: 2)
    let second = Workload(kind, seed: 11, requestCount: 2)
    #expect(first.requests.map(\.body) == second.requests.map(\.body))
    #expect(first.planted == second.planted)
    #expect(first.identity == second.identity)
    let other = Workload(kind, seed: 12, requestCount: 2)
    #expect(first.requests[0].body != other.requests[0].body)
    #expect(first.identity != other.identity)
  }

  @Test func requestsHaveTheSizesTheirNamesPromise() {
    let llm = Workload(.llm, seed: 3, requestCount: 6)
    #expect(llm.requests.allSatisfy { $0.spanCount == 64 })
    #expect((3_600...4_600).contains(llm.byteCount / (6 * 64)))
    let web = Workload(.web, seed: 3, requestCount: 6)
    #expect(web.requests.allSatisfy { $0.spanCount == 512 })
    #expect((480...580).contains(web.byteCount / (6 * 512)))
    let conversation = Workload(.conversation, seed: 3, requestCount: 6)
    #expect(conversation.requests.allSatisfy { $0.spanCount == 64 })
    #expect((5_000...8_000).contains(conversation.byteCount / (6 * 64)))
  }

  @Test(arguments: Workload.Kind.allCases)
  func everyRequestIsWellFormedAndItsJSONValid(_ kind: Workload.Kind) {
    let workload = Workload(kind, seed: 5, requestCount: 3)
    var inspector = DeliveryInspector(workload)
    for number in 0..<3 as Range<UInt64> {
      let body = workload.template(of: number).stamped(request: number, identity: workload.identity)
      inspector.inspect(body.span, wireBytes: body.count)
    }
    #expect(inspector.tally.malformedRequests == 0)
    #expect(inspector.tally.invalidJSONAttributes == 0)
    #expect(inspector.tally.jsonAttributes >= (kind == .web ? 0 : 3 * 64 * 5))
    #expect(inspector.tally.uniqueSpans == 3 * workload.spansPerRequest)
    #expect(inspector.tally.foreignSpans == 0)
  }

  @Test func llmPlantsEveryFamilyInEveryWayItCanStand() {
    let workload = Workload(.llm, seed: 8, requestCount: 32)
    var inspector = DeliveryInspector(workload)
    var text = ""
    for template in workload.requests {
      inspector.inspect(template.body.span, wireBytes: template.body.count)
      text += String(decoding: template.body, as: UTF8.self)
    }
    #expect(Set(inspector.tally.leaksByEntity.keys) == Set(PlantedFamily.allCases.map(\.rawValue)))
    let planted = workload.planted.map(\.text)
    #expect(text.hasAny(planted.map { "\\n" + $0 }))
    #expect(text.hasAny(planted.map { "\\t" + $0 }))
    #expect(text.hasAny(planted.map { "\\u00e9" + $0 }))
    #expect(text.hasAny(planted.map { "\\u2014" + $0 }))
    #expect(text.hasAny(planted.map { "\\\\n" + $0 }))
    #expect(text.hasAny(planted.map { "\"card\": " + $0 + "," }))
    #expect(text.hasAny(["\\u0040"]))
  }

  @Test func aConversationIsSentAgainWithEachTurn() throws {
    let workload = Workload(.conversation, seed: 8, requestCount: 1)
    let text = String(decoding: workload.requests[0].body, as: UTF8.self)
    let first = try #require(text.firstRange(of: #"{"role": "user""#))
    let message = text[first.lowerBound...].prefix(90)
    // Eight turns: in three spans' inputs, and in the outputs of the graph and the agent; then once in the tool's.
    #expect(text.ranges(of: message).count == 8 * 5 + 1)
    #expect(workload.requests[0].plantedCount > 0)
  }

  @Test func webPercentEncodesPartOfWhatItPlants() {
    let workload = Workload(.web, seed: 8, requestCount: 4)
    let text = workload.requests.map { String(decoding: $0.body, as: UTF8.self) }.joined()
    let emails = workload.planted.filter { $0.family == .emailAddress }
    #expect(text.hasAny(emails.map(\.text)))
    #expect(text.hasAny(emails.map(\.percentEncodedText)))
    let cards = workload.planted.filter { $0.family == .creditCard }
    #expect(text.hasAny(cards.map(\.percentEncodedText)))
  }

  @Test(arguments: [10, 20])
  func oneSpanOfEachPeriodIsPlanted(_ period: Int) {
    var random = SeededRandom(seed: 1)
    var schedule = PlantedSchedule(period: period)
    for _ in 0..<50 {
      let planted = (0..<period).map { _ in schedule.next(&random) }
      #expect(planted.count { $0 } == 1)
    }
  }

  @Test func everySendingOfARequestHasIdsOfItsOwn() {
    let workload = Workload(.web, seed: 2, requestCount: 1)
    var inspector = DeliveryInspector(workload)
    for number in [0, 1, 1, 70] as [UInt64] {
      let body = workload.template(of: number).stamped(request: number, identity: workload.identity)
      inspector.inspect(body.span, wireBytes: 10)
    }
    #expect(inspector.tally.uniqueSpans == 3 * 512)
    #expect(inspector.tally.duplicateSpans == 512)
    #expect(inspector.ledger.missingCount(in: 0..<1024) == 0)
    #expect(inspector.ledger.missingCount(in: 1024..<1536) == 512)
    #expect(inspector.ledger.missingCount(in: 70 * 512..<71 * 512) == 0)
  }

  @Test func anIdentityIsABijectionWithoutTheZeroId() {
    let identity = SpanIdentity(seed: 77)
    for number in [0, 1, 63, 64, 1 << 29, (1 << 63) - 1] as [UInt64] {
      #expect(identity.number(ofSpanID: identity.spanID(of: number)) == number)
      #expect(identity.spanID(of: number) != 0)
    }
  }
}

extension String {
  /// Whether one of the texts occurs. Quicker than `contains`, which looks for characters.
  fileprivate func hasAny(_ texts: [String]) -> Bool {
    let search = PlantedSearch(forms: texts.map { [Array($0.utf8)] })
    var isFound = false
    search.scan(Array(utf8).span) { _ in isFound = true }
    return isFound
  }
}
