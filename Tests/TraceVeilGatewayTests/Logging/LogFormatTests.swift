import JSON
import Logging
import Testing

@testable import TraceVeilGateway

@Suite("Formats of the log")
struct LogFormatTests {
  private let metadata: Logger.Metadata = ["b": "x=\"y\"\n", "a": "1", "msg": "mine"]

  @Test("JSON: one object a line, whatever is in it")
  func json() throws {
    let line = LogFormat.json.line(.warning, "two\nlines \u{1B}[m", metadata)
    #expect(line.filter { $0 == "\n" }.count == 1 && line.hasSuffix("\n"))
    #expect(!line.contains("\u{1B}"))
    let tail = line.drop { $0 != "," }
    #expect(
      tail == """
        ,"level":"warning","msg":"two\\nlines \\u001b[m","a":"1","b":"x=\\"y\\"\\n","metadata_msg":"mine"}

        """
    )
    #expect(line.hasPrefix("{\"time\":\"20"))
  }

  @Test("Text: as before, and both are bounded")
  func text() {
    #expect(LogFormat.text.line(.info, "a b", ["k": "v"]).hasSuffix(" level=info msg=\"a b\" k=v\n"))
    let long = String(repeating: "é", count: 100_000)
    for format in LogFormat.allCases {
      #expect(format.line(.info, "x", ["k": "\(long)"]).utf8.count < 10_000)
    }
  }
}
