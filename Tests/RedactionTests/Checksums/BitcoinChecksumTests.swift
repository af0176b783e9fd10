import Testing

@testable import Redaction

@Suite struct BitcoinChecksumTests {
  @Test(arguments: [
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0x00), ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", 0x00),
    ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", 0x05), ("1111111111111111111114oLvT2", 0x00),
    ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", 0x6f), ("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", 0xc4),
  ])
  func acceptsAddresses(_ address: String, version: UInt8) {
    #expect(withBytes(address, Base58Check.version) == version)
    #expect(withBytes(address, Base58Check.isBitcoinAddress))
  }

  @Test(arguments: [
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a", "", "1",
    "11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "1111111111111111111111111111111111",
  ])
  func refusesOthers(_ address: String) {
    #expect(!withBytes(address, Base58Check.isBitcoinAddress))
  }

  @Test func otherNetworksHaveAVersionButAreNotBitcoin() {
    // Dogecoin's version byte is 0x1e.
    let dogecoin = "DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD"
    #expect(withBytes(dogecoin, Base58Check.version) == 0x1e)
    #expect(!withBytes(dogecoin, Base58Check.isBitcoinAddress))
  }

  @Test(arguments: [
    "A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "?1ezyfcl",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
  ])
  func acceptsBech32(_ text: String) {
    #expect(withBytes(text, Bech32.decode)?.encoding == .bech32)
  }

  @Test(arguments: [
    "A1LQFN3A", "a1lqfn3a", "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", "?1v759aa",
    "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
    "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
    "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
  ])
  func acceptsBech32m(_ text: String) {
    #expect(withBytes(text, Bech32.decode)?.encoding == .bech32m)
  }

  @Test(arguments: [
    " 1nwldj5", "\u{7f}1axkwrx", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "A1G7SGD8",
    "10a06t8", "1qzzfhee", "de1lg7wt\u{ff}", "y1b0jsk6g", "lt1igcx5c0", "in1muywd", "mm1crxm3i", "au1s5cgom",
    "M1VUXWEZ", "16plkw9", "1p2gdwpf", "a12UEL5L", "",
    "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx",
  ])
  func refusesTheInvalidVectorsOfBothProposals(_ text: String) {
    #expect(withBytes(text, Bech32.decode) == nil)
  }

  @Test(arguments: [
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    "BC1SW50QGDZ25J", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
    "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
  ])
  func acceptsWitnessAddresses(_ address: String) {
    #expect(withBytes(address, SegwitAddress.isValid))
  }

  @Test(arguments: [
    "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
    "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
    "bc1pw5dgrnzv", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
    "bc1gmk9yu", "", "a12uel5l",
  ])
  func refusesTheInvalidWitnessAddresses(_ address: String) {
    #expect(!withBytes(address, SegwitAddress.isValid))
  }
}
