import CTagger
import Testing

@testable import Redaction

/// The network itself, at every level that this processor has.
@Suite struct NameTaggerTests {
  private static let levels = [CTAGGER_SCALAR, CTAGGER_AVX2, CTAGGER_AVX512, CTAGGER_NEON]

  private static let texts = [
    "My colleague Ingrid Lindqvist moved to Rotterdam last year.",
    "{\"name\": \"Rashid Haddad\", \"city\": \"Casablanca\", \"status\": \"active\"}",
    "hey priya here, is the flat in lisbon still free",
    "Sehr geehrter Herr Grünewald, Ihre Bestellung ist unterwegs nach München.",
    "Меня зовут Иван Петров. 田中さんは東京に住んでいます。 אני גר בחיפה",
    "at io.shop.UserService.load(UserService.java:204)", "", " ", "\n\n\n", "a", "\u{301}\u{301}",
    String(repeating: "x", count: 900), String(repeating: "é 1 ", count: 200),
  ]

  private func names(_ tagger: NameTagger, _ bytes: [UInt8]) -> [NameTagger.Name] {
    bytes.withUnsafeBufferPointer { tagger.names(in: $0) }
  }

  @Test func allLevelsFindTheSame() throws {
    let taggers = Self.levels.compactMap { NameTagger(level: $0) }
    let first = try #require(taggers.first)
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var generator = SplitMix(seed: seed)
    var texts = Self.texts.map { Array($0.utf8) }
    for _ in 0..<8 {
      // Any bytes, and parts of the texts in another order, which keep words whole.
      texts.append((0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) })
      let words = Self.texts.flatMap { $0.split(separator: " ") }.shuffled(using: &generator)
      texts.append(Array(words.prefix(30).joined(separator: " ").utf8))
    }
    for text in texts {
      let expected = names(first, text)
      for tagger in taggers.dropFirst() {
        #expect(names(tagger, text) == expected, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test func peopleAndPlacesAreFound() throws {
    let tagger = try #require(NameTagger())
    let text = Array(Self.texts[0].utf8)
    let found = names(tagger, text).map { name in
      (String(decoding: text[Int(name.start)..<Int(name.end)], as: UTF8.self), name.label)
    }
    #expect(found.map(\.0) == ["Ingrid Lindqvist", "Rotterdam"])
    #expect(found.map(\.1) == [.person, .location])
  }

  /// Small towns and rare names with nothing around them to tell them by: the lists behind the weights know them.
  @Test(arguments: [("varzi -> procida", ["varzi", "procida"], NameTagger.Label.location)])
  func listsTellWhatAnUnknownWordIs(_ text: String, _ words: [String], _ label: NameTagger.Label) throws {
    let found = names(try #require(NameTagger()), Array(text.utf8))
    let bytes = Array(text.utf8)
    #expect(found.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) } == words)
    #expect(found.allSatisfy { $0.label == label })
  }

  @Test func whatItKnowsDoesNotChangeWhatItFinds() throws {
    let used = try #require(NameTagger())
    for text in Self.texts { _ = names(used, Array(text.utf8)) }
    for text in Self.texts {
      let fresh = try #require(NameTagger())
      #expect(names(used, Array(text.utf8)) == names(fresh, Array(text.utf8)))
    }
  }

  @Test func everyPlaneOfUnicodeIsTaken() throws {
    let tagger = try #require(NameTagger())
    for plane in UInt32(0)..<17 {
      let text = (UInt32(0)..<200).compactMap { Unicode.Scalar(plane << 16 | $0 * 0x147) }
      let bytes = Array(text.map { String($0) }.joined().utf8.prefix(NameTagger.maximumLength))
      for name in names(tagger, bytes) { #expect(name.start < name.end && Int(name.end) <= bytes.count) }
    }
  }
}

/// Numbers that a seed fixes.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
