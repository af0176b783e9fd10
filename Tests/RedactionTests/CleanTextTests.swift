import AllocationCount
import Redaction
import Testing

/// A clean text costs no memory: what the engine needs is in the scratch after the first text.
@Suite(.enabled(if: allocation_count_is_supported()))
struct CleanTextTests {
  @Test func countsAllocations() {
    let before = allocation_count()
    let array = Array(repeating: UInt8.random(in: 0...9), count: 100)
    #expect(allocation_count() > before, "\(array.count) bytes were allocated uncounted")
  }

  @Test(arguments: [
    "nothing to see in this text, nor in its 12 words",
    #"{"messages":[{"role":"user","content":"one\nline \"two\" \u00e9\t3.11"}],"usage":{"total_tokens":12}}"#,
    #"{"arguments":"{\"path\":\"C:\\\\temp\",\"n\":[1,2]}"}"#,
    "a %41 disguise &amp; another \u{2014} at https://example.com/a?b=1, call 12-34, token: none",
  ])
  func allocatesNothing(unit: String) throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    var scratch = redactor.makeScratch()
    var output: [UInt8] = []
    let key = Array("content".utf8)
    // Long texts, for a copy to show: code that is not optimized allocates a few bytes for many a call.
    #if DEBUG
      allocation_count_from(512)
      defer { allocation_count_from(0) }
    #endif
    var text = Array(unit.utf8)
    while text.count < 1 << 14 { text += text }
    var changed = 0
    var allocations = 0
    for round in 0..<16 {
      let before = allocation_count()
      let outcome = try redactor.redact(
        text.span,
        key: key.span,
        attributeKey: key.span,
        scratch: &scratch,
        output: &output
      )
      if round > 0 { allocations += allocation_count() - before }
      if outcome != .unchanged { changed += 1 }
    }
    #expect(changed == 0)
    #expect(allocations == 0)
  }
}
