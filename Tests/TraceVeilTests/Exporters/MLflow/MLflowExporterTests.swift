import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// The destination MLflow over a real connection, with a server that answers as MLflow's does.
@Suite(.timeLimit(.minutes(5))) struct MLflowExporterTests {
  private let clock = ManualClock()

  private func withExporter(
    _ script: [ScriptedAnswer],
    afterwards: ScriptedAnswer = .ok,
    _ change: (inout MLflowDestination) -> Void = { _ in },
    _ body: (MLflowExporter, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try await ScriptedServer.start(script, afterwards: afterwards)
    var destination = MLflowDestination(trackingURI: server.url("/mlf/"))
    change(&destination)
    let exporter = try MLflowExporter(destination: destination, clock: clock, logger: .silent)
    try await body(exporter, server)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  private func request(_ spans: Int, headers: [(String, String)] = []) throws -> ExportRequest {
    ExportRequest.unsealed(
      body: try .traces(SpanData.samples(spans)),
      itemCount: spans,
      headers: ForwardedHeaders(headers)
    )
  }

  private func expect(
    _ expected: ExportResult,
    from exporter: MLflowExporter,
    sending spans: Int,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    let result = await exporter.export(try request(spans))
    #expect(result == expected, sourceLocation: location)
  }

  private func names(_ received: ReceivedRequest) throws -> [String] {
    try ExportRequest.unsealed(body: ByteBuffer(bytes: received.body)).spanNames()
  }

  private func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
    var inflated: [UInt8] = []
    var decompressor = GzipDecompressor(limit: 1 << 20)
    try bytes.withUnsafeBytes { try decompressor.decompress($0) { inflated.append(contentsOf: $0) } }
    try decompressor.finish()
    return inflated
  }

  private func json(_ text: String) -> ScriptedAnswer {
    .answer(status: 200, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
  }

  @Test func namesTheExperimentAndEverythingElse() async throws {
    try await withExporter([]) {
      $0.experiment = .id("12")
      $0.workspace = "team"
      $0.runID = "r1"
      $0.credentials = .basic(username: "ann", password: "pw:1")
    } _: { exporter, server in
      try await expect(.success, from: exporter, sending: 1)
      let sent = try #require(server.requests.first)
      #expect(sent.uri == "/mlf/v1/traces" && sent.method == "POST")
      #expect(sent.values(of: "content-type") == ["application/x-protobuf"])
      #expect(sent.values(of: "x-mlflow-experiment-id") == ["12"])
      #expect(sent.values(of: "x-mlflow-workspace") == ["team"])
      #expect(sent.values(of: "x-mlflow-run-id") == ["r1"])
      #expect(sent.values(of: "authorization") == ["Basic YW5uOnB3OjE="])
    }
  }

  @Test func whatCameWithARequestWins() async throws {
    try await withExporter([]) {
      $0.experiment = .name("unused", creates: false)
      $0.credentials = .token("t0")
    } _: { exporter, server in
      let request = try request(1, headers: [("X-MLflow-Experiment-Id", "7"), ("X-MLflow-Run-Id", "own")])
      #expect(await exporter.export(request) == .success)
      #expect(server.requests.map(\.uri) == ["/mlf/v1/traces"])
      #expect(server.requests.first?.values(of: "x-mlflow-experiment-id") == ["7"])
      #expect(server.requests.first?.values(of: "x-mlflow-run-id") == ["own"])
      #expect(server.requests.first?.values(of: "authorization") == ["Bearer t0"])
    }
  }

  @Test func looksTheExperimentUpOnce() async throws {
    let found = json(#"{"experiment":{"experiment_id":"42","name":"a b/c"}}"#)
    try await withExporter([found]) {
      $0.experiment = .name("a b/c", creates: false)
    } _: { exporter, server in
      try await expect(.success, from: exporter, sending: 1)
      try await expect(.success, from: exporter, sending: 1)
      #expect(
        server.requests.map(\.uri) == [
          "/mlf/api/2.0/mlflow/experiments/get-by-name?experiment_name=a%20b%2Fc", "/mlf/v1/traces",
          "/mlf/v1/traces",
        ]
      )
      #expect(server.requests.dropFirst().allSatisfy { $0.values(of: "x-mlflow-experiment-id") == ["42"] })
    }
  }

  @Test func makesAnExperimentOnlyWhenAllowed() async throws {
    try await withExporter([.status(404)]) {
      $0.experiment = .name("new", creates: false)
    } _: { exporter, server in
      try await expect(.failure(ExportError(.refused, httpStatus: 404)), from: exporter, sending: 3)
      #expect(server.requests.count == 1)
    }
    try await withExporter([.status(404), json(#"{"experiment_id":"5"}"#)]) {
      $0.experiment = .name("new", creates: true)
    } _: { exporter, server in
      try await expect(.success, from: exporter, sending: 1)
      #expect(server.requests.map(\.method) == ["GET", "POST", "POST"])
      #expect(server.requests.dropFirst().first?.uri == "/mlf/api/2.0/mlflow/experiments/create")
      #expect(server.requests.last?.values(of: "x-mlflow-experiment-id") == ["5"])
    }
  }

  @Test func takesTheExperimentThatSomebodyElseMade() async throws {
    let found = json(#"{"experiment":{"experiment_id":"6"}}"#)
    try await withExporter([.status(404), .status(400), found]) {
      $0.experiment = .name("new", creates: true)
    } _: { exporter, server in
      try await expect(.success, from: exporter, sending: 1)
      #expect(server.requests.last?.values(of: "x-mlflow-experiment-id") == ["6"])
    }
  }

  @Test(arguments: [
    #"{"experiment":{"experiment_id":""}}"#, "{}", "<html>", #"{"experiment":{"experiment_id":"x"}}"#,
    #"{"experiment":{"experiment_id":"3","lifecycle_stage":"deleted"}}"#,
  ])
  func doesNotSendWithoutAnExperiment(answer: String) async throws {
    try await withExporter([json(answer)]) {
      $0.experiment = .name("e", creates: false)
    } _: { exporter, server in
      try await expect(.failure(ExportError(.refused, httpStatus: 200)), from: exporter, sending: 1)
      #expect(server.requests.count == 1)
    }
  }

  @Test func looksAgainForAnExperimentThatIsGone() async throws {
    func found(_ id: Int) -> ScriptedAnswer { json(#"{"experiment":{"experiment_id":"\#(id)"}}"#) }
    try await withExporter([found(1), .ok, .status(404), found(2)]) {
      $0.experiment = .name("e", creates: false)
    } _: { exporter, server in
      try await expect(.success, from: exporter, sending: 1)
      try await expect(.success, from: exporter, sending: 1)
      #expect(server.requests.last?.values(of: "x-mlflow-experiment-id") == ["2"])
    }
  }

  @Test(arguments: [400, 413, 422])
  func leavesOutOnlyTheContentOfTheSpanThatIsRefused(status: Int) async throws {
    // Of spans 0 to 3, number 2 is refused until it is empty.
    let answer = ScriptedAnswer.deciding {
      String(decoding: $0.body, as: UTF8.self).contains("span 2") ? status : 200
    }
    try await withExporter([], afterwards: answer) { exporter, server in
      try await expect(.success(rejectedItems: 1), from: exporter, sending: 4)
      let sent = try server.requests.map { try names($0) }
      #expect(sent.first == ["span 0", "span 1", "span 2", "span 3"])
      #expect(sent.contains(["span 2"]) && sent.contains([""]))
      #expect(
        sent.filter { !$0.contains("span 2") }.flatMap { $0 }.sorted() == ["", "span 0", "span 1", "span 3"]
      )
    }
  }

  @Test func aSpanThatIsNotTakenEmptiedEitherIsRefused() async throws {
    try await withExporter([.status(422), .status(422)]) { exporter, _ in
      try await expect(.failure(ExportError(.refused, httpStatus: 422)), from: exporter, sending: 1)
    }
  }

  @Test func givesUpCuttingWhenEverythingIsRefused() async throws {
    try await withExporter([], afterwards: .status(400)) { exporter, server in
      try await expect(.failure(ExportError(.refused, httpStatus: 400)), from: exporter, sending: 500)
      // Each that is refused alone is tried empty, too.
      #expect(server.requests.count <= 2 * RequestCutter.allowance)
    }
  }

  @Test func doesNotCutForOtherRefusals() async throws {
    try await withExporter([.status(401)]) { exporter, server in
      try await expect(.failure(ExportError(.refused, httpStatus: 401)), from: exporter, sending: 4)
      #expect(server.requests.count == 1)
    }
  }

  @Test func repeatsAnInternalErrorTwice() async throws {
    try await withExporter([], afterwards: .status(500)) { exporter, server in
      let request = try request(2)
      async let result = exporter.export(request)
      for second in 1...2 {
        await clock.waitForSleeper(until: .seconds(second))
        clock.advance(by: .seconds(1))
      }
      #expect(await result == .failure(ExportError(.refused, httpStatus: 500)))
      #expect(server.requests.count == 3)
    }
  }

  @Test func compressedRequestsAreCutToo() async throws {
    try await withExporter([.status(400)]) { exporter, server in
      var scratch = EncodingScratch(signal: .traces, maximumTreeBytes: 1 << 20, compression: .gzip(level: 1))
      try scratch.batch.append(SpanData.samples(2))
      var clock = StageClock()
      let sealed = try ExportRequest.sealing(
        &scratch,
        headers: ForwardedHeaders(),
        limit: 1 << 20,
        clock: &clock
      )
      let request = try #require(sealed?.first)
      #expect(await exporter.export(request) == .success)
      let inflated = try server.requests.dropFirst().map { received in
        #expect(received.values(of: "content-encoding") == ["gzip"])
        return try inflate(received.body)
      }
      #expect(
        try inflated.map { try ExportRequest.unsealed(body: ByteBuffer(bytes: $0)).spanNames() }
          == [["span 0"], ["span 1"]]
      )
    }
  }

  @Test func refusesAnExperimentIDThatIsNone() {
    for id in ["", " ", "a", "-1", "12345678901234567890"] {
      var destination = MLflowDestination(trackingURI: "http://127.0.0.1:1")
      destination.experiment = .id(id)
      #expect(throws: ExporterConfigurationError.self) {
        try MLflowExporter(destination: destination, clock: clock, logger: .silent)
      }
    }
  }
}
