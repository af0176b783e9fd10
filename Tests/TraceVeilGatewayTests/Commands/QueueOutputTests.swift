import Testing

@testable import Store
@testable import TraceVeilGateway

@Suite("Output of commands about a queue")
struct QueueOutputTests {
  private static let hostile = "a\u{1B}[2J\u{7F}\u{9B}31m\u{8}b"

  private func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
  }

  @Test("Nothing in it is obeyed by a terminal, as JSON or as text")
  func escapes() {
    let json = String(decoding: QueueOutput.json([Self.hostile]), as: UTF8.self)
    #expect(json.contains("\\u007f\\u009b31m") && isSafe(json))
    let table = QueueOutput.table([["A", "B"], [Self.hostile, Self.hostile]])
    #expect(isSafe(table) && table.contains("a\\u{1b}[2J"))
    #expect(QueueOutput.line("x y\n") == "x y\\u{a}")
  }

  @Test("A reason that no version gives is shown as unknown", arguments: [hostile, "because", ""])
  func reasons(reason: String) {
    #expect(DeadLetterLine(entry(reason)).reason == "unknown")
    #expect(DeadLetterLine(entry("refused")).reason == "refused")
  }

  private func entry(_ reason: String) -> DeadLetterEntry {
    DeadLetterEntry(
      number: 1,
      time: 1,
      status: 400,
      reason: reason,
      signal: 1,
      items: 1,
      arrival: 1,
      uncompressedBytes: 1,
      bytes: 1,
      isEncrypted: false
    )
  }
}
