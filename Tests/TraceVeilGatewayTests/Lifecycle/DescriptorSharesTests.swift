import Testing

@testable import TraceVeilGateway

@Suite("Shares of descriptors")
struct DescriptorSharesTests {
  @Test("With enough of them, every port gets what it wants")
  func plenty() {
    let shares = DescriptorShares(limit: 100_000, used: 30, wanted: 1024, ports: 2, outbound: 12)
    #expect(shares.connections == 1024)
    #expect(shares.adminConnections == 64)
  }

  @Test("With few, the admin port and the way out keep some", arguments: 0...200)
  func few(limit: Int) {
    let shares = DescriptorShares(limit: limit, used: 20, wanted: 1024, ports: 2, outbound: 12)
    #expect(shares.connections >= 1)
    #expect(shares.adminConnections >= 2)
    if limit >= 64 {
      let left = limit - 20 - 2 * shares.connections - shares.adminConnections
      #expect(left >= 10, "nothing is left for destinations")
    }
  }
}
