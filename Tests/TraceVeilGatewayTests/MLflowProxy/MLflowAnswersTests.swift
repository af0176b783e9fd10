import HTTPServer
import JSON
import NIOHTTP1
import OTLP
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Refusals of the proxy itself")
struct MLflowAnswersTests {
  @Test(
    "MLflow's clients get JSON, with MLflow's code and OTLP's",
    arguments: [
      (MLflowAnswers.refusal(.unknown), "PERMISSION_DENIED", "7"),
      (MLflowAnswers.ambiguous, "INVALID_PARAMETER_VALUE", "3"),
      (MLflowAnswers.unsupportedMediaType, "INVALID_PARAMETER_VALUE", "3"),
      (MLflowAnswers.failure(.malformed(.invalidJSON), limit: 7).0, "INVALID_PARAMETER_VALUE", "3"),
      (MLflowAnswers.overloaded, "TEMPORARILY_UNAVAILABLE", "14"),
      (MLflowAnswers.failure(.tooLarge, limit: 7).0, "RESOURCE_LIMIT_EXCEEDED", "8"),
    ]
  )
  func json(answer: HTTPAnswer, name: String, code: String) throws {
    let json = answer.asJSON()
    #expect(json.status == answer.status && json.contentType == "application/json")
    let value = try JSONParser.parse(json.body)
    #expect(value["error_code"] == .string(name) && value["code"] == .number(code))
    let text = try #require(value["message"]?.text)
    #expect(text + "\n" == String(decoding: answer.body, as: UTF8.self) && text.hasPrefix("TraceVeil: "))
  }

  @Test("A request that was given up is no failed redaction, and may come again")
  func ended() {
    let (answer, outcome) = MLflowAnswers.failure(.ended, limit: 7)
    #expect(answer.status == .serviceUnavailable && outcome == .aborted)
    let failures: [MLflowRedaction.Failure] = [.ended, .failed, .overloaded, .tooLarge, .malformed(nil)]
    #expect(failures.map(\.mayPass) == [true, true, true, false, false])
  }

  @Test("Senders of OTLP in protobuf get its status, and when to come again")
  func protobuf() throws {
    let answer = MLflowAnswers.overloaded.asProtobuf()
    #expect(answer.status == .serviceUnavailable && answer.contentType == "application/x-protobuf")
    #expect(answer.headers.map(\.name) == ["retry-after"])
    #expect(answer.body.starts(with: [0x08, 14, 0x12]))
    let message = try ExportResponse.decodeStatusMessage(answer.body.span, from: .protobuf)
    #expect(message + "\n" == String(decoding: MLflowAnswers.overloaded.body, as: UTF8.self))
    #expect(MLflowAnswers.shuttingDown.asProtobuf().closes)
  }

  @Test("What is no refusal of ours stays as it is")
  func others() {
    let answer = MLflowAnswers.json(.object([]))
    #expect(answer.asJSON().body == answer.body)
    #expect(answer.asProtobuf().body == answer.body)
    #expect(HTTPAnswer(status: .notFound).asJSON().contentType == nil)
    #expect(HTTPAnswer(status: .notFound).asProtobuf().contentType == nil)
  }
}
