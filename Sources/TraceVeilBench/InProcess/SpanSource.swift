import OTLP
import Workload

/// Makes spans as an instrumented application has them at the end of a request: ten attributes, half of them
/// texts.
///
/// Span number n has the id that the sink's ledger knows as n.
struct SpanSource: Sendable {
  private let identity: SpanIdentity
  private let resource: Resource
  private let scope: InstrumentationScope

  init(_ workload: Workload) {
    identity = workload.identity
    resource = Resource(attributes: ["service.name": "shop", "service.version": "4.12.0"])
    scope = InstrumentationScope(name: "bench", version: "1")
  }

  func span(_ number: Int) -> SpanData {
    let trace = identity.traceID(of: UInt64(number / 8))
    var attributes = Attributes()
    attributes.reserveCapacity(10)
    attributes.append("http.request.method", "GET")
    attributes.append("url.path", .string("/api/v1/products/\(number)"))
    attributes.append("http.route", "/api/v1/products/{id}")
    attributes.append("server.address", .string("shop-\(number % 50).svc.internal"))
    attributes.append("user_agent.original", .string("shop-ios/7.\(number % 40) (iPhone)"))
    attributes.append("http.response.status_code", 200)
    attributes.append("server.port", 8080)
    attributes.append("http.response.body.size", .int(Int64(number % 60_000)))
    attributes.append("thread.id", .int(Int64(number % 64)))
    attributes.append("shop.cart.items", .int(Int64(number % 12)))
    let start = 1_795_000_000_000_000_000 + UInt64(number) * 20_000
    return SpanData(
      traceID: TraceID(high: UInt64(bigEndian: trace.high), low: UInt64(bigEndian: trace.low)),
      spanID: SpanID(UInt64(bigEndian: identity.spanID(of: UInt64(number)))),
      flags: 1,
      name: "GET /api/v1/products/{id}",
      kind: .server,
      startTime: start,
      endTime: start + 1_234_567,
      attributes: attributes,
      resource: resource,
      scope: scope
    )
  }
}
