import Testing

@testable import OTLP

@Suite("When to come again, as a status says it")
struct RetryDelayTests {
  private func status(_ details: [StatusDetail]) -> [UInt8] {
    ExportResponse.encodeStatus(code: 8, message: "later", details: details, as: .protobuf)
  }

  private func delay(_ bytes: [UInt8]) -> Duration? { ExportResponse.retryDelay(ofStatus: bytes.span) }

  @Test(
    "The delay is found among other details",
    arguments: [Duration.zero, .milliseconds(1500), .nanoseconds(1), .seconds(31_536_000)]
  )
  func found(delay: Duration) {
    #expect(self.delay(status([.badRequest("no"), .retryInfo(delay)])) == delay)
  }

  @Test("Without one there is none; a longer one than a year is a year")
  func bounds() {
    #expect(delay(status([])) == nil)
    #expect(delay(status([.badRequest("no")])) == nil)
    #expect(delay([]) == nil)
    let years = status([.retryInfo(.seconds(1 << 40))])
    #expect(delay(years) == .seconds(31_536_000))
  }

  @Test("Whatever else the bytes are, nothing breaks")
  func hostile() {
    let good = status([.retryInfo(.seconds(5))])
    for length in 0..<good.count { _ = delay(Array(good.prefix(length))) }
    for place in good.indices {
      for bit in 0..<8 {
        var bytes = good
        bytes[place] ^= 1 << UInt8(bit)
        if let found = delay(bytes) {
          #expect(found >= .zero && found <= .seconds(31_536_001))
        }
      }
    }
  }
}
