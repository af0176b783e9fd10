import Testing

@testable import Redaction

/// Names that the network has called a person here and a place there, and places that are parts of programs.
@Suite struct NameLabelsTests {
  /// Writes each name that was found behind its label, as it is after all were settled.
  private func settled(_ names: [(label: Character, name: String)]) -> [String] {
    let text = names.map(\.name).joined(separator: "; ")
    let bytes = Array(text.utf8)
    var (found, start): ([Candidate], Int) = ([], 0)
    for (label, name) in names {
      let end = start + name.utf8.count
      found.append(Candidate(start: start, end: end, score: 0.85, source: label == "P" ? 0 : 1))
      start = end + 2
    }
    bytes.withUnsafeBufferPointer { NameLabels.settle(ByteView($0), &found, person: 0, location: 1) }
    return found.map {
      ($0.source == 0 ? "P:" : "L:") + String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
    }
  }

  @Test func aWordOfAFullNameIsAPerson() {
    #expect(settled([("P", "Pelagia Mwamba"), ("L", "Pelagia")]) == ["P:Pelagia Mwamba", "P:Pelagia"])
    #expect(
      settled([("L", "Ferreira-Quist"), ("P", "Yolanda Ferreira-Quist")]).allSatisfy { $0.hasPrefix("P") }
    )
  }

  @Test func ofOneSpellingAllAreWhatMostAre() {
    #expect(settled([("P", "Scourie"), ("L", "Scourie"), ("L", "Scourie")]).allSatisfy { $0.hasPrefix("L") })
    #expect(
      settled([("P", "Nakagawa"), ("P", "Nakagawa"), ("L", "Nakagawa")]).allSatisfy { $0.hasPrefix("P") }
    )
  }

  @Test func whatCannotBeSaidStays() {
    #expect(settled([("P", "Victoria"), ("L", "Victoria")]) == ["P:Victoria", "L:Victoria"])
    #expect(settled([("P", "Jo Lee"), ("L", "Lee"), ("L", "Leeds")]) == ["P:Jo Lee", "L:Lee", "L:Leeds"])
    #expect(settled([("P", "Ana Norton"), ("L", "Chipping Norton")])[1] == "L:Chipping Norton")
  }

  private func isOfProgram(_ text: String, _ name: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstRange(of: Array(name.utf8))?.lowerBound else { return false }
    return bytes.withUnsafeBufferPointer {
      NameLabels.isOfProgram(ByteView($0), start..<start + name.utf8.count)
    }
  }

  @Test(arguments: [
    ("region: eu-west-3,", "eu-west-3"), ("in europe-west4-a", "europe"),
    ("tz=Europe/Lisbon", "Europe/Lisbon"),
    ("America/Argentina/Ushuaia", "Ushuaia"), ("worker-us-east-1", "us-east"),
  ])
  func regionsAndTimeZonesAreNoPlaces(_ text: String, _ name: String) {
    #expect(isOfProgram(text, name))
  }

  @Test(arguments: [
    ("from Stoke-on-Trent 3", "Stoke-on-Trent"), ("aix-en-provence", "aix-en-provence"),
    ("Lisbon/Porto", "Lisbon"),
    ("14 mill-street", "mill-street"), ("Europe/lisbon", "Europe"), ("3-rivers", "rivers"),
    ("Lisbon", "Lisbon"),
  ])
  func othersStayPlaces(_ text: String, _ name: String) {
    #expect(!isOfProgram(text, name))
  }
}
