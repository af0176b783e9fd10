import NIOCore
import Testing

@testable import traceveil_cli

@Suite("Body pipe", .timeLimit(.minutes(1)))
struct BodyPipeTests {
  @Test("Parts come in order, and the end after them")
  func order() async throws {
    let pipe = BodyPipe()
    async let taken: [Int] = {
      var sizes: [Int] = []
      for try await part in pipe { sizes.append(part.readableBytes) }
      return sizes
    }()
    for size in 1...100 { #expect(await pipe.send(ByteBuffer(repeating: 0, count: size))) }
    pipe.finish()
    #expect(try await taken == Array(1...100))
  }

  @Test("A request that ends early frees who sends")
  func closed() async {
    let pipe = BodyPipe()
    async let sent = pipe.send(ByteBuffer(string: "x"))
    pipe.close()
    #expect(await sent == false)
    #expect(await pipe.send(ByteBuffer(string: "y")) == false)
  }

  @Test("A sender that fails does not end the body as if it were complete")
  func failed() async {
    let pipe = BodyPipe()
    pipe.fail()
    await #expect(throws: BodyPipe.Broken.self) { for try await _ in pipe {} }
  }
}
