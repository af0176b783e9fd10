import NIOCore
import Redaction
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// What MLflow finds something by, or keeps once: two that differ stay two, and are found by what they were.
@Suite struct MLflowNameTests {
  private let redaction: MLflowRedaction

  init() throws {
    let processor = RedactionProcessor(redactor: try Redactor(policy: RedactionPolicy()))
    redaction = MLflowRedaction(processors: [processor])
  }

  private func redact(_ text: String, as form: MLflowBodyForm) throws -> JSONValue {
    let result = try #require(try redaction.redact(ByteBuffer(string: text), as: form))
    return try JSONParser.parse(Array(result.readableBytesView))
  }

  @Test(
    "Names are told apart, as they are written or, of reviewers, in whatever case",
    arguments: [
      (MLflowBodyForm.named, "name", false), (.review, "name", true), (.json, "assessment_name", false),
      (.json, "assessmentName", false),
    ]
  )
  func names(form: MLflowBodyForm, member: String, foldsCase: Bool) throws {
    let names = try ["of a@b.example", "of c@d.example", "of a@b.example", "of A@B.example"].map {
      try #require(try redact(#"{"\#(member)":"\#($0)"}"#, as: form)[member]?.text)
    }
    #expect(names[0].wholeMatch(of: /of <EMAIL_ADDRESS:[0-9a-f]{16}>/) != nil)
    #expect(names[0] != names[1] && names[0] == names[2] && (names[0] == names[3]) == foldsCase)
    #expect(try redact(#"{"\#(member)":"\#(names[0])"}"#, as: form)[member] == .string(names[0]))
  }

  @Test("Records whose inputs redact alike stay different ones, and their tags have keys of their own")
  func records() throws {
    func record(_ mail: String) -> String {
      #"{\"inputs\":{\"q\":\"to \#(mail)\"},\"tags\":{\"\#(mail)\":\"1\"},\"n\":1.50}"#
    }
    let mails = ["a@b.example", "c@d.example", "a@b.example"]
    let text = #"{"records":"[\#(mails.map(record).joined(separator: ","))]"}"#
    let inner = try #require(try redact(text, as: .json)["records"]?.text)
    guard case .array(let records) = try JSONParser.parse(Array(inner.utf8)) else {
      Issue.record("no list")
      return
    }
    #expect(!inner.contains(".example") && inner.contains(#""n":1.50"#))
    #expect(records[0] == records[2] && records[0]["inputs"] != records[1]["inputs"])
    #expect(records[0]["inputs"]?["q"]?.text?.wholeMatch(of: /to <EMAIL_ADDRESS:[0-9a-f]{16}>/) != nil)
    // As they are when they stand alone.
    #expect(records[0]["tags"] == (try redact(#"{"tags":{"a@b.example":"1"}}"#, as: .json)["tags"]))
  }

  @Test("What is too deep for a parser is a text, all of it")
  func deepRecords() throws {
    let deep = String(repeating: "[", count: 200) + #"\"a@b.example\""# + String(repeating: "]", count: 200)
    let text = #"{"records":"[{\"inputs\":\#(deep)}]","tags":"{\"x\":\#(deep)}"}"#
    let result = try #require(try redaction.redact(ByteBuffer(string: text), as: .json))
    #expect(!String(buffer: result).contains("a@b"))
  }

  @Test("Keys of metadata that MLflow adds to are told apart; those of a trace's have numbers")
  func entries() throws {
    func keys(_ text: String, _ path: [String]) throws -> [String] {
      let value = try path.reduce(redact(text, as: .json)) { $0[$1] ?? .null }
      guard case .object(let members) = value else { return [] }
      return members.map(\.name)
    }
    let both = #"{"a@b.example":"1","c@d.example":"2","plain":"3"}"#
    let first = try keys(#"{"assessment":{"metadata":\#(both)}}"#, ["assessment", "metadata"])
    #expect(first.count == 3 && Set(first).count == 3 && first[2] == "plain")
    let later = try keys(#"{"metadata":{"c@d.example":"9"}}"#, ["metadata"])
    #expect(later == [first[1]])
    #expect(
      try keys(#"{"trace_metadata":\#(both)}"#, ["trace_metadata"])
        == ["<EMAIL_ADDRESS>", "<EMAIL_ADDRESS_2>", "plain"]
    )
  }

  @Test("Options of a label schema stay different")
  func options() throws {
    let text =
      #"{"input":{"categorical":{"options":["a@b.example","no","c@d.example","<EMAIL_ADDRESS_2>"]}}}"#
    let options = try redact(text, as: .named)["input"]?["categorical"]?["options"]
    #expect(
      options
        == .array(["<EMAIL_ADDRESS>", "no", "<EMAIL_ADDRESS_3>", "<EMAIL_ADDRESS_2>"].map { .string($0) })
    )
  }

  @Test(
    "Names are told apart whatever stands in the place of a value",
    arguments: [
      Operator.replace(ReplacementTemplate("[REDACTED]")), .redact, .mask(keepFirst: 0, keepLast: 0),
    ]
  )
  func otherOperators(operation: Operator) throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = operation
    let processor = RedactionProcessor(redactor: try Redactor(policy: policy))
    let redaction = MLflowRedaction(processors: [processor])
    let names = try ["a@b.example", "c@d.example", "a@b.example"].map { name in
      let body = ByteBuffer(string: #"{"name":"of \#(name)"}"#)
      return String(buffer: try #require(try redaction.redact(body, as: .named)))
    }
    #expect(names[0] == names[2] && names[0] != names[1] && names[0].contains("of <EMAIL_ADDRESS:"))
  }

  @Test(
    "What MLflow takes 250 characters of does not become longer than that",
    arguments: [
      (MLflowBodyForm.named, "name"), (.review, "name"), (.json, "name"), (.review, "user"),
      (.json, "assessment_name"),
    ]
  )
  func lengths(form: MLflowBodyForm, member: String) throws {
    let long = String(repeating: "a@b.co ", count: 35)
    let names = try [long + "x", long + "y"].map { name in
      try #require(try redact(#"{"\#(member)":"\#(name)"}"#, as: form)[member]?.text)
    }
    #expect(names.allSatisfy { $0.count <= 250 && !$0.contains("@") } && names[0] != names[1])
    #expect(try redact(#"{"\#(member)":"\#(names[0])"}"#, as: form)[member] == .string(names[0]))
    let session = #"{"trace_metadata":{"mlflow.trace.session":"\#(long)","\#(long)x":"1","\#(long)y":"2"}}"#
    guard case .object(let entries)? = try redact(session, as: .startTrace)["trace_metadata"] else { return }
    #expect(entries.allSatisfy { $0.name.count <= 250 } && Set(entries.map(\.name)).count == 3)
    #expect(try #require(entries[0].value.text).count <= 250)
  }

  private func ask(_ path: String, _ question: MLflowQuestion) throws -> RequestTarget? {
    try redaction.redact(try #require(RequestTarget(path)), question)
  }

  @Test("A name in a query is the one that was stored, and what is not asked for stays")
  func query() throws {
    let path = "/x/get-by-name?name=of+a%40b.example&experiment_id=1"
    for (question, form) in [(MLflowQuestion.name, MLflowBodyForm.named), (.queueName, .review)] {
      let stored = try redact(#"{"name":"of a@b.example"}"#, as: form)["name"]?.text
      let asked = try #require(try ask(path, question))
      #expect(
        asked.parameters == [
          .init(name: "name", value: stored ?? ""), .init(name: "experiment_id", value: "1"),
        ]
      )
    }
    let user = try redact(#"{"users":["a@b.example"]}"#, as: .review)["users"]
    let asked = try #require(try ask("/x/list?user=A@b.example", .user))
    #expect(user == .array([.string(asked.parameters[0].value)]))
    for path in ["/x/list?user=team&y=a@b.example", "/x?a&b==c", "/x?", "/x"] {
      #expect(try ask(path, .user)?.raw == path)
    }
  }

  @Test("The key of a tag in a path is the one that was stored")
  func path() throws {
    let tags = try redact(#"{"tags":"{\"seen 10.20.30.40\":\"1\"}"}"#, as: .json)["tags"]?.text ?? ""
    let key = try #require(tags.firstMatch(of: /seen IP_ADDRESS_[0-9a-f]{16}/)).output
    #expect(
      try ask("/api/d-1/tags/seen%2010.20.30.40?x=1", .tagKey)?.raw
        == "/api/d-1/tags/\(key.replacing(" ", with: "%20"))?x=1"
    )
    for path in ["/api/d-1/tags/plain", "/api/d-1/tags/", "/api/10.20.30.40/tags/a%2Fb"] {
      #expect(try ask(path, .tagKey)?.raw == path)
    }
  }
}
