import CScanner
import Testing

@testable import Redaction

/// Runs recognizers over texts, and counts the bytes they read.
struct RecognizerProbe {
  private let scanner: TextScanner

  init(_ recognizer: any Recognizer) throws {
    try self.init([recognizer])
  }

  init(_ recognizers: [any Recognizer]) throws {
    scanner = try TextScanner(recognizers: recognizers)
  }

  struct Result {
    var candidates: [Candidate]
    /// Bytes read by the recognizers, each as often as it was read.
    var reads: Int
  }

  func scan(_ text: [UInt8]) -> Result {
    var hits = [cscanner_hit](
      repeating: cscanner_hit(position: 0, trigger: 0, count: 0),
      count: TextScanner.hitCapacity
    )
    var findings = Findings(recognizers: scanner.recognizers.count)
    var reads = 0
    text.withUnsafeBufferPointer { bytes in
      withUnsafeMutablePointer(to: &reads) { reads in
        _ = scanner.scan(ByteView(bytes, reads: reads), skipping: [], hits: &hits, into: &findings)
      }
    }
    return Result(candidates: findings.candidates, reads: reads)
  }

  /// The parts of `text` that match.
  func matches(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    return scan(bytes).candidates.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
  }
}

/// What `recognizer` finds in `text`.
func matches(of recognizer: any Recognizer, in text: String) throws -> [String] {
  try RecognizerProbe(recognizer).matches(in: text)
}
