import Testing

@testable import Redaction

/// Names among what else is found, by the policy.
@Suite struct NameRedactionTests {
  private func redactor(_ change: (inout RedactionPolicy) -> Void = { _ in }) throws -> Redactor {
    var policy = RedactionPolicy()
    policy.recognizerSets.insert(.ner)
    change(&policy)
    return try Redactor(policy: policy)
  }

  private static let text = "My colleague Ingrid Lindqvist moved to Rotterdam on 14 March 2025."

  @Test func namesPlacesAndDatesAreReplaced() throws {
    let redacted = try redactor().redact(Self.text)
    #expect(redacted == "My colleague <PERSON> moved to <LOCATION> on <DATE_TIME>.")
  }

  @Test func nothingOfItIsOnByDefault() throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    #expect(redactor.redact(Self.text) == Self.text)
    #expect(!redactor.findsNames && !redactor.entities.contains(.person))
    #expect(redactor.passesTexts)
  }

  @Test func entitiesAreChosenAsAllOthersAre() throws {
    let excluded = try redactor { $0.excludedEntities = [.person, .dateTime] }
    #expect(
      excluded.redact(Self.text) == "My colleague Ingrid Lindqvist moved to <LOCATION> on 14 March 2025."
    )
    let chosen = try redactor { $0.entities = [.person] }
    #expect(chosen.redact(Self.text) == "My colleague <PERSON> moved to Rotterdam on 14 March 2025.")
    let none = try redactor { $0.entities = [.emailAddress] }
    #expect(!none.findsNames)
  }

  @Test func operatorsAndTheAllowListApply() throws {
    let redactor = try redactor { policy in
      policy.operators = [.person: .mask(keepFirst: 1, keepLast: 0)]
      policy.excludedEntities = [.dateTime]
    }
    #expect(redactor.redact(Self.text).hasPrefix("My colleague I*************** moved to <LOCATION>"))
    let file = try PolicyFile(parsing: "version: 1\nallow: ['Rotterdam']", file: "policy.yaml")
    let allowing = try self.redactor { $0.apply(file) }
    #expect(allowing.redact(Self.text) == "My colleague <PERSON> moved to Rotterdam on <DATE_TIME>.")
  }

  /// Typography has another apostrophe than typewriters.
  @Test(arguments: ["'", "\u{2019}", "\u{2BC}"])
  func aPossessiveIsNoPartOfAName(apostrophe: String) throws {
    let redacted = try redactor().redact(
      "I read Harriet Okafor\(apostrophe)s report in Jonas Lindqvist\(apostrophe)s office."
    )
    #expect(redacted == "I read <PERSON>\(apostrophe)s report in <PERSON>\(apostrophe)s office.")
  }

  @Test func anAddressOfMailIsOneMatch() throws {
    let redacted = try redactor().redact("Write to Olga Moon at olga.moon@example.com, please.")
    #expect(redacted == "Write to <PERSON> at <EMAIL_ADDRESS>, please.")
  }

  @Test func documentsStayJSON() throws {
    let text = #"{"name":"Rashid Haddad","city":"Casablanca","note":"{\"by\":\"Leila Okonkwo\"}","n":7}"#
    let redacted = try redactor().redact(text)
    #expect(redacted == #"{"name":"<PERSON>","city":"<LOCATION>","note":"{\"by\":\"<PERSON>\"}","n":7}"#)
  }

  @Test func aNameIsFoundWhereverItStands() throws {
    let redactor = try redactor()
    let text =
      "My colleague Ingrid Lindqvist moved. \(String(repeating: "It was late. ", count: 40))To do: Lindqvist x2"
    #expect(redactor.redact(text).hasSuffix("To do: <PERSON> x2"))
    let document = #"{"a":"My colleague Ingrid Lindqvist moved.","b":"x1 Lindqvist x2","Lindqvist":1}"#
    #expect(
      redactor.redact(document) == #"{"a":"My colleague <PERSON> moved.","b":"x1 <PERSON> x2","Lindqvist":1}"#
    )
  }

  @Test func aHeadingSaysWhatAColumnHolds() throws {
    let redactor = try redactor { $0.excludedEntities = [.dateTime] }
    let table = "no,surname,city\n1,Xqrt,Wzlk\n2,Vbnm,Hjkl\n"
    #expect(redactor.redact(table) == "no,surname,city\n1,<PERSON>,<LOCATION>\n2,<PERSON>,<LOCATION>\n")
    let document = #"{"content":"no,city\n1,Wzlk\n2,Hjkl","n":1}"#
    #expect(redactor.redact(document) == #"{"content":"no,city\n1,<LOCATION>\n2,<LOCATION>","n":1}"#)
  }

  @Test func aKeySaysWhatAValueIs() throws {
    let redactor = try redactor()
    #expect(redactor.redact("Rotterdam", key: "customer.city") == "<LOCATION>")
    #expect(redactor.redact("ChatOpenAI", key: "tool.name") == "ChatOpenAI")
  }

  @Test func findingsAreReported() throws {
    let found = try redactor().findings(in: Self.text)
    #expect(found.map(\.entity) == [.person, .location, .dateTime])
    #expect(found[0].range == 13..<29 && found[0].score == 0.85)
  }

  @Test func textPastTheBudgetIsNotLookedAt() throws {
    let redactor = try redactor { $0.names.maximumBytes = 100 }
    let long = String(repeating: "nothing of interest, ", count: 10)
    #expect(redactor.redact(long) == "<REDACTION_FAILED>")
    let document = "{\"a\": \"\(long)\", \"b\": 1}"
    #expect(redactor.redact(document) == "{\"a\": \"<REDACTION_FAILED>\", \"b\": 1}")
    let dropping = try self.redactor { policy in
      policy.names.maximumBytes = 100
      policy.names.onExcess = .drop
    }
    #expect(throws: RedactionError.overBudget) { try dropping.findings(in: long) }
  }

  @Test func theSameNameHasTheSameStandInUnderHash() throws {
    let redactor = try redactor { policy in
      policy.defaultOperator = .hash
      policy.key = try? KeyMaterial(fileBytes: Array(String(repeating: "0123456789abcdef", count: 4).utf8))
    }
    let first = redactor.redact("Please call Ingrid Lindqvist today.")
    let second = redactor.redact("I met Ingrid Lindqvist in the lobby.")
    let standIn = first.dropFirst("Please call ".count).prefix { $0 != ">" }
    #expect(standIn.hasPrefix("<PERSON:") && second.contains(standIn))
  }

  @Test(arguments: [
    String(repeating: "x", count: 100_000), String(repeating: "A ", count: 10_000),
    String(repeating: "\u{1F600}", count: 5000),
  ])
  func hostileTextIsTaken(_ text: String) throws {
    _ = try redactor().findings(in: text)
  }
}
