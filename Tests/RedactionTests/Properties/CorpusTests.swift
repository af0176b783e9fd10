import Foundation
import RedactionInvariants
import Testing

@testable import Redaction

/// The fuzzer's corpus, where there is no fuzzer: what it once found is found here again.
@Suite struct CorpusTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fuzz/corpus/redaction")

  private static func files() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .sorted { $0.path < $1.path }
  }

  @Test func everyFileKeepsThePromises() throws {
    var invariants = try RedactionInvariants()
    let files = try Self.files()
    #expect(files.count > 20)
    for file in files {
      let broken = try invariants.firstBroken(by: Array(Data(contentsOf: file)))
      #expect(broken == nil, "\(file.lastPathComponent)")
    }
  }

  /// Cut off at every byte: what telemetry does to long attributes.
  @Test func everyBeginningKeepsThePromises() throws {
    var invariants = try RedactionInvariants()
    for file in try Self.files() {
      let text = try Array(Data(contentsOf: file))
      for count in text.indices {
        let broken = try invariants.firstBroken(by: Array(text[..<count]))
        #expect(broken == nil, "\(count) bytes of \(file.lastPathComponent)")
      }
    }
  }
}
