import Testing

@testable import Workload

/// What the receiver says of requests that arrive changed.
@Suite struct DeliveryInspectorTests {
  private let workload = Workload(.llm, seed: 4, requestCount: 1)

  /// A request of one span with one attribute.
  private func request(id: UInt64, key: String, value: String, valueFirst: Bool = false) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1) { resourceSpans in
      resourceSpans.message(2) { scopeSpans in
        scopeSpans.message(2) { span in
          span.bytes(2, (0..<8).map { UInt8(truncatingIfNeeded: id >> (8 * $0)) })
          span.message(9) { pair in
            if !valueFirst { pair.string(1, key) }
            pair.message(2) { $0.string(1, value) }
            if valueFirst { pair.string(1, key) }
          }
        }
      }
    }
    return writer.bytes
  }

  private func tally(_ bodies: [UInt8]...) -> DeliveryTally {
    var inspector = DeliveryInspector(workload)
    for body in bodies { inspector.inspect(body.span, wireBytes: 7) }
    return inspector.tally
  }

  @Test func brokenJSONIsCountedWhereJSONWasSent() {
    let id = workload.identity.spanID(of: 0)
    let broken = #"{"text": "hi\[REDACTED]"}"#
    let valid = #"{"text": "hi\n[REDACTED]"}"#
    #expect(tally(request(id: id, key: "mlflow.spanInputs", value: broken)).invalidJSONAttributes == 1)
    #expect(tally(request(id: id, key: "mlflow.spanInputs", value: valid)).invalidJSONAttributes == 0)
    #expect(tally(request(id: id, key: "mlflow.spanInputs", value: valid)).jsonAttributes == 1)
    #expect(tally(request(id: id, key: "app.note", value: broken)).invalidJSONAttributes == 0)
    #expect(
      tally(request(id: id, key: "mlflow.spanInputs", value: broken, valueFirst: true)).invalidJSONAttributes
        == 1
    )
  }

  @Test func spansAreToldApartByTheirIds() {
    let first = request(id: workload.identity.spanID(of: 0), key: "a", value: "b")
    let second = request(id: workload.identity.spanID(of: 9), key: "a", value: "b")
    let foreign = request(id: 1, key: "a", value: "b")
    let tally = tally(first, second, first, foreign)
    #expect(tally.requests == 4)
    #expect(tally.wireBytes == 28)
    #expect(tally.uniqueSpans == 2)
    #expect(tally.duplicateSpans == 1)
    #expect(tally.foreignSpans == 1)
  }

  @Test func aSurvivorIsALeakInEveryForm() throws {
    let email = try #require(workload.planted.first { $0.family == .emailAddress })
    let token = try #require(workload.planted.first { $0.family == .anthropicKey })
    let local = email.text.prefix { $0 != "@" }
    for text in [email.text, email.percentEncodedText, "\(local)\\u0040example.com", "\(local)****"] {
      let tally = tally(request(id: 0, key: "a", value: text))
      #expect(tally.leakedValues == 1, "\(text)")
      #expect(tally.leaksByEntity == ["EMAIL_ADDRESS": 1], "\(text)")
    }
    #expect(tally(request(id: 0, key: "a", value: "****" + token.secret.suffix(45))).leakedValues == 1)
    #expect(tally(request(id: 0, key: "a", value: "<EMAIL_ADDRESS>")).leakedValues == 0)
  }

  @Test func truncatedRequestsAreMalformedAndStillSearched() throws {
    let email = try #require(workload.planted.first { $0.family == .emailAddress })
    let whole = request(id: 3, key: "a", value: email.text)
    let tally = tally(Array(whole.dropLast()))
    #expect(tally.malformedRequests == 1)
    #expect(tally.leakedValues == 1)
  }
}
