import Testing

@testable import Redaction

@Suite("Key of what is stored")
struct StorageKeyTests {
  private func key(_ seed: UInt8) throws -> StorageKey {
    StorageKey(try KeyMaterial(fileBytes: (0..<32).map { UInt8(seed) &+ UInt8($0) &* 3 }))
  }

  @Test("What was sealed is opened by the same key alone, and not when a bit of it has changed")
  func seal() throws {
    let (key, other) = (try key(200), try self.key(201))
    let text = Array("a request after redaction".utf8)
    let sealed = try key.seal(text)
    #expect(sealed.count == text.count + 28)
    #expect(key.open(sealed) == text)
    #expect(other.open(sealed) == nil)
    #expect(try key.seal(text) != sealed, "each has a nonce of its own")
    for bit in 0..<sealed.count * 8 {
      var changed = sealed
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(key.open(changed) == nil)
    }
    #expect(key.open([1, 2, 3]) == nil)
  }

  @Test("The fingerprint tells keys apart and is the same for the same")
  func fingerprint() throws {
    #expect(try key(200).fingerprint == key(200).fingerprint)
    #expect(try key(200).fingerprint != key(201).fingerprint)
    #expect(try key(200).fingerprint.count == 16)
  }
}
