import NIOCore
import OTLP
import Workload

/// The requests of a workload as a protocol has them, complete but for their ids.
///
/// JSON is made of them by the gateway's own printer, before the load begins: what is measured is how it is read. Its ids are
/// at places of their own.
struct LoadBodies: Sendable {
  private let workload: Workload
  private let wire: LoadProtocol
  /// One for each template; none for protobuf.
  private let texts: [JSONTemplate]

  init(_ workload: Workload, _ wire: LoadProtocol) throws {
    self.workload = workload
    self.wire = wire
    texts = wire == .httpJSON ? try workload.requests.map { try JSONTemplate($0, workload.identity) } : []
  }

  /// Writes request number `number`, as the body of HTTP or the message of gRPC.
  func write(_ number: UInt64, to body: inout ByteBuffer) {
    let template = workload.template(of: number)
    guard !texts.isEmpty else {
      if wire == .grpc {
        // Not compressed, and how long it is.
        body.writeInteger(0, as: UInt8.self)
        body.writeInteger(UInt32(template.body.count))
      }
      let start = body.writerIndex
      body.writeBytes(template.body)
      return body.withUnsafeMutableReadableBytes {
        let message = UnsafeMutableRawBufferPointer(rebasing: $0[start...])
        template.stamp(message, request: number, identity: workload.identity)
      }
    }
    let text = texts[Int(number % UInt64(texts.count))]
    body.writeBytes(text.bytes)
    body.withUnsafeMutableReadableBytes {
      text.stamp($0, template.ids(request: number, identity: workload.identity))
    }
  }
}

/// A request in JSON, and where its ids stand.
private struct JSONTemplate: Sendable {
  let bytes: [UInt8]
  private let places: [Int]

  private static let keys = [#""traceId":""#, #""spanId":""#, #""parentSpanId":""#].map { Array($0.utf8) }

  init(_ template: RequestTemplate, _ identity: SpanIdentity) throws {
    let body = template.stamped(request: 0, identity: identity)
    let summary = try WireValidator.validate(body.span, as: .traces)
    var batch = TelemetryBatch(signal: .traces, maximumBytes: .max)
    try batch.append(holding: body, summary: summary)
    bytes = batch.encodeJSON()
    // In a text, the quotes of such a name would have backslashes.
    places = bytes.withUnsafeBufferPointer { bytes in
      bytes.indices.compactMap { index in
        guard bytes[index] == UInt8(ascii: "\"") else { return nil }
        let key = Self.keys.first { bytes[index...].starts(with: $0) }
        return key.map { index + $0.count }
      }
    }
    let ids = template.ids(request: 0, identity: identity)
    precondition(places.count == ids.count, "an id of the request is not where it is looked for")
  }

  func stamp(_ text: UnsafeMutableRawBufferPointer, _ ids: [[UInt8]]) {
    let digits = Array("0123456789abcdef".utf8)
    for (place, id) in zip(places, ids) {
      for (index, byte) in id.enumerated() {
        text[place + 2 * index] = digits[Int(byte >> 4)]
        text[place + 2 * index + 1] = digits[Int(byte & 15)]
      }
    }
  }
}
