import JSON
import NIOCore
import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Attachments in texts")
struct EmbeddedAttachmentsTests {
  private func replaced(_ text: String, _ policy: String = "drop") throws -> String? {
    let attachments = EmbeddedAttachments(policy: try #require(AttachmentPolicy(policy))) {
      $0.replacing("bob@example.com", with: "<EMAIL_ADDRESS>")
    }
    let bytes = Array(text.utf8)
    return try attachments.replace(in: bytes.span).map { String(decoding: $0, as: UTF8.self) }
  }

  private static let png =
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGklEQVR4nGP8z0AaYCJR/aiGUQ1DSAMAbYcBH0"
  private static let reference =
    "mlflow-attachment://0a-1?content_type=image%2Fpng&trace_id=tr-1&size=1234"

  @Test("A reference and a file are replaced where they stand, as often as they do")
  func dropped() throws {
    #expect(try replaced(Self.reference) == "[attachment image/png, 1234 bytes: dropped by TraceVeil]")
    #expect(
      try replaced(#"{"a":"\#(Self.reference)","b":"data:text/plain;charset=utf-8;base64,aGk=","c":1}"#)
        == #"{"a":"[attachment image/png, 1234 bytes: dropped by TraceVeil]","b":"[attachment text/plain, 2 bytes: dropped by TraceVeil]","c":1}"#
    )
    #expect(try replaced("mlflow-attachment://0a-") == "[attachment: dropped by TraceVeil]")
    #expect(
      try replaced("mlflow-attachment://x?content_type=bob%40example.com")
        == "[attachment: dropped by TraceVeil]"
    )
  }

  @Test("Base64 alone is a file where it begins like one, escaped or not")
  func bareFiles() throws {
    let size = Self.png.utf8.count * 3 / 4
    let placeholder = "[attachment, \(size) bytes: dropped by TraceVeil]"
    #expect(try replaced(Self.png) == placeholder)
    #expect(try replaced(#"{\"data\": \"\#(Self.png)\"}"#) == #"{\"data\": \"\#(placeholder)\"}"#)
    let escaped = Self.png.replacing("A", with: #"\/"#)
    #expect(try replaced(#"["\#(escaped)"]"#) == "[\"\(placeholder)\"]")
  }

  @Test(
    "A file is known by its first bytes, whatever is behind them",
    arguments: [
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF], Array("GIF89a".utf8),
      Array("RIFF".utf8), Array("ID3".utf8), Array("OggS\0".utf8), Array("fLaC\0".utf8), Array("%PDF-".utf8),
      [0x50, 0x4B, 0x03, 0x04], [0x1A, 0x45, 0xDF, 0xA3], [0, 0, 0, 0x1C] + Array("ftyp".utf8),
      [0, 0, 0, 0xFF] + Array("ftyp".utf8),
    ],
    [0x00, 0x54, 0xFF]
  )
  func heads(magic: [UInt8], next: UInt8) throws {
    let file = magic + [UInt8](repeating: next, count: 60)
    #expect(
      try replaced(Base64.text(file))?.contains("dropped") == true
    )
  }

  @Test(
    "What is no attachment stays",
    arguments: [
      "", "data", "data:", "see data: a;base64,", "iVBORw0KGgo is how a picture begins", "mlflow-attachment",
      #"{"data:image/png":"x;base64,aGk="}"#, "data:text/plain,hello",
    ]
  )
  func kept(text: String) throws {
    #expect(try replaced(text) == nil)
  }

  @Test("A type that is let through stays as it is, and a text is redacted in its Base64")
  func policy() throws {
    #expect(try replaced(Self.png, "image/*") == nil)
    #expect(try replaced(Self.reference, "image/*") == nil)
    #expect(
      try replaced(Self.reference, "audio/*") == "[attachment image/png, 1234 bytes: dropped by TraceVeil]"
    )
    #expect(try replaced("mlflow-attachment://x?content_type=application%2Foctet-stream", "image/*") == nil)
    for type in ["application%2Fjson", "text%2Fcsv", "image%2Fsvg%2Bxml"] {
      let reference = "mlflow-attachment://x?content_type=\(type)"
      #expect(try replaced(reference, "text/plain") == nil, "its content is a text")
      #expect(try replaced(reference, "image/png")?.contains("dropped") == true)
    }
    #expect(try replaced(Self.reference, "text/plain")?.contains("dropped") == true)
    // "to bob@example.com"
    #expect(
      try replaced("data:text/plain;base64,dG8gYm9iQGV4YW1wbGUuY29t", "keep")
        == "data:text/plain;base64,dG8gPEVNQUlMX0FERFJFU1M+"
    )
    #expect(try replaced("data:text/plain;base64,aGkgdGhlcmU=", "keep") == nil)
    #expect(
      try replaced("data:image/png;base64,dG8gYm9iQGV4YW1wbGUuY29t", "image/*")
        == "[attachment image/png, 18 bytes: dropped by TraceVeil]"
    )
  }

  @Test("Base64 comes back as it went", arguments: 0...7)
  func base64(count: Int) throws {
    let bytes = (0..<count).map { UInt8(255 - $0 * 31) }
    let text = Array(Base64.text(bytes).utf8)
    #expect(text.count % 4 == 0)
    #expect(Base64Run.decode(text.span, 0..<text.count) == (bytes.isEmpty ? nil : bytes))
  }

  @Test("Spans and messages get placeholders before they are redacted")
  func bodies() throws {
    let redaction = MLflowRedaction(
      policy: .drop,
      transforms: [RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy(), rules: []))],
      isDryRun: false
    )
    let body = #"{"assessment":{"rationale":"see \#(Self.reference) of a@b.example"}}"#
    let result = try #require(try redaction.redact(ByteBuffer(string: body), as: .json))
    #expect(
      String(buffer: result)
        == #"{"assessment":{"rationale":"see [attachment image/png, 1234 bytes: dropped by TraceVeil] of <EMAIL_ADDRESS>"}}"#
    )
    let spans = try #require(
      try redaction.redact(
        ByteBuffer(bytes: OTLPBytes.traces(spans: 1, value: "data:audio/wav;base64,UklGRg==")),
        as: .otlp
      )
    )
    #expect(String(buffer: spans).contains("[attachment audio/wav, 4 bytes: dropped by TraceVeil]"))
  }
}
