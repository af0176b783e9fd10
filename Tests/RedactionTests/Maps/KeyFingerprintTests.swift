import Testing

@testable import Redaction

/// What stands for the keys of a map that is taken apart.
@Suite struct KeyFingerprintTests {
  @Test func theSameTextsHaveTheSame() {
    #expect(
      fingerprint("kim@post.example", "<EMAIL_ADDRESS>") == fingerprint("kim@post.example", "<EMAIL_ADDRESS>")
    )
  }

  @Test func theOrderAndTheBoundaryCount() {
    let all = [
      fingerprint("ab", "c"), fingerprint("a", "bc"), fingerprint("", "abc"), fingerprint("abc", ""),
      fingerprint("c", "ab"),
    ]
    #expect(Set(all).count == all.count)
  }

  @Test func aKeyHasItsNumberByWhatItWasAndWhatItHasBecome() {
    var separation = KeySeparation()
    separation.take(Array("<A_2>".utf8).span)
    #expect(number("x", "<A>", &separation) == 1)
    #expect(number("y", "<A>", &separation) == 3)
    #expect(number("z", "<A>", &separation) == 4)
    #expect(number("y", "<A>", &separation) == 3)
    #expect(number("y", "<B>", &separation) == 1)
    #expect(number("x", "<A>", &separation) == 1)
  }

  private func fingerprint(_ original: String, _ redacted: String) -> KeyFingerprint {
    KeyFingerprint(of: Array(original.utf8).span, and: Array(redacted.utf8).span)
  }

  private func number(_ original: String, _ redacted: String, _ separation: inout KeySeparation) -> Int {
    let bytes = Array(redacted.utf8)
    return separation.number(of: Array(original.utf8).span, redacted: bytes.span) {
      StandInNumber.numbered(bytes, at: bytes.count - 1, $0)
    }
  }
}
