import Testing

@testable import Redaction

@Suite struct EIP55Tests {
  @Test(arguments: [
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
  ])
  func acceptsTheProposalsAddresses(_ address: String) {
    #expect(withBytes(address, EIP55.verdict) == .checksummed)
    let swapped = String(address.map { $0.isUppercase ? Character($0.lowercased()) : $0.uppercased().first! })
    #expect(withBytes("0x" + swapped.dropFirst(2), EIP55.verdict) == nil)
  }

  @Test(arguments: [
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x1234567890123456789012345678901234567890",
  ])
  func oneCaseIsNotChecked(_ address: String) {
    #expect(withBytes(address, EIP55.verdict) == .unchecked)
  }

  @Test(arguments: [
    "", "0x", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd",
    "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg",
    "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
  ])
  func refusesOthers(_ address: String) {
    #expect(withBytes(address, EIP55.verdict) == nil)
  }

  @Test(arguments: [
    ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
  ])
  func keccakGivesPublishedDigests(_ text: String, digest: String) {
    let hex = withBytes(text) { bytes in
      Keccak256.withDigest(ofShort: bytes) { digest in
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
    }
    #expect(hex == digest)
  }
}
