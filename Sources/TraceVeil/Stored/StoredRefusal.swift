import NIOCore
package import OTLP
package import Store

/// Permanently refused data on its way to the disk and back.
extension DeadLetter {
  /// - Parameters:
  ///   - arrival: The arrival of the oldest request in it, in milliseconds since 1970.
  ///   - time: The time of the refusal, in milliseconds since 1970.
  init(
    _ part: RefusedPart,
    of signal: Signal,
    _ headers: ForwardedHeaders,
    arrival: UInt64,
    time: UInt64
  ) {
    let error = part.error
    self.init(
      time: time,
      status: error.httpStatus ?? 0,
      reason: error.code.rawValue,
      record: Record(
        signal: signal.recordNumber,
        arrival: arrival,
        items: part.itemCount,
        uncompressedBytes: part.uncompressedBytes,
        checksum: 0,
        isCompressed: part.isCompressed,
        // What the destination said has been redacted.
        label: StoredLabel.bytes(of: headers, details: error.detail?.members ?? [:]),
        body: Array(part.body.readableBytesView)
      )
    )
  }

  /// What is known about the refusal: `message`, `error_code`, `advice` and others.
  package var details: [String: String] { StoredLabel.details(of: record.label) }

  /// Names of the headers that are sent along. Their values may be secrets.
  package var headerNames: [String] { StoredLabel.headers(of: record.label)?.fields.map(\.name) ?? [] }

  /// The request without compression.
  package func plainRequest() throws -> ExportRequest? {
    guard let request else { return nil }
    return ExportRequest.stored(
      signal: request.signal,
      body: ByteBuffer(bytes: try request.inflated()),
      contentEncoding: .identity,
      uncompressedBytes: request.uncompressedBytes,
      itemCount: request.itemCount,
      headers: request.headers,
      joined: []
    )
  }

  /// The request that was refused; nil when it is none of this version's.
  package var request: ExportRequest? {
    guard let signal = Signal(recordNumber: record.signal),
      let headers = StoredLabel.headers(of: record.label)
    else { return nil }
    return ExportRequest.stored(
      signal: signal,
      body: ByteBuffer(bytes: record.body),
      contentEncoding: record.isCompressed ? .gzip : .identity,
      uncompressedBytes: record.uncompressedBytes,
      itemCount: record.items,
      headers: headers,
      joined: []
    )
  }
}

extension Signal {
  /// Nil for a number that no signal has.
  package init?(recordNumber: UInt8) {
    guard let signal = Signal.allCases.first(where: { $0.recordNumber == recordNumber }) else { return nil }
    self = signal
  }
}
