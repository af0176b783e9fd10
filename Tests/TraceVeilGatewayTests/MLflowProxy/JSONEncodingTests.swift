import JSON
import NIOCore
import OTLP
import Redaction
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Encodings of JSON")
struct JSONEncodingTests {
  static func utf16(_ text: String, isBigEndian: Bool, mark: Bool = false) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? bytes : bytes.reversed()
    }
  }

  static func utf32(_ text: String, isBigEndian: Bool, mark: Bool = false) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + text.unicodeScalars.map(\.value)).flatMap { scalar in
      let bytes = [24, 16, 8, 0].map { UInt8(scalar >> $0 & 0xFF) }
      return isBigEndian ? bytes : bytes.reversed()
    }
  }

  private static func redaction() throws -> MLflowRedaction {
    MLflowRedaction(transforms: [RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))])
  }

  /// As clients may write a text, with a mark and without.
  static func all(_ text: String) -> [[UInt8]] {
    [false, true].flatMap { mark in
      [Array(((mark ? "\u{FEFF}" : "") + text).utf8)]
        + [false, true].flatMap { isBigEndian in
          [
            utf16(text, isBigEndian: isBigEndian, mark: mark),
            utf32(text, isBigEndian: isBigEndian, mark: mark),
          ]
        }
    }
  }

  @Test(
    "Each of Unicode's is read, with a mark and without",
    arguments: [#"{"a":"é \u{20AC} \u{1F600}"}"#, "{}", "[1]", #""é""#, " 1", "1"]
  )
  func read(text: String) throws {
    for bytes in Self.all(text) { #expect(try JSONEncoding.utf8(bytes) == Array(text.utf8), "\(bytes)") }
  }

  @Test("Half of a pair is no UTF-8, but nothing else is wrong")
  func surrogates() throws {
    let halves: [[UInt16]] = [[0xD83D], [0xDE00], [0xD83D, 0x61], [0xDE00, 0xD83D]]
    for units in halves {
      let text = [0x22] + units + [0x22]
      let bytes = text.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      let utf8 = try JSONEncoding.utf8(bytes)
      #expect(String(validating: utf8, as: UTF8.self) == nil)
      var repairs = MLflowRepairs()
      _ = try JSONParser.parse(utf8, &repairs)
      #expect(repairs.counts == [.invalidText: 1])
    }
  }

  @Test(
    "What ends in the middle of a character, or is none, is refused",
    arguments: [
      [0x7B, 0, 0x7D, 0, 0x7D], [0xFF, 0xFE, 0x7B], [0x7B, 0, 0, 0, 0x7D], [0, 0, 0, 0x7B, 0, 0x11, 0, 0],
    ]
  )
  func malformed(bytes: [UInt8]) {
    #expect(throws: JSONParser.Failure.malformed) { try JSONEncoding.utf8(bytes) }
  }

  @Test("A body of any of them is redacted, and goes on in UTF-8")
  func redacted() throws {
    let redaction = try Self.redaction()
    let (before, after) = (
      #"{"key":"k","value":"é a@b.example"}"#, #"{"key":"k","value":"é <EMAIL_ADDRESS>"}"#
    )
    let plain = #"{"key":"k","value":"é"}"#
    for form in [MLflowBodyForm.json, .named, .startTrace, .traceData] {
      for bytes in Self.all(before) {
        let body = try #require(try redaction.redact(ByteBuffer(bytes: bytes), as: form))
        #expect(String(buffer: body) == after)
      }
      for bytes in Self.all(plain).filter({ JSONEncoding.detect($0).encoding != .utf8 }) {
        let body = try #require(try redaction.redact(ByteBuffer(bytes: bytes), as: form))
        #expect(String(buffer: body) == plain)
      }
    }
  }

  @Test("So are spans")
  func spans() throws {
    let json = #"""
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
      "spanId":"eee19b7ec3c1b174","name":"é a@b.example"}]}]}]}
      """#
    for bytes in Self.all(json) {
      let spans = try Self.redaction().redact(spans: ByteBuffer(bytes: bytes), in: .json)
      let body = try #require(spans.body)
      #expect(String(decoding: body.readableBytesView, as: UTF8.self).contains("é <EMAIL_ADDRESS>"))
    }
  }
}
