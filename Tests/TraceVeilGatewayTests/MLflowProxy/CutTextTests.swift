import NIOCore
import Redaction
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Texts that a client has cut")
struct CutTextTests {
  private static let filler = String(repeating: "lorem ipsum ", count: 100)

  /// A text that is cut behind `end`, as MLflow's client does it.
  private static func cut(_ end: String, at length: Int, mark: String = "...") -> String {
    String(filler.prefix(length - mark.count - end.count - 1)) + " " + end + mark
  }

  @Test(
    "What may be the beginning of a value goes",
    arguments: [
      "ghp_a1B2c3D4", "4111 1111 1111 111", "4111 1111 1111 ", "+1 (212) 555 01", "kim.hale@post.e",
      "GB29 NWBK 6016 13",
      "hunter2", "https://u:secr", "AKIAIOSF", "sk-proj-abc", "078-05-11",
    ]
  )
  func trimmed(end: String) throws {
    for length in [250, 1000] {
      for mark in ["...", ""] {
        let text = Self.cut(end, at: length, mark: mark)
        let trimmed = try #require(CutText.trimmed(text, cutAt: [250, 1000]))
        let kept = Self.cut("", at: length - end.count, mark: mark)
        #expect(trimmed == kept, "\(end)")
      }
    }
  }

  @Test(
    "What is named is a value, in JSON too",
    arguments: ["password: hunter", #""password": "hunter"#, #"\"password\": \"hunter"#, "password=hunter"]
  )
  func labeled(end: String) throws {
    let trimmed = try #require(CutText.trimmed(Self.cut(end, at: 250), cutAt: [250]))
    #expect(!trimmed.contains("hunter") && trimmed.hasSuffix("..."))
  }

  @Test("A value of one word leaves a stand-in", arguments: ["", "..."])
  func oneWord(mark: String) {
    for length in [250, 1000] {
      let text = String(repeating: "ab12", count: length).prefix(length - mark.count) + mark
      #expect(CutText.trimmed(String(text), cutAt: [250, 1000]) == "<REDACTED>" + mark)
    }
  }

  @Test("Words stay, and so does all of what is not cut")
  func kept() {
    for end in ["ipsum", "Lorem", "é", "of 12 pages"] {
      #expect(CutText.trimmed(Self.cut(end, at: 250), cutAt: [250]) == nil)
    }
    for length in [249, 251, 999] {
      #expect(CutText.trimmed(Self.cut("4111 1111", at: length), cutAt: [250, 1000]) == nil)
    }
    #expect(CutText.trimmed("", cutAt: [250]) == nil)
    let script = String(repeating: "\u{6F22}", count: 250)
    #expect(CutText.trimmed(script, cutAt: [250])?.unicodeScalars.count == 250 - 64)
  }

  @Test("Previews, metadata and tags of a trace's start lose it, whatever their form")
  func start() throws {
    let processor = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    let redaction = MLflowRedaction(transforms: [processor])
    func redact(_ text: String, _ redaction: MLflowRedaction) throws -> String {
      String(buffer: try #require(try redaction.redact(ByteBuffer(string: text), as: .startTrace)))
    }
    let (short, long) = (Self.cut("ghp_a1B2c3D4", at: 250), Self.cut("ghp_a1B2c3D4", at: 1000))
    let tag = String(repeating: "x ", count: 2040) + "ghp_a1B2c3D4e5F6"
    let bodies = [
      #"{"trace":{"trace_info":{"request_preview":"\#(long)"}}}"#, #"{"responsePreview":"\#(long)"}"#,
      #"{"trace_metadata":{"mlflow.traceInputs":"\#(short)"}}"#, #"{"trace_metadata":{"note":"\#(short)"}}"#,
      #"{"request_metadata":[{"key":"mlflow.traceOutputs","value":"\#(short)"}]}"#,
      #"{"tags":{"note":"\#(tag)"}}"#,
    ]
    #expect(tag.count == 4096)
    for body in bodies {
      #expect(try !redact(body, redaction).contains("ghp_"), "\(body.prefix(60))")
      // Who only counts changes nothing.
      #expect(try redact(body, MLflowRedaction(transforms: [processor], isDryRun: true)) == body)
      #expect(try redact(body, MLflowRedaction(transforms: [])) == body)
    }
  }
}
