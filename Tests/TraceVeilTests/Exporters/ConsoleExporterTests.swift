import NIOCore
import OTLP
import Synchronization
import TestSupport
import Testing

@testable import TraceVeil

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite(.timeLimit(.minutes(5))) struct ConsoleExporterTests {
  /// What an exporter printed.
  private final class Output: Sendable {
    private let printed = Mutex("")
    var text: String { printed.withLock { $0 } }
    func append(_ text: String) { printed.withLock { $0 += text } }
  }

  private func printed(_ body: ByteBuffer, of signal: Signal, as format: ConsoleExporter.Format) async
    -> String
  {
    let output = Output()
    let exporter = ConsoleExporter(format: format) { output.append($0) }
    let request = ExportRequest.unsealed(signal: signal, body: body)
    #expect(await exporter.export(request) == .success)
    return output.text
  }

  private var span: SpanData {
    SpanData(
      traceID: TraceID(high: 1, low: 2),
      spanID: SpanID(3),
      parentSpanID: SpanID(4),
      flags: 1,
      name: "GET \"/\"",
      kind: .server,
      startTime: 1_000_000_000,
      endTime: 1_012_345_678,
      attributes: [
        "a.text": "one\ntwo\u{1B}[31m", "a.number": 42, "a.list": [1, "x"], "a.flag": true, "a.double": 0.5,
        "a.map": .map(["k": "v"]), "a.bytes": .bytes([1, 2, 255, 4]),
      ],
      events: [SpanEvent(name: "exception", time: 5, attributes: ["exception.message": "boom"])],
      links: [SpanLink(traceID: TraceID(high: 5, low: 6), spanID: SpanID(7))],
      status: SpanStatus(code: .error, message: "failed"),
      resource: Resource(attributes: ["service.name": "shop"]),
      scope: InstrumentationScope(name: "http")
    )
  }

  @Test func printsSpansForPeople() async throws {
    let text = await printed(try ByteBuffer.traces([span]), of: .traces, as: .text)
    #expect(
      text == """
        resource
          service.name = "shop"
        scope "http"
        span "GET \\"/\\"" server 12.345 ms error "failed"
          trace 00000000000000010000000000000002  span 0000000000000003  parent 0000000000000004
          a.text = "one\\ntwo\\u001b[31m"
          a.number = 42
          a.list = [1,"x"]
          a.flag = true
          a.double = 0.5
          a.map = {"k":"v"}
          a.bytes = "AQL/BA=="
          event "exception"
            exception.message = "boom"
          link 00000000000000050000000000000006 0000000000000007

        """
    )
  }

  @Test func printsSpansForPrograms() async throws {
    let json = await printed(try ByteBuffer.traces([span]), of: .traces, as: .json)
    #expect(json.hasSuffix("}\n"))
    #expect(json.filter { $0 == "\n" }.count == 1)
    for part in [
      #""traceId":"00000000000000010000000000000002""#, #""kind":2"#,
      #""startTimeUnixNano":"1000000000""#, #"{"key":"a.number","value":{"intValue":"42"}}"#,
      #"{"key":"a.bytes","value":{"bytesValue":"AQL/BA=="}}"#, #""status":{"message":"failed","code":2}"#,
      #"{"key":"a.list","value":{"arrayValue":{"values":[{"intValue":"1"},{"stringValue":"x"}]}}}"#,
    ] {
      #expect(json.contains(part), "\(part)")
    }
  }

  @Test(arguments: [ConsoleExporter.Format.text, .json])
  func aTerminalTakesNoCommandFromTexts(format: ConsoleExporter.Format) async throws {
    var span = span
    span.name = "a\u{9B}31mb\u{7F}\u{1B}[0m ü \u{A0}"
    let printed = await printed(try ByteBuffer.traces([span]), of: .traces, as: format)
    #expect(printed.contains(#""a\u009b31mb\u007f\u001b[0m ü \#u{A0}""#))
  }

  @Test func printsLogs() async {
    let body = ByteBuffer(bytes: OTLPBytes.logs(body: "a \"line\""))
    #expect(await printed(body, of: .logs, as: .text) == "log \"a \\\"line\\\"\"\n")
    #expect(
      await printed(body, of: .logs, as: .json)
        == #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"a \"line\""}}]}]}]}"#
        + "\n"
    )
  }

  @Test func printsMetrics() async {
    let body = ByteBuffer(bytes: OTLPBytes.metrics(name: "requests"))
    #expect(
      await printed(body, of: .metrics, as: .text) == "metric \"requests\" gauge\n  point {\"asInt\":\"0\"}\n"
    )
  }

  @Test func failsWhenNobodyReads() async {
    struct Closed: Error {}
    let exporter = ConsoleExporter { _ in throw Closed() }
    let request = ExportRequest.unsealed(body: ByteBuffer())
    #expect(await exporter.export(request) == .failure(ExportError(.outputFailed)))
    #expect(exporter.statistics.lastError == .outputFailed)
  }

  @Test func failsOnBytesThatAreNoRequest() async {
    let exporter = ConsoleExporter { _ in }
    for bytes: [UInt8] in [[0xFF], [0x0A, 0x05], [0x0B], [0x0A]] {
      let request = ExportRequest.unsealed(body: ByteBuffer(bytes: bytes))
      #expect(await exporter.export(request) == .failure(ExportError(.outputFailed)))
    }
  }

  @Test func writesToAFile() async throws {
    let directory = TemporaryDirectory()
    let path = directory.file("out", "")
    let descriptor = open(path, O_WRONLY)
    let exporter = ConsoleExporter(fileDescriptor: descriptor)
    let request = ExportRequest.unsealed(body: try ByteBuffer.traces([span]))
    #expect(await exporter.export(request) == .success)
    close(descriptor)
    // Not a closed one: its number may by now be another test's.
    let unwritable = open(path, O_RDONLY)
    let failing = ConsoleExporter(fileDescriptor: unwritable)
    #expect(await failing.export(request) == .failure(ExportError(.outputFailed)))
    close(unwritable)
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    #expect(String(decoding: bytes[..<count], as: UTF8.self).hasPrefix("resource\n  service.name"))
  }

  @Test func keepsTheContractOfExporters() async throws {
    let request = ExportRequest.unsealed(body: try ByteBuffer.traces([span]))
    let violations = try await SpanExporterContract.violations(
      by: { ConsoleExporter { _ in } },
      request: request
    )
    #expect(violations == [])
  }
}
