import NIOCore
import OTLP
import Testing
import Workload

@testable import TraceVeilBench

/// What is sent in each protocol is the same request.
@Suite struct LoadBodiesTests {
  private func body(_ kind: Workload.Kind, _ wire: LoadProtocol, _ number: UInt64) throws -> (
    Workload, [UInt8]
  ) {
    let workload = Workload(kind, seed: 3, requestCount: 2)
    var body = ByteBuffer()
    try LoadBodies(workload, wire).write(number, to: &body)
    return (workload, Array(body.readableBytesView))
  }

  @Test(arguments: Workload.Kind.allCases)
  func protobufAndGRPC(_ kind: Workload.Kind) throws {
    let (workload, plain) = try body(kind, .httpProtobuf, 5)
    #expect(plain == workload.template(of: 5).stamped(request: 5, identity: workload.identity))
    let (_, message) = try body(kind, .grpc, 5)
    #expect(message == [0] + withUnsafeBytes(of: UInt32(plain.count).bigEndian) { Array($0) } + plain)
  }

  @Test(arguments: Workload.Kind.allCases)
  func json(_ kind: Workload.Kind) throws {
    for number in [4, 5] as [UInt64] {
      let (workload, json) = try body(kind, .httpJSON, number)
      let sent = try OTLPJSON.protobuf(from: json.span, as: .traces, maximumBytes: 1 << 24).bytes
      var inspector = DeliveryInspector(workload)
      inspector.inspect(sent.span, wireBytes: sent.count)
      let count = workload.spansPerRequest
      #expect(inspector.tally.uniqueSpans == count && inspector.tally.malformedRequests == 0)
      #expect(inspector.tally.foreignSpans == 0 && inspector.tally.invalidJSONAttributes == 0)
      let first = number * UInt64(count)
      #expect(inspector.ledger.contains(first) && inspector.ledger.contains(first + UInt64(count) - 1))
    }
  }
}
