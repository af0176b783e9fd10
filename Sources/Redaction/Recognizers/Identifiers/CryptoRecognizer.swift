/// Wallet addresses of Bitcoin (Base58Check; Bech32 and Bech32m, BIP-173 and BIP-350) and Ethereum (EIP-55).
struct CryptoRecognizer: Recognizer {
  let entity = EntityType.crypto
  let triggers: [Trigger] = [.alphanumerics(atLeast: 25)]

  /// The longest address there is: 90 characters of Bech32 (BIP-173).
  private static let maximumLength = 90

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let range = hit.position..<(hit.position + hit.count)
    findings.floor = range.upperBound
    guard hit.count <= CryptoRecognizer.maximumLength else { return }
    guard text[range.lowerBound - 1] != UInt8(ascii: "_"), text[range.upperBound] != UInt8(ascii: "_") else {
      return
    }
    if isAddress(text, range) { findings.report(range, score: 1) }
  }

  private func isAddress(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let address = text.slice(range)
    switch text[range.lowerBound] {
    case UInt8(ascii: "1"), UInt8(ascii: "3"):
      return range.count <= 36 && Base58Check.isBitcoinAddress(address.unsafeBytes.span)
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "t"), UInt8(ascii: "T"):
      return SegwitAddress.isValid(address.unsafeBytes.span)
    case UInt8(ascii: "0"):
      // Servers of keys are asked for fingerprints so; and the address of nobody is all zeros.
      return range.count == 42 && !text.has("search=", endingAt: range.lowerBound)
        && (range.lowerBound + 2..<range.upperBound).contains { text[$0] != UInt8(ascii: "0") }
        && isEthereum(address)
    default:
      return false
    }
  }

  private func isEthereum(_ address: ByteView) -> Bool {
    guard address.hasAnyCase("0x", at: 0) else { return false }
    return EIP55.verdict(on: address.unsafeBytes.span) != nil
  }
}
