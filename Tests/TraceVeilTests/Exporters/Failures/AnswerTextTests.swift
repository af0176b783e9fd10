import NIOCore
import OTLP
import Testing

@testable import TraceVeil

/// The forms in which servers say why they refuse a request.
@Suite struct AnswerTextTests {
  private func read(_ body: String, _ type: String? = "application/json") -> AnswerText {
    AnswerText(ByteBuffer(string: body), contentType: type)
  }

  @Test(
    arguments: [
      (
        #"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No Experiment with id=9 exists","sqlstate":"K"}"#,
        "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=9 exists"
      ),
      (#"{"detail":"Invalid OpenTelemetry format"}"#, nil, "Invalid OpenTelemetry format"),
      (
        #"{"detail":[{"type":"missing","loc":["header","x-mlflow-experiment-id"],"msg":"Field required","input":null}]}"#,
        nil, "header.x-mlflow-experiment-id: Field required"
      ),
      (
        #"{"detail":[{"loc":["body",3],"msg":"a","input":"s3cret"},{"loc":[],"msg":"b"}]}"#, nil,
        "body.3: a; : b"
      ),
      (#"{"code":5,"message":"not there"}"#, nil, "not there"), (#"{"error":"no room"}"#, nil, "no room"),
      (#"{"error":{"message":"inner"}}"#, nil, "inner"), (#"{"message":7,"detail":"d"}"#, nil, "d"),
      (#"{"error_code":"not a code","message":"m"}"#, nil, "m"), (#"{"other":"s3cret"}"#, nil, nil),
      (#"["s3cret"]"#, nil, nil), (#"{"message": "cut o"#, nil, nil),
      (
        #"{"error_code":"E","message":"(sqlite3.IntegrityError) x [SQL: INSERT] [parameters: ('s3cret',)]"}"#,
        "E", "(sqlite3.IntegrityError) x "
      ),
    ] as [(String, String?, String?)]
  )
  func json(body: String, code: String?, message: String?) {
    #expect(read(body).errorCode == code)
    #expect(read(body).message == message)
    #expect(read(body, nil).message == message, "by its first character, where no type is given")
  }

  @Test func textAndPages() {
    #expect(read("Permission denied", "text/plain; charset=utf-8").message == "Permission denied")
    let page =
      "<!doctype html>\n<html lang=en>\n<TITLE>404 Not Found</TITLE>\n<h1>Not Found</h1>\n<p>s3cret</p>"
    #expect(read(page, "text/html").message == "404 Not Found")
    #expect(read("<html><p>s3cret</p>", "text/html").message == nil)
    #expect(read("GIF89a s3cret", "image/gif").message == nil)
    #expect(read("", nil) == AnswerText())
  }

  @Test func statusOfOTLP() {
    let status = ExportResponse.encodeStatus(code: 3, message: "no such tenant", as: .protobuf)
    let read = AnswerText(ByteBuffer(bytes: status), contentType: "application/x-protobuf")
    #expect(read.message == "no such tenant")
    #expect(
      AnswerText(ByteBuffer(bytes: [0xFF, 0xFF]), contentType: "application/x-protobuf").message == nil
    )
  }

  @Test func aBodyThatIsTooLongIsNotRead() {
    let long = String(repeating: "x", count: AnswerText.maximumBytes + 1)
    #expect(read(long, "text/plain").message == nil)
    let deep = String(repeating: "[", count: 60_000)
    #expect(read(#"{"detail":"# + deep, nil).message == nil)
  }
}
