import JSON
import Testing

@testable import Redaction

@Suite struct KeyMaterialTests {
  let bytes = (0..<32).map { UInt8(truncatingIfNeeded: 250 &+ $0 * 7) }

  func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Two keys are equal when they make the same code.
  func code(_ contents: some Collection<UInt8>) throws -> [UInt8] {
    let hasher = try ValueHasher(key: KeyMaterial(fileBytes: contents))
    var output: [UInt8] = []
    withBytes("value") { hasher.append($0, entity: "A", to: &output) }
    return output
  }

  @Test func readsRawHexadecimalAndBase64() throws {
    let raw = try code(bytes)
    #expect(try code(bytes.reversed()) != raw)
    #expect(try code(hex(bytes).utf8) == raw)
    #expect(try code((hex(bytes).uppercased() + "\r\n").utf8) == raw)
    var base64: [UInt8] = []
    Base64.append(bytes, to: &base64, as: .url)
    let urlSafe = String(decoding: base64, as: UTF8.self)
    #expect(try code(urlSafe.utf8) == raw)
    let standard = urlSafe.replacing("-", with: "+").replacing("_", with: "/")
    #expect(standard != urlSafe)
    #expect(try code(" \(standard)=\n".utf8) == raw)
  }

  @Test func refusesOtherLengths() {
    for count in [0, 1, 16, 31, 33, 44, 64, 4096] {
      let filler = [UInt8](repeating: 0x2a, count: count)
      #expect(throws: KeyMaterialError.wrongLength(bytes: count)) { try KeyMaterial(fileBytes: filler) }
    }
  }

  @Test func refusesSixteenBytesInHexadecimal() {
    let short = hex(bytes.prefix(16))
    #expect(throws: KeyMaterialError.tooShort) { try KeyMaterial(fileBytes: short.utf8) }
    #expect(throws: KeyMaterialError.tooShort) { try KeyMaterial(fileBytes: (short + "\n").utf8) }
  }

  @Test func refusesAConstant() {
    #expect(throws: KeyMaterialError.notRandom) {
      try KeyMaterial(fileBytes: [UInt8](repeating: 7, count: 32))
    }
    #expect(throws: KeyMaterialError.notRandom) {
      try KeyMaterial(fileBytes: String(repeating: "0", count: 64).utf8)
    }
  }

  @Test func neverShowsItself() throws {
    let key = try KeyMaterial(fileBytes: bytes)
    var dumped = ""
    dump(key, to: &dumped)
    for text in [String(describing: key), String(reflecting: key), "\(key)", dumped] {
      #expect(text.contains("KeyMaterial(32 bytes)"))
      #expect(!text.contains("250") && !text.contains(hex(bytes.prefix(4))))
    }
  }
}
