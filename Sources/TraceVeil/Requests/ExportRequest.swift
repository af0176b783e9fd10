public import NIOCore
public import OTLP
internal import ProtobufWire

/// A request ready to be sent: redacted, serialized, compressed.
///
/// It is sealed: only a pipeline makes one, after the last transform, so an exporter cannot come by data that
/// has not been redacted. Copies share the body; a retry sends the same bytes.
public struct ExportRequest: Sendable {
  /// How a body is compressed.
  public enum ContentEncoding: Sendable, Hashable {
    /// The names are HTTP's; `identity` is no compression.
    case identity, gzip, zstd

    /// The value of the header; nil for none.
    var name: String? {
      switch self {
      case .identity: nil
      case .gzip: "gzip"
      case .zstd: "zstd"
      }
    }
  }

  /// The signal of the request's items.
  public let signal: Signal
  /// OTLP protobuf (`ExportTraceServiceRequest` and its like) in `contentEncoding`.
  public let body: ByteBuffer
  /// How the body is compressed.
  public let contentEncoding: ContentEncoding
  /// Bytes of the body before compression.
  public let uncompressedBytes: Int
  /// Spans, log records or metric data points; never zero.
  public let itemCount: Int
  /// The headers that are sent along.
  public let headers: ForwardedHeaders
  /// Where each request ends that it was joined from, before compression; none where there is only one.
  let joined: [Int]
  /// How long its oldest item had waited when the export began: what a limit on retries counts from.
  var age = Duration.zero
  /// The ages of the requests that it was joined from, if each is judged by its own age; nil otherwise.
  var ages: RequestAges?
  /// How long it may be tried after the export begins; nil for the limit of the exporter's policy.
  var timeLeft: Duration?
  /// The reservation that is kept until the request has ended, if that is after its export; nil otherwise.
  var held: (any Sendable)?
  /// The sender that waits for the destinations' answers; nil if none waits, or if others tell it.
  var sender: WaitingSender?
  /// How the body was compressed, with its level; nil where only the coding is known.
  var sealedAs: Compression?
  /// Whether parts that are refused for good come back with the result.
  var keepsRefused = false

  /// Makes a request. Only ``sealing(_:headers:limit:cut:clock:)`` and the functions below may call it.
  fileprivate init(
    signal: Signal,
    body: ByteBuffer,
    contentEncoding: ContentEncoding,
    uncompressedBytes: Int,
    itemCount: Int,
    headers: ForwardedHeaders,
    joined: [Int]
  ) {
    self.joined = joined
    self.signal = signal
    self.body = body
    self.contentEncoding = contentEncoding
    self.uncompressedBytes = uncompressedBytes
    self.itemCount = itemCount
    self.headers = headers
  }
}

extension ExportRequest {
  /// Serializes and compresses the batch of a worker, which has gone through all transforms, and empties it.
  ///
  /// Called by ``BatchEncoder`` after the last transform. There is no other way to a request from data that is not sealed.
  /// - Parameters:
  ///   - limit: Bytes of a request before compression.
  ///   - cut: What a request may hold; nil to leave the batch whole.
  /// - Returns: Nil when the request would be larger than `limit`.
  static func sealing(
    _ scratch: inout EncodingScratch,
    headers: ForwardedHeaders,
    limit: Int,
    cut: TraceRequestLimits? = nil,
    clock: inout StageClock
  ) throws -> [ExportRequest]? {
    let signal = scratch.batch.signal
    return try scratch.seal(limit: limit, cut: cut, clock: &clock)?.map { sealed in
      ExportRequest(
        signal: signal,
        body: sealed.body,
        contentEncoding: sealed.encoding,
        uncompressedBytes: sealed.uncompressedBytes,
        itemCount: sealed.itemCount,
        headers: headers,
        joined: sealed.joined
      )
    }
  }

  /// Makes a request from bytes that were sealed before and have been stored since.
  /// - Parameter joined: Where each joined request ends, before compression; empty for a single one.
  static func stored(
    signal: Signal,
    body: ByteBuffer,
    contentEncoding: ContentEncoding,
    uncompressedBytes: Int,
    itemCount: Int,
    headers: ForwardedHeaders,
    joined: [Int]
  ) -> ExportRequest {
    ExportRequest(
      signal: signal,
      body: body,
      contentEncoding: contentEncoding,
      uncompressedBytes: uncompressedBytes,
      itemCount: itemCount,
      headers: headers,
      joined: joined
    )
  }

  /// This request with one more header, unless it has that header already.
  func adding(_ name: String, _ value: String) -> ExportRequest {
    guard !headers.fields.contains(where: { $0.name == name.lowercased() }) else { return self }
    let pairs = headers.fields.map { ($0.name, $0.value) } + [(name, value)]
    var request = with(
      body: body,
      uncompressedBytes: uncompressedBytes,
      itemCount,
      ForwardedHeaders(pairs),
      joined
    )
    request.ages = ages
    return request
  }

  private func with(
    body: ByteBuffer,
    uncompressedBytes: Int,
    _ itemCount: Int,
    _ headers: ForwardedHeaders,
    _ joined: [Int]
  ) -> ExportRequest {
    var request = ExportRequest(
      signal: signal,
      body: body,
      contentEncoding: contentEncoding,
      uncompressedBytes: uncompressedBytes,
      itemCount: itemCount,
      headers: headers,
      joined: joined
    )
    request.age = age
    request.timeLeft = timeLeft
    request.sender = sender
    request.keepsRefused = keepsRefused
    return request
  }

  /// Whether the body is what a destination gets that wants this.
  func isCompressed(as compression: Compression) -> Bool {
    if let sealedAs { return sealedAs == compression }
    return switch (compression, contentEncoding) {
    case (.none, .identity), (.gzip, .gzip), (.zstd, .zstd): true
    default: false
    }
  }

  /// This request for a destination with another compression.
  func recompressed(_ compression: Compression) throws -> ExportRequest {
    var compressor = BodyCompressor(compression)
    var request = ExportRequest(
      signal: signal,
      body: try inflated().withUnsafeBytes { try compressor.compress($0) },
      contentEncoding: compressor.encoding,
      uncompressedBytes: uncompressedBytes,
      itemCount: itemCount,
      headers: headers,
      joined: joined
    )
    request.age = age
    request.ages = ages
    request.timeLeft = timeLeft
    request.sender = sender
    return request
  }

  /// The body in OTLP's JSON, not compressed. Throws for bytes that are no such request; sealed ones always are.
  func json() throws -> [UInt8] {
    let body = try inflated()
    let limits = WireLimits(maximumTreeBytes: .max)
    let summary = try WireValidator.validate(body.span, as: signal, limits: limits)
    var batch = TelemetryBatch(signal: signal, maximumBytes: .max)
    try batch.append(holding: body, summary: summary)
    return batch.encodeJSON()
  }

  /// This request with its body in JSON, to be sent once. It can be neither cut nor stored.
  func inJSON(_ compression: Compression) throws -> ExportRequest {
    let json = try json()
    var compressor = BodyCompressor(compression)
    return ExportRequest(
      signal: signal,
      body: try json.withUnsafeBytes { try compressor.compress($0) },
      contentEncoding: compressor.encoding,
      uncompressedBytes: json.count,
      itemCount: itemCount,
      headers: headers,
      joined: []
    )
  }

  /// This request, which holds one root span, with hardly more than the span's ids and times.
  func emptiedRoot() throws -> ExportRequest? {
    guard signal == .traces, itemCount == 1 else { return nil }
    let body = try inflated().withUnsafeBufferPointer { bytes in
      try RequestCut.emptiedRoot(of: bytes)
    }
    return try body.map { try replacing(body: $0, itemCount: 1) }
  }

  /// The body, decompressed.
  package func inflated() throws -> [UInt8] {
    switch contentEncoding {
    case .identity: Array(body.readableBytesView)
    case .gzip: try inflated(with: GzipDecompressor(limit: uncompressedBytes))
    case .zstd: try inflated(with: ZstdDecompressor(limit: uncompressedBytes))
    }
  }

  private func inflated(with decompressor: consuming some BodyDecompressor & ~Copyable) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(uncompressedBytes)
    try body.withUnsafeReadableBytes { input in
      try decompressor.inflate(input) {
        bytes.append(contentsOf: $0)
        return true
      }
    }
    try decompressor.finish()
    return bytes
  }

  /// Makes a request from some of those that it was joined from. The caller sets their ages.
  /// - Parameters:
  ///   - places: Their positions, in order.
  ///   - itemCount: The items of all of them together.
  func keeping(_ places: [Int], itemCount: Int) throws -> ExportRequest {
    let all = try inflated()
    var (body, ends) = ([UInt8](), [Int]())
    for place in places {
      body += all[(place > 0 ? joined[place - 1] : 0)..<joined[place]]
      ends.append(body.count)
    }
    return try replacing(body: body, itemCount: itemCount, joined: ends.count > 1 ? ends : [])
  }

  /// Makes a request from parts of what was sealed before. It is compressed quickly, because few requests are not
  /// accepted whole.
  func replacing(body bytes: [UInt8], itemCount: Int, joined: [Int] = []) throws -> ExportRequest {
    var compressor = BodyCompressor(
      contentEncoding == .gzip ? .gzip(level: 1) : contentEncoding == .zstd ? .zstd(level: 1) : .none
    )
    let body = try bytes.withUnsafeBytes { try compressor.compress($0) }
    return with(body: body, uncompressedBytes: bytes.count, itemCount, headers, joined)
  }

  /// All of the request as a permanently refused part, in gzip or plain. Nil when it cannot be decompressed.
  func refused(_ error: ExportError) -> RefusedPart? {
    var body = body
    if contentEncoding == .zstd {
      var compressor = BodyCompressor(.gzip(level: 1))
      guard let gzip = try? inflated().withUnsafeBytes({ try compressor.compress($0) }) else { return nil }
      body = gzip
    }
    return RefusedPart(
      error: error,
      body: body,
      isCompressed: contentEncoding != .identity,
      uncompressedBytes: uncompressedBytes,
      itemCount: itemCount
    )
  }
}
