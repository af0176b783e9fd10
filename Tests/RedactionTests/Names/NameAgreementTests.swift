import Testing

@testable import Redaction

/// Names that stand again in a text where the network has found them once.
@Suite struct NameAgreementTests {
  /// The parts of `text` where names stand again that are known at the first place of each of `names`.
  private func others(in text: String, _ names: [String], byWords: Bool = true) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      let view = ByteView(buffer)
      var agreement = NameAgreement()
      var found: [Candidate] = []
      for name in names {
        guard let start = bytes.firstRange(of: Array(name.utf8))?.lowerBound else { continue }
        let range = start..<start + name.utf8.count
        found.append(Candidate(start: range.lowerBound, end: range.upperBound, score: 0.85, source: 0))
        agreement.learn(range, of: view, source: 0, byWords: byWords)
      }
      found.sort { $0.start < $1.start }
      var others: [String] = []
      agreement.forEachOther(in: view, 0..<bytes.count, besides: found) { range, _ in
        others.append(String(decoding: bytes[range], as: UTF8.self))
      }
      return others
    }
  }

  @Test func aFamilyNameStandsAlone() {
    let text = "Odalys Ferrante called. Ferrante wants a refund, and so does Odalys."
    #expect(others(in: text, ["Odalys Ferrante"]) == ["Ferrante", "Odalys"])
  }

  @Test func theLongestIsTaken() {
    let text = "Odalys Ferrante, again: Odalys Ferrante’s car. ODALYS odalys."
    #expect(others(in: text, ["Odalys Ferrante"]) == ["Odalys Ferrante"])
  }

  @Test func aFullNameIsFoundInAnyCaseAndWithOtherJoints() {
    let text =
      "Odalys Ferrante: ODALYS FERRANTE, odalys ferrante, odalys_ferrante, Odalys-Ferrante, odalys.ferrante, "
      + "/users/odalys%20ferrante/x, q=Odalys+Ferrante"
    #expect(
      others(in: text, ["Odalys Ferrante"]) == [
        "ODALYS FERRANTE", "odalys ferrante", "odalys_ferrante", "Odalys-Ferrante", "odalys.ferrante",
        "odalys%20ferrante", "Odalys+Ferrante",
      ]
    )
  }

  @Test(arguments: [
    "odalys ferrantes", "odalysferrante", "xodalys ferrante", "odalys  ferrante", "odalys_ferrante_id",
    "odalys, ferrante",
    "odalys.ferrante@x", "x.odalys ferrante",
  ])
  func whatIsLongerIsAnother(text: String) {
    #expect(others(in: "Odalys Ferrante: " + text, ["Odalys Ferrante"]) == [])
  }

  @Test func placesAreWhole() {
    let text = "From Chipping Norton; Norton is a program, Chipping Norton a town."
    #expect(others(in: text, ["Chipping Norton"], byWords: false) == ["Chipping Norton"])
  }

  @Test(arguments: [
    "Ottilie: see https://example.org/Ottilie, my-Ottilie, config.Ottilie, Ottilie_id, Ottilies, ottilie",
    "Ann: Ann, Ann",
    "ottilie: Ottilie",
  ])
  func otherWordsStay(_ text: String) {
    let name = String(text.prefix { $0 != ":" })
    #expect(others(in: text, [name]) == [])
  }

  @Test func namesOfAnEarlierTextAreFoundButFrequentWords() {
    let (first, second) = ("Odalys Price left", "Price 5, Odalys, Odalys Price")
    let (earlier, later) = (Array(first.utf8), Array(second.utf8))
    var agreement = NameAgreement()
    earlier.withUnsafeBufferPointer { bytes in
      agreement.learn(0..<12, of: ByteView(bytes), source: 0, byWords: true) {
        !NameTagger.isFrequentWord(bytes[$0])
      }
    }
    func others() -> [String] {
      var found: [String] = []
      later.withUnsafeBufferPointer {
        agreement.forEachOther(in: ByteView($0), 0..<later.count, besides: []) { range, _ in
          found.append(String(decoding: later[range], as: UTF8.self))
        }
      }
      return found
    }
    #expect(others() == ["Odalys", "Odalys Price"])
    agreement.forget()
    #expect(others() == [])
  }

  @Test func lettersWithAccentsAreLetters() {
    #expect(others(in: "Élodie Müller, Élodie, Müllers, Müller.", ["Élodie Müller"]) == ["Élodie", "Müller"])
  }

  #if DEBUG
    @Test func timeIsLinear() {
      func reads(_ count: Int) -> Int {
        let text = "Aaaaaaaa Bbbbbbbb " + String(repeating: "Aaaaaaaa Bbbbbbbc ", count: count)
        let bytes = Array(text.utf8)
        var reads = 0
        bytes.withUnsafeBufferPointer { buffer in
          withUnsafeMutablePointer(to: &reads) { counter in
            let view = ByteView(buffer, reads: counter)
            var agreement = NameAgreement()
            agreement.learn(0..<17, of: view, source: 0, byWords: true)
            agreement.forEachOther(in: view, 0..<bytes.count, besides: []) { _, _ in }
          }
        }
        return reads
      }
      #expect(reads(2000) < 11 * reads(200))
    }

    @Test("Time is linear where names are pieces of one run of letters", arguments: ["A", "李"])
    func timeIsLinearInARun(_ letter: String) {
      func reads(_ count: Int) -> Int {
        let bytes = Array(String(repeating: letter, count: count * 30).utf8)
        let length = bytes.count / count
        let found = (0..<count).map {
          Candidate(start: $0 * length, end: $0 * length + length / 2, score: 0.85, source: 0)
        }
        var reads = 0
        bytes.withUnsafeBufferPointer { buffer in
          withUnsafeMutablePointer(to: &reads) { counter in
            let view = ByteView(buffer, reads: counter)
            var agreement = NameAgreement()
            for name in found { agreement.learn(name.start..<name.end, of: view, source: 0, byWords: true) }
            agreement.forEachOther(in: view, 0..<bytes.count, besides: found) { _, _ in }
          }
        }
        return reads
      }
      #expect(reads(1000) < 11 * reads(100))
    }
  #endif
}
