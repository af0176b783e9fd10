import Testing

@testable import ProtobufWire

@Suite struct WireSpliceTests {
  /// What was taken back may not have been redacted to its end.
  @Test func whatIsTakenBackIsWiped() {
    var splice = WireSplice(ScratchMemory())
    let source = Array("a harmless beginning, and a secret end".utf8)
    let secret = Array("secret".utf8)
    source.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      splice.begin(source)
      let mark = splice.mark
      splice.copy(upTo: start + source.count)
      splice.rewind(to: mark)
      splice.drop(from: start + 10, to: start + source.count)
    }
    let written = splice.count
    let memory = splice.finish()
    #expect(written == 10)
    let left = Array(memory.prefix(source.count))
    #expect(Array(left[..<10]) == Array(source[..<10]))
    #expect(!left.indices.contains { left[$0...].starts(with: secret) })
  }
}
