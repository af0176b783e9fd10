import Testing

@testable import Redaction

/// Names in tables, by their columns.
@Suite struct NameTablesTests {
  /// Cells of `text` that are names by their column, each behind its label; `[P:…]` and `[L:…]` in the text were found.
  private func names(in text: String) -> [String] {
    var (bytes, found): ([UInt8], [Candidate]) = ([], [])
    for part in text.split(separator: "[", omittingEmptySubsequences: false) {
      guard let end = part.firstIndex(of: "]"), part.hasPrefix("P:") || part.hasPrefix("L:") else {
        bytes += part.utf8
        continue
      }
      let name = part[part.index(part.startIndex, offsetBy: 2)..<end].utf8
      found.append(
        Candidate(
          start: bytes.count,
          end: bytes.count + name.count,
          score: 0.85,
          source: part.hasPrefix("P") ? 0 : 1
        )
      )
      bytes += name
      bytes += part[part.index(after: end)...].utf8
    }
    var names: [String] = []
    bytes.withUnsafeBufferPointer { buffer in
      let tables = NameTables(ByteView(buffer), 0..<bytes.count, found: found) {
        $0.source == 0 ? .person : .location
      }
      tables.forEachName { range, label in
        names.append((label == .person ? "P:" : "L:") + String(decoding: bytes[range], as: UTF8.self))
      }
    }
    return names
  }

  @Test func aHeadingSaysWhatAColumnHolds() {
    #expect(
      names(in: "id,surname,City\n1,Orlova,Settle\n2,[L:Achebe],[P:Nelson]\n3,[P:Wu],[L:Rome]\n")
        == ["P:Orlova", "L:Settle", "P:Achebe", "L:Nelson"]
    )
  }

  @Test(arguments: [
    "driver\tto\nBeneš\tOpava\n[P:Hedvika]\t[L:Zlín]",
    "|driver|to|\r\n|-|-|\r\n| Beneš | Opava |\r\n|[P:Jo]|[L:Rome]|",
  ])
  func oneOfThemSaysWhatADoubtfulHeadingMeans(_ text: String) {
    #expect(names(in: text) == ["P:Beneš", "L:Opava"])
  }

  @Test func aDoubtfulHeadingAloneSaysNothing() {
    #expect(names(in: "driver,version\nRealtek,1.2\nNouveau,3\n") == [])
    #expect(names(in: "driver,version\n[L:Realtek],1.2\n[P:Nouveau],3\n") == [])
  }

  @Test func mostCellsSayWhatTheOthersAre() {
    #expect(names(in: "[P:Wiremu Parata];44\n[L:Tane];29\n[P:Jocasta];31\n[P:Ann];1") == ["P:Tane"])
    #expect(names(in: "[P:Wiremu Parata];44\nTotal;29\nService;31\nRelease;1\n") == [])
  }

  @Test func whatIsNoNameStays() {
    #expect(
      names(in: "city,n\nN/A,1\nnone,2\nA1,3\n4 Elm Road,4\nsee the notes of last week below,5\n-,6\n") == []
    )
    #expect(names(in: "city\nSettle\nWick\n") == [])
    #expect(names(in: "city,n\nSettle\nWick,1\n") == [])
    #expect(
      names(in: "city," + String(repeating: "a,", count: 40) + "\nWick," + String(repeating: "a,", count: 40))
        == []
    )
  }

  @Test func separatorsInQuotationMarksCutNothing() {
    #expect(
      names(in: "\"full name\",\"city\"\n\"Ruiz, Amparo\",\"Alcoy\"\n") == ["P:Ruiz, Amparo", "L:Alcoy"]
    )
  }

  @Test func aTableMayFollowAnother() {
    let text = "Our people:\nsurname;n\nOrlova;1\n\ntown,n\nSettle,2\nWick,3\nBye, all of you"
    #expect(names(in: text) == ["P:Orlova", "L:Settle", "L:Wick"])
  }

  #if DEBUG
    @Test(arguments: ["Aa,Bb\n", "\n", ",", "surname,\"", "a;b\nc,d\n"])
    func timeIsLinear(_ unit: String) {
      func reads(_ count: Int) -> Int {
        let bytes = Array(("surname,city\n" + String(repeating: unit, count: count)).utf8)
        var reads = 0
        bytes.withUnsafeBufferPointer { buffer in
          withUnsafeMutablePointer(to: &reads) { counter in
            let tables = NameTables(ByteView(buffer, reads: counter), 0..<bytes.count, found: []) { _ in
              .person
            }
            tables.forEachName { _, _ in }
          }
        }
        return reads
      }
      #expect(reads(4000) < 11 * reads(400) + 1000)
    }
  #endif
}
