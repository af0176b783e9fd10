import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

struct RequestRoutingTests {
  private func made(_ key: RequestRouting.Key, fallback: Set<String> = ["b"]) -> RequestRouting? {
    RequestRouting(
      key,
      destinations: [("a", ["one", "two"]), ("b", ["two"]), ("c", nil)],
      fallback: fallback
    )
  }

  @Test("Who takes a value gets it, who takes all gets it, too, and the default what nobody takes")
  func sets() throws {
    let routing = try #require(made(.header("x")))
    let names = { (value: String?) -> [String] in routing.sets[routing.set(for: value)] }
    #expect(names("one") == ["a", "c"])
    #expect(names("two") == ["a", "b", "c"])
    #expect(names("three") == ["b", "c"] && names(nil) == ["b", "c"])
  }

  @Test("What could lead nowhere is no routing")
  func nowhere() {
    #expect(RequestRouting(.header("x"), destinations: [("a", ["one"])], fallback: []) == nil)
    #expect(RequestRouting(.header("x"), destinations: [("a", ["one"])], fallback: ["a"]) != nil)
  }

  @Test("A header that came twice decides nothing")
  func headers() throws {
    let routing = try #require(made(.header("x")))
    let cases: [([(String, String)], String)] = [
      ([("x", "one")], "a"), ([("x", "one"), ("x", "one")], "b"), ([], "b"),
    ]
    for (headers, first) in cases {
      let request = try IncomingRequest.traces([.sample(0)], headers: ForwardedHeaders(headers))
      let parts = routing.parts(of: request)
      #expect(parts.count == 1 && routing.sets[parts[0].set].first == first)
    }
  }

  @Test("Resources of one request go their own ways, with all that is theirs")
  func resources() throws {
    let routing = try #require(made(.resourceAttribute("service.name")))
    var bytes: [UInt8] = []
    for (service, count) in [("one", 2), ("three", 1), ("one", 3), ("two", 1)] {
      bytes += ServiceSpans.resource(service, spans: count)
    }
    let body = ByteBuffer(bytes: bytes)
    let summary = try WireValidator.validate(body.readableBytesUInt8Span, as: .traces)
    let parts = routing.parts(of: IncomingRequest(signal: .traces, body: body, summary: summary))
    let items = parts.map { (routing.sets[$0.set].joined(), $0.request.summary.acceptedItems) }
    #expect(items.map(\.0).sorted() == ["abc", "ac", "bc"])
    #expect(Dictionary(uniqueKeysWithValues: items) == ["ac": 5, "bc": 1, "abc": 1])
    #expect(parts.reduce(0) { $0 + $1.request.body.readableBytes } == bytes.count)
  }

  @Test("A request of one way stays as it is")
  func whole() throws {
    let routing = try #require(made(.resourceAttribute("service.name")))
    let body = ByteBuffer(
      bytes: ServiceSpans.resource("one", spans: 1) + ServiceSpans.resource("one", spans: 1)
    )
    let summary = try WireValidator.validate(body.readableBytesUInt8Span, as: .traces)
    let parts = routing.parts(of: IncomingRequest(signal: .traces, body: body, summary: summary))
    #expect(parts.map(\.request.body) == [body])
  }
}
