import JSON
import NIOCore
import NIOHPACK
import NIOHTTP2
import OTLP
import Synchronization
import TestSupport
import Testing

@testable import TraceVeil

/// OTLP over gRPC: what is sent, and what becomes of it.
@Suite(.timeLimit(.minutes(5))) struct OTLPGRPCExporterTests {
  private let clock = ManualClock()
  private let request = ExportRequest.unsealed(body: ByteBuffer(string: "body"), itemCount: 10)

  private func withExporter(
    settings: [HTTP2Setting] = [],
    _ answer: @escaping @Sendable (FrameServer.Connection, HTTP2StreamID, Int) -> Void,
    _ change: (inout OTLPExporterConfiguration) -> Void = { _ in },
    _ body: (OTLPExporter, FrameServer) async throws -> Void
  ) async throws {
    let server = try await FrameServer.start(settings: settings, answer)
    let exporter = try exporter(server.url, change)
    try await body(exporter, server)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  private func exporter(
    _ url: String,
    _ change: (inout OTLPExporterConfiguration) -> Void = { _ in }
  ) throws -> OTLPExporter {
    var configuration = OTLPExporterConfiguration(endpoint: url)
    configuration.wireProtocol = .grpc
    configuration.retry = .never
    change(&configuration)
    return try OTLPExporter(configuration: configuration, clock: clock, logger: .silent, random: { 0.5 })
  }

  private func error(_ result: ExportResult) -> ExportError? {
    if case .failure(let error) = result { error } else { nil }
  }

  @Test func sendsARequestAsAMessage() async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      connection.answer(stream)
    }
    let headers = ForwardedHeaders([
      ("x-tenant", "the caller's"), ("x-run", "1"), ("x-run", "2"), ("grpc-timeout", "1n"), ("te", "gzip"),
    ])
    let request = ExportRequest.unsealed(
      signal: .metrics,
      body: ByteBuffer(string: "body"),
      contentEncoding: .gzip,
      headers: headers
    )
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.headers = [("X-Tenant", "configured")]
    }
    try await withExporter(answer, configure) { exporter, server in
      #expect(exporter.name == "otlp_grpc")
      #expect(await exporter.export(request) == .success)
      let call = try #require(server.calls.first)
      #expect(call.body == [1, 0, 0, 0, 4] + Array("body".utf8))
      let expected = [
        (":path", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"), (":method", "POST"),
        (":scheme", "http"), (":authority", "127.0.0.1:\(server.port)"), ("te", "trailers"),
        ("content-type", "application/grpc"), ("grpc-timeout", "10000m"), ("grpc-encoding", "gzip"),
        ("x-tenant", "configured"),
      ]
      for (name, value) in expected { #expect(call.headers[name] == [value], "\(name)") }
      #expect(call.headers["x-run"] == ["1", "2"])
      #expect(call.headers["user-agent"].first?.hasPrefix("TraceVeil/") == true)
      // Of the request before, nothing stays.
      #expect(await exporter.export(self.request) == .success)
      #expect(server.calls.last?.body == [0, 0, 0, 0, 4] + Array("body".utf8))
      #expect(server.calls.last?.headers["grpc-encoding"] == [])
      #expect(server.calls.last?.headers["x-run"] == [])
      #expect(server.connectionCount == 1)
    }
  }

  @Test("A message larger than all windows arrives whole")
  func large() async throws {
    let body = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      connection.answer(stream)
    }
    try await withExporter(answer) { exporter, server in
      let request = ExportRequest.unsealed(body: ByteBuffer(bytes: body))
      #expect(await exporter.export(request) == .success)
      #expect(server.calls.first?.body.dropFirst(5).elementsEqual(body) == true)
    }
  }

  @Test("Each status is what OTLP says of it", arguments: GRPCStatusCode.allCases.filter { $0 != .ok })
  func statuses(code: GRPCStatusCode) async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      connection.refuse(stream, [("grpc-status", "\(code.rawValue)"), ("grpc-message", "in%20words")])
    }
    let retryable: Set<GRPCStatusCode> = [
      .cancelled, .deadlineExceeded, .aborted, .outOfRange, .unavailable, .dataLoss,
    ]
    try await withExporter(answer) { exporter, _ in
      let error = error(await exporter.export(request))
      #expect(error?.code == (retryable.contains(code) ? .unavailable : .refused))
      #expect(error?.ending == (retryable.contains(code) ? .retriesExhausted : .permanent))
      #expect(error?.detail?.grpcStatus == code)
      #expect(error?.detail?.members["message"] == "in words")
      #expect(error?.httpStatus == code.httpStatus)
    }
  }

  @Test("A number that is no status, and an answer of another server")
  func otherAnswers() async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, number: Int) in
      switch number {
      case 0: connection.refuse(stream, [("grpc-status", "99")])
      case 1: connection.send(stream, .headers(.init(headers: [":status": "503"], endStream: true)))
      default:
        connection.send(stream, .headers(.init(headers: [":status": "200", "content-type": "text/html"])))
        connection.send(
          stream,
          .data(.init(data: .byteBuffer(ByteBuffer(string: "<html>")), endStream: true))
        )
      }
    }
    try await withExporter(answer) { exporter, _ in
      #expect(error(await exporter.export(request))?.detail?.grpcStatus == .unknown)
      #expect(error(await exporter.export(request))?.code == .unavailable)
      let last = error(await exporter.export(request))
      #expect(last?.code == .refused)
      #expect(last?.detail?.advice == FailureAdvisor.noGRPC)
    }
  }

  @Test("A time to come again makes RESOURCE_EXHAUSTED a pause")
  func retryInfo() async throws {
    // A status with a RetryInfo of three seconds.
    let status = ExportResponse.encodeStatus(
      code: 8,
      message: "",
      details: [.retryInfo(.seconds(3))],
      as: .protobuf
    )
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, number: Int) in
      guard number == 0 else { return connection.answer(stream) }
      let details = Base64.text(status)
      connection.refuse(stream, [("grpc-status", "8"), ("grpc-status-details-bin", details)])
    }
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.retry = RetryPolicy()
    }
    try await withExporter(answer, configure) { exporter, server in
      async let result = exporter.export(request)
      await clock.waitForSleeper(until: .seconds(3))
      #expect(exporter.statistics.throttledFor == .seconds(3))
      clock.advance(by: .seconds(3))
      #expect(await result == .success)
      #expect(server.calls.count == 2)
    }
  }

  @Test("A message that is too large is cut, whichever status says so", arguments: [8, 11])
  func tooLarge(code: Int) async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      let text = "Received message larger than max (5 vs. 4)"
      connection.refuse(stream, [("grpc-status", "\(code)"), ("grpc-message", text)])
    }
    try await withExporter(answer) { exporter, _ in
      #expect(error(await exporter.export(request))?.httpStatus == 413)
    }
  }

  @Test("What was rejected of a request is counted, and not sent again")
  func partialSuccess() async throws {
    let response = ExportResponse.encode(
      ExportResponse.PartialSuccess(rejectedItems: 3, errorMessage: "too old"),
      signal: .traces,
      as: .protobuf
    )
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      connection.answer(stream, message: response)
    }
    try await withExporter(answer) { exporter, server in
      #expect(await exporter.export(request) == .success(rejectedItems: 3))
      #expect(server.calls.count == 1)
      #expect(exporter.statistics.lastRejection?.members["message"] == "too old")
    }
  }

  @Test("What a server has not looked at is sent again at once, and not for ever")
  func notProcessed() async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, number: Int) in
      switch number {
      case 0: connection.send(stream, .rstStream(.refusedStream))
      case 1:
        connection.send(.rootStream, .goAway(lastStreamID: .rootStream, errorCode: .noError, opaqueData: nil))
      case 2: connection.answer(stream)
      default: connection.send(stream, .rstStream(.refusedStream))
      }
    }
    try await withExporter(answer) { exporter, server in
      #expect(await exporter.export(request) == .success)
      #expect(server.calls.map(\.connection) == [0, 0, 1])
      #expect(exporter.statistics.attempts == 1)
      let last = error(await exporter.export(request))
      #expect(last?.code == .connectionFailed && last?.detail?.cause == .reset)
      #expect(server.calls.count == 7)
    }
  }

  @Test("A server that ends a connection finishes the calls that it has seen; others go over a new one")
  func goAway() async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      connection.send(.rootStream, .goAway(lastStreamID: stream, errorCode: .noError, opaqueData: nil))
      connection.answer(stream)
    }
    try await withExporter(answer) { exporter, server in
      for _ in 0..<3 { #expect(await exporter.export(request) == .success) }
      #expect(server.calls.map(\.connection) == [0, 1, 2])
    }
  }

  @Test("A call that is broken off may be repeated", arguments: [HTTP2ErrorCode.internalError, .cancel])
  func reset(code: HTTP2ErrorCode) async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, number: Int) in
      if number == 0 { return connection.send(stream, .rstStream(code)) }
      if number == 1 { return connection.close() }
      // Without a status.
      connection.send(
        stream,
        .headers(.init(headers: [":status": "200", "content-type": "application/grpc"], endStream: true))
      )
    }
    try await withExporter(answer) { exporter, _ in
      for _ in 0..<3 {
        let error = error(await exporter.export(request))
        #expect(error?.code == .connectionFailed && error?.detail?.cause == .reset)
        #expect(error?.ending == .retriesExhausted)
      }
    }
  }

  @Test("An answer larger than the limit is not read on")
  func largeAnswer() async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      connection.answer(stream, message: [UInt8](repeating: 0, count: 2000))
    }
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.maximumResponseBytes = 1000
    }
    try await withExporter(answer, configure) { exporter, _ in
      #expect(error(await exporter.export(request))?.code == .responseTooLarge)
    }
  }

  @Test("Where a server takes few calls at a time there are several connections")
  func streamLimit() async throws {
    let held = Mutex<[@Sendable () -> Void]>([])
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, number: Int) in
      // All are answered once the last has come.
      let bound = NIOLoopBound(connection, eventLoop: connection.eventLoop)
      held.withLock { $0.append { bound.eventLoop.execute { bound.value.answer(stream) } } }
      if number == 3 { for answer in held.withLock({ $0 }) { answer() } }
    }
    let one = [HTTP2Setting(parameter: .maxConcurrentStreams, value: 1)]
    try await withExporter(settings: one, answer) { exporter, server in
      await withTaskGroup(of: ExportResult.self) { group in
        for _ in 0..<4 { group.addTask { await exporter.export(request) } }
        for await result in group { #expect(result == .success) }
      }
      #expect(server.connectionCount == 4)
    }
    let none = [HTTP2Setting(parameter: .maxConcurrentStreams, value: 0)]
    try await withExporter(settings: none, answer) { exporter, server in
      #expect(error(await exporter.export(request))?.code == .unavailable)
      #expect(server.connectionCount == 1)
    }
  }

  @Test("Connections are made anew when they are old")
  func age() async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, _: Int) in
      connection.answer(stream)
    }
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.maximumConnectionAge = .seconds(60)
    }
    try await withExporter(answer, configure) { exporter, server in
      for (seconds, connections) in [(0, 1), (59, 1), (1, 2), (59, 2), (100, 3)] {
        clock.advance(by: .seconds(seconds))
        #expect(await exporter.export(request) == .success)
        #expect(server.connectionCount == connections)
      }
    }
  }

  @Test("A call that gets no answer ends at its time limit, and the next one is answered")
  func timeout() async throws {
    let answer = { @Sendable (connection: FrameServer.Connection, stream: HTTP2StreamID, number: Int) in
      if number > 0 { connection.answer(stream) }
    }
    try await withExporter(answer) { exporter, server in
      async let first = exporter.export(request)
      await server.received.wait(for: 1)
      await clock.waitForSleeper(until: .seconds(10))
      clock.advance(by: .seconds(10))
      #expect(error(await first)?.code == .attemptTimedOut)
      #expect(await exporter.export(request) == .success)
      #expect(server.calls.count == 2)
    }
  }

  @Test("A server of HTTP/1 is told apart from none")
  func http1() async throws {
    let server = try await ScriptedServer.start([], afterwards: .ok)
    let address = "http://127.0.0.1:\(server.port)"
    let exporter = try exporter(address)
    let failed = error(await exporter.export(request))
    #expect(failed?.detail?.cause == .notHTTP2)
    #expect(failed?.detail?.advice?.contains("http/protobuf") == true)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
    let nobody = try self.exporter(address)
    #expect(error(await nobody.export(request))?.detail?.cause == .refused)
    _ = await nobody.shutdown(timeout: .seconds(10))
    #expect(await nobody.export(request) == .failure(.shutDown))
  }

  @Test(
    "Headers that are the protocol's cannot be configured",
    arguments: ["grpc-timeout", "te", "Host", "content-type"]
  )
  func reservedHeaders(name: String) {
    let error = #expect(throws: ExporterConfigurationError.self) {
      try exporter("http://localhost:1") { $0.headers = [(name, "x")] }
    }
    #expect(error?.property == "headers")
  }

  @Test("A time limit as the protocol writes it")
  func timeouts() {
    #expect(GRPCTransport.timeout(.milliseconds(1)) == "1m")
    #expect(GRPCTransport.timeout(.seconds(100_000)) == "100000S")
    #expect(GRPCTransport.timeout(.seconds(99_999)) == "99999000m")
    #expect(GRPCTransport.timeout(.nanoseconds(1)) == "1m")
  }
}
