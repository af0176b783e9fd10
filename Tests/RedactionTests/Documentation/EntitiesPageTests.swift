import Foundation
import Testing

@testable import Redaction

/// `WhatIsFound.md` of the documentation says what the program does.
@Suite struct EntitiesPageTests {
  private struct Row {
    var entity: EntityType
    var example: String
    var isOn: Bool
    /// The letters of the heading it stands under.
    var country: String?
  }

  private static func contents(of path: String) -> String {
    // The sources may be seen through a link.
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let root = here.deletingLastPathComponent().deletingLastPathComponent().resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }

  private static let rows: [Row] = {
    let page = contents(of: "docs/TraceVeil.docc/WhatIsFound.md")
    var rows: [Row] = []
    var country: String?
    for line in page.split(separator: "\n") {
      if line.hasPrefix("## ") {
        country = line.firstRange(of: "country:").map { String(line[$0.upperBound...].prefix(2)) }
      }
      let cells = line.split(separator: " | ").map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " |`"))
      }
      guard line.hasPrefix("| `"), cells.count == 4 else { continue }
      rows.append(
        Row(entity: EntityType(cells[0]), example: cells[2], isOn: cells[3] == "yes", country: country)
      )
    }
    return rows
  }()

  @Test func everyEntityIsThereOnce() {
    let there = Self.rows.map(\.entity.name)
    #expect(there.count == Set(there).count)
    #expect(Set(there) == Set(RecognizerCatalog.all.map(\.entity.name)))
  }

  @Test func whatIsOnIsMarked() {
    for recognizer in RecognizerCatalog.all {
      let row = Self.rows.first { $0.entity == recognizer.entity }
      #expect(row?.isOn == recognizer.isOnByDefault, "\(recognizer.entity)")
    }
  }

  /// README has each in the column of those that are looked for, or of those that are not.
  @Test func theReadmeNamesEveryEntity() {
    let cells = Self.contents(of: "README.md").split(separator: "\n").filter {
      $0.hasPrefix("| `pii`") || $0.hasPrefix("| `secrets`")
    }
    .map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    for recognizer in RecognizerCatalog.all {
      let place = recognizer.isOnByDefault ? 2 : 3
      #expect(cells.contains { $0[place].contains("`\(recognizer.entity.name)`") }, "\(recognizer.entity)")
    }
  }

  @Test func everyNumberStandsUnderItsCountry() {
    for number in NationalNumber.all {
      #expect(Self.rows.first { $0.entity == number.entity }?.country == number.country.rawValue)
    }
    #expect(Set(Self.rows.compactMap(\.country)) == Set(Country.allCases.map(\.rawValue)))
  }

  @Test func everyExampleIsFound() throws {
    for row in Self.rows {
      var policy = RedactionPolicy()
      if !row.isOn { policy.entities = [row.entity] }
      let redactor = try Redactor(policy: policy)
      var scratch = redactor.makeScratch()
      let found = try redactor.findings(in: Array(row.example.utf8).span, scratch: &scratch)
      #expect(found.map(\.entity) == [row.entity], "\(row.example)")
    }
  }
}
