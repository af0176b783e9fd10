import Testing

@testable import ProtobufWire

@Suite struct UTF8TextTests {
  private func nulCount(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { UTF8Text.nulCount($0) }
  }

  /// Swift's own validation is the oracle.
  private func expectSame(_ bytes: [UInt8]) {
    let isValid = String(validating: bytes, as: UTF8.self) != nil
    let isPlain = bytes.withUnsafeBufferPointer { UTF8Text.isShortAndPlain($0) }
    #expect(isPlain == (bytes.count <= 64 && bytes.allSatisfy { 1..<0x80 ~= $0 }), "\(bytes)")
    #expect(nulCount(bytes) == (isValid ? bytes.count { $0 == 0 } : nil), "\(bytes)")
  }

  @Test func agreesOnEverySequenceOfThreeBytes() {
    // All leads with all seconds and the thirds that make a difference.
    for lead in UInt8.min ... .max {
      for second in UInt8.min ... .max {
        let isValid2 = nulCount([lead, second]) != nil
        #expect(isValid2 == (String(validating: [lead, second], as: UTF8.self) != nil))
      }
    }
    for lead: UInt8 in [0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0] {
      for second in UInt8(0x7F)...0xC0 {
        for third: UInt8 in [0x00, 0x7F, 0x80, 0xBF, 0xC0] { expectSame([lead, second, third]) }
      }
    }
  }

  @Test func agreesOnSequencesOfFourBytes() {
    for lead: UInt8 in [0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF] {
      for second in UInt8(0x7F)...0xC0 {
        for last: UInt8 in [0x7F, 0x80, 0xBF, 0xC0] {
          expectSame([lead, second, 0x80, last])
          expectSame([lead, second, last, 0x80])
        }
      }
    }
  }

  @Test func agreesAtEveryPlaceAndLength() {
    // Words of 8 and 64 bytes and their ends each have a way of their own.
    let inserts: [[UInt8]] = [
      [], [0], [0x80], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xE2, 0x82], [0xF0, 0x9F, 0x99, 0x82],
    ]
    for count in 0...140 {
      let plain = [UInt8](repeating: 0x61, count: count)
      for place in 0...count {
        for insert in inserts { expectSame(Array(plain[..<place] + insert + plain[place...])) }
      }
    }
  }

  @Test func agreesOnRandomBytes() {
    var random = SeededGenerator()
    let pieces: [[UInt8]] = [
      [0x41], [0x00], [0x7F], [0xC3, 0xA9], [0xE6, 0xBC, 0xA2], [0xED, 0x9F, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF],
      Array("plain ascii text of some length, past a word".utf8),
    ]
    for _ in 0..<3000 {
      var bytes = (0..<Int.random(in: 0...20, using: &random)).flatMap { _ in
        pieces.randomElement(using: &random) ?? []
      }
      if random.chance(0.5), !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      expectSame(bytes)
    }
  }
}
