import NIOCore
import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct PresidioTransportTests {
  private func send(
    _ answer: ScriptedAnswer,
    to path: String = "",
    body: String = "{}"
  ) async throws -> (Result<[UInt8], AnalyzerFailure>, ReceivedRequest?) {
    let server = try await ScriptedServer.start(afterwards: answer)
    var configuration = PresidioConfiguration(url: server.url(path))
    configuration.maximumTextBytes = 1
    let transport = try PresidioTransport(configuration: configuration)
    let result: Result<[UInt8], AnalyzerFailure>
    do throws(AnalyzerFailure) {
      result = .success(try await transport.send(ByteBuffer(string: body)))
    } catch {
      result = .failure(error)
    }
    await server.stop()
    return (result, server.requests.first)
  }

  @Test(arguments: ["", "/", "/presidio/"])
  func postsToTheAPI(path: String) async throws {
    let request = AnalyzerRequest(language: "en", entities: ["PERSON", "A\"B"])
    let body = String(buffer: request.body([Array("say \"é\"\n\\\u{7}".utf8), Array("b".utf8)]))
    #expect(
      body
        == #"{"language":"en","entities":["PERSON","A\"B"],"text":["say \"é\"\n\\\u0007","b"]}"#
    )
    let (result, received) = try await send(
      .answer(status: 200, body: Array("[[],[]]".utf8)),
      to: path,
      body: body
    )
    #expect(result == .success(Array("[[],[]]".utf8)))
    #expect(received?.method == "POST" && received?.uri == (path.count > 1 ? "/presidio" : "") + "/analyze")
    #expect(received?.values(of: "content-type") == ["application/json"])
    #expect(received.map { String(decoding: $0.body, as: UTF8.self) } == body)
    #expect(
      String(buffer: AnalyzerRequest(language: "en", entities: nil).body([]))
        == #"{"language":"en","text":[]}"#
    )
  }

  @Test(
    "Failures",
    arguments: [
      (.status(500), .refused), (.status(400), .refused), (.status(204), .refused), (.status(302), .refused),
      (.status(503), .unavailable), (.status(429), .unavailable), (.resetBeforeReading, .unreachable),
      (.resetAfterReading, .unreachable), (.endlessBody, .malformed),
      (.answer(status: 200, body: Array(repeating: 0x20, count: (1 << 20) + 129)), .malformed),
    ] as [(ScriptedAnswer, AnalyzerFailure)]
  )
  func failures(answer: ScriptedAnswer, failure: AnalyzerFailure) async throws {
    #expect(try await send(answer).0 == .failure(failure))
  }

  @Test func nobodyThere() async throws {
    let port = try #require(UnansweredPort())
    let transport = try PresidioTransport(
      configuration: PresidioConfiguration(url: "http://127.0.0.1:\(port.port)")
    )
    await #expect(throws: AnalyzerFailure.unreachable) { try await transport.send(ByteBuffer()) }
  }

  @Test(arguments: ["", "presidio:5002", "http://", "http://a:b@host", "http://host?x=1", "http://host/#x"])
  func urls(url: String) {
    #expect(throws: ExporterConfigurationError.self) { try PresidioConfiguration(url: url).check() }
  }

  @Test func aRequestEndsWithItsTask() async throws {
    let server = try await ScriptedServer.start(afterwards: .stall)
    let transport = try PresidioTransport(configuration: PresidioConfiguration(url: server.url("")))
    let task = Task { try await transport.send(ByteBuffer(string: "{}")) }
    await server.received.wait(for: 1)
    task.cancel()
    #expect(await task.result.isFailure)
    await server.stop()
  }
}

extension Result {
  fileprivate var isFailure: Bool {
    if case .failure = self { true } else { false }
  }
}
