import NIOCore
import Testing

@testable import TraceVeilGateway

@Suite("Memory for bodies of drop-in mode")
struct BodyTreeTests {
  private func bytes(_ text: String) -> Int { BodyTree.bytes(of: ByteBuffer(string: text)) }

  @Test("A long text costs its copies, many values of the same length cost their tree")
  func values() {
    let length = 100_000
    let text = bytes("{\"a\":\"" + String(repeating: "x", count: length) + "\"}")
    let values = bytes("[" + String(repeating: "1,", count: length / 2) + "1]")
    let objects = bytes("[" + String(repeating: "{},", count: length / 3) + "{}]")
    #expect(text < 17 * length)
    #expect(values > 60 * length && objects > 60 * length)
    // More values than the parser takes have no tree.
    #expect(bytes("[" + String(repeating: "1,", count: 4_000_000) + "1]") < (128 << 20) + 17 * 8_000_000)
  }

  @Test("Of protobuf every two bytes may be an element, and nothing costs next to nothing")
  func others() {
    #expect(BodyTree.bytes(of: ByteBuffer(bytes: [0x0A] + Array(repeating: 0, count: 999))) > 32_000)
    #expect(BodyTree.bytes(of: ByteBuffer()) == 0)
    #expect(bytes(" \n[]") < 1000)
  }
}
