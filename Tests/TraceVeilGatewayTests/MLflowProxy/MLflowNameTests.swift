import JSON
import NIOCore
import Redaction
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// What MLflow finds something by, or keeps once: two that differ stay two, and are found by what they were.
@Suite struct MLflowNameTests {
  private let redaction: MLflowRedaction

  init() throws {
    let processor = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    redaction = MLflowRedaction(transforms: [processor])
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

  @Test(
    "Beside a value that is too deep, records whose inputs redact alike stay different ones",
    arguments: [70, 80, 200]
  )
  func recordsBesideDeepOnes(levels: Int) throws {
    let deep = String(repeating: "[", count: levels) + "1" + String(repeating: "]", count: levels)
    let list = ["a@b.example", "c@d.example"].map { #"{"inputs":{"q":"to \#($0)"}}"# }
    let text = JSONValue.string("[\(list.joined(separator: ",")),{\"inputs\":\(deep)}]")
    let body = ByteBuffer(bytes: JSONValue.object([.init("records", text)]).encoded)
    let result = String(buffer: try #require(try redaction.redact(body, as: .json)))
    let mails = result.matches(of: /to <EMAIL_ADDRESS:[0-9a-f]{16}>/).map(\.output)
    #expect(Set(mails).count == 2 && !result.contains(".example"))
  }

  @Test(
    "Values of a record have 64 levels, in its source, too",
    arguments: ["inputs", "outputs", "source"],
    [64, 65]
  )
  func levelsOfRecords(member: String, levels: Int) throws {
    let deep =
      String(repeating: "[", count: levels) + #""a@b.example""# + String(repeating: "]", count: levels)
    let value = member == "source" ? #"{"source_type":"HUMAN","source_data":\#(deep)}"# : deep
    let text = JSONValue.string(#"[{"\#(member)":\#(value)}]"#)
    let body = ByteBuffer(bytes: JSONValue.object([.init("records", text)]).encoded)
    let result = String(buffer: try #require(try redaction.redact(body, as: .json)))
    #expect(result.contains("<TOO_DEEP>") == (levels > 64))
    #expect(!result.contains(".example"))
    #expect(result.contains("<EMAIL_ADDRESS") == (levels <= 64))
  }

  @Test("Keys of metadata are told apart, and found, whatever else is there and in whatever order")
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
    #expect(try keys(#"{"trace_metadata":\#(both)}"#, ["trace_metadata"]) == first)
    let own = #"{"mlflow.user":"a@b.example","c@d.example":"2","mlflow.trace.sizeBytes":"7"}"#
    #expect(
      try keys(#"{"trace_metadata":\#(own)}"#, ["trace_metadata"])
        == ["mlflow.user", first[1], "mlflow.trace.sizeBytes"]
    )
    let filter = try redact("{\"filter\":\"metadata.`c@d.example` = '2'\"}", as: .search)["filter"]
    #expect(filter == .string("metadata.`\(first[1])` = '2'"))
  }

  @Test(
    "Names, labels and what MLflow takes only with something in it are not empty, and not long, by any operator",
    arguments: [Operator.redact, .mask(keepFirst: 0, keepLast: 0), .replace(.entityName), .hash, .encrypt]
  )
  func operators(operation: Operator) throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = operation
    if operation.needsKey { policy.key = try KeyMaterial(fileBytes: 0..<32) }
    let redaction = MLflowRedaction(transforms: [RedactionTransform(redactor: try Redactor(policy: policy))])
    func redact(_ text: String) throws -> JSONValue {
      let body = try #require(try redaction.redact(ByteBuffer(string: text), as: .named))
      return try JSONParser.parse(Array(body.readableBytesView))
    }
    let one =
      #"{"name":"a@b.example","description":"a@b.example","categories":["a@b.example","c@d.example"]}"#
    let issue = try redact(one)
    #expect(issue["description"]?.text?.isEmpty == false && issue["description"] != .string("a@b.example"))
    let other = try redact(one.replacing("a@b.example", with: "e@f.example"))
    #expect(issue["name"] != other["name"])
    let schema =
      #"{"input":{"categorical":{"options":["a@b.example","c@d.example"]}},"instruction":"a@b.example"}"#
    let options = try redact(schema)
    guard case .array(let labels)? = options["input"]?["categorical"]?["options"],
      case .array(let categories)? = issue["categories"]
    else {
      Issue.record("no list")
      return
    }
    for texts in [labels, categories, [issue["name"] ?? .null, other["name"] ?? .null]] {
      let texts = texts.compactMap(\.text)
      #expect(texts.allSatisfy { (1...64).contains($0.count) && !$0.contains("@") } && Set(texts).count == 2)
    }
  }

  @Test("A prompt's name passes where MLflow's registry would take it")
  func prompts() throws {
    func linked(_ name: String) throws -> String? {
      let text =
        #"{"trace_id":"tr-0","prompt_versions":[{"name":"\#(name)","version":"1","x":"a@b.example"}]}"#
      guard case .array(let prompts)? = try redact(text, as: .json)["prompt_versions"] else { return nil }
      #expect(prompts.first?["x"] == .string("<EMAIL_ADDRESS>") && prompts.first?["version"] == .string("1"))
      return prompts.first?["name"]?.text
    }
    #expect(try linked("10.20.30.40") == "10.20.30.40")
    #expect(try linked("of a@b.example") == "of <EMAIL_ADDRESS>")
    for (name, isKept) in [("10.20.30.40", true), ("of 10.20.30.40", false)] {
      let tag = #"{"key":"mlflow.linkedPrompts","value":"[{\"name\": \"\#(name)\", \"version\": \"1\"}]"}"#
      let body = ByteBuffer(string: tag)
      #expect((try redaction.redact(body, as: .json) == body) == isKept)
      let filter = try redact("{\"filter\":\"prompt = '\(name)/1'\"}", as: .search)["filter"]
      #expect((filter == .string("prompt = '\(name)/1'")) == isKept)
    }
  }

  @Test("Labels of a schema stay different, and are what feedback and expectations say that choose one")
  func labels() throws {
    let input =
      #"{"categorical":{"options":["a@b.example","no","c@d.example","<EMAIL_ADDRESS>"]},"text":{"hint":"a@b.example"}}"#
    let schema = try redact(#"{"input":\#(input)}"#, as: .named)["input"]
    guard case .array(let options)? = schema?["categorical"]?["options"] else {
      Issue.record("no list")
      return
    }
    #expect(options[0].text?.wholeMatch(of: /<EMAIL_ADDRESS:[0-9a-f]{16}>/) != nil)
    #expect(
      options[1] == .string("no") && options[3] == .string("<EMAIL_ADDRESS>") && Set(options).count == 4
    )
    #expect(schema?["text"]?["hint"] == .string("<EMAIL_ADDRESS>"))
    let labels = #"{"input":{"pass_fail":{"positive_label":"a@b.example","negative_label":"c@d.example"}}}"#
    let both = try redact(labels, as: .named)["input"]?["pass_fail"]
    #expect(both?["positive_label"] == options[0] && both?["negative_label"] == options[2])
    func value(_ value: String, of kind: String) throws -> JSONValue? {
      try redact(#"{"assessment":{"\#(kind)":{"value":\#(value)}}}"#, as: .json)["assessment"]?[kind]?[
        "value"
      ]
    }
    #expect(try value(#""c@d.example""#, of: "feedback") == options[2])
    #expect(try value(#"["c@d.example","no"]"#, of: "feedback") == .array([options[2], options[1]]))
    let long = String(repeating: "x", count: 60) + " a@b.example"
    #expect(try value(#""\#(long)""#, of: "feedback")?.text?.hasSuffix(" <EMAIL_ADDRESS>") == true)
    #expect(try value(#""a@b.example""#, of: "expectation") == options[0])
    #expect(try value("1", of: "feedback") == .number("1"))
    func serialized(_ text: String) throws -> String? {
      let written = String(decoding: JSONValue.string(text).encoded, as: UTF8.self)
      let value = #"{"serialized_value":{"serialization_format":"JSON_FORMAT","value":\#(written)}}"#
      let assessment = try redact(#"{"assessment":{"expectation":\#(value)}}"#, as: .json)["assessment"]
      return assessment?["expectation"]?["serialized_value"]?["value"]?.text
    }
    let names = options.compactMap(\.text)
    #expect(try serialized(#"["c@d.example", "no"]"#) == #"["\#(names[2])", "no"]"#)
    #expect(try serialized(#"["no",1]"#) == #"["no",1]"#)
    #expect(try serialized(#"{"a": "a@b.example"}"#) == #"{"a": "<EMAIL_ADDRESS>"}"#)
    #expect(try serialized(#"["\#(long)"]"#)?.hasSuffix(#" <EMAIL_ADDRESS>"]"#) == true)
  }

  @Test(
    "Categories of issues are told apart; keys of metadata are taken away, and issues found, by what they were"
  )
  func issues() throws {
    let issue =
      #"{"name":"of a@b.example","categories":["a@b.example","c@d.example"],"metadata":{"a@b.example":"1"}}"#
    let made = try redact(issue, as: .named)
    guard case .array(let categories)? = made["categories"], case .object(let entries)? = made["metadata"]
    else {
      Issue.record("no list")
      return
    }
    #expect(categories[0] != categories[1])
    let question = #"{"name":"of a@b.example","categories":["c@d.example"],"page_token":"a@b.example"}"#
    let asked = try redact(question, as: .issueSearch)
    #expect(asked["name"] == made["name"] && asked["categories"] == .array([categories[1]]))
    #expect(asked["page_token"] == .string("a@b.example"))
    #expect(
      try redact(#"{"delete_metadata_keys":["a@b.example","k"]}"#, as: .json)["delete_metadata_keys"]
        == .array([.string(entries[0].name), .string("k")])
    )
  }

  @Test(
    "Records that were made of traces, whose inputs were redacted before, stay as many as there are traces"
  )
  func recordsOfTraces() throws {
    func record(_ trace: String, _ text: String = "to <EMAIL_ADDRESS>") -> String {
      let source = #"{"source_type":"TRACE","source_data":{"trace_id":"tr-\#(trace)"}}"#
      return #"{"inputs":{"q":["\#(text)",1],"n":{"<PHONE_NUMBER>":null}},"source":\#(source)}"#
    }
    let list = [record("1"), record("2"), record("1"), record("1", "plain"), record("2", "plain")]
    let text = JSONValue.string("[\(list.joined(separator: ","))]")
    let body = ByteBuffer(bytes: JSONValue.object([.init("records", text)]).encoded)
    let result = try #require(try redaction.redact(body, as: .json))
    let inner = try #require(try JSONParser.parse(Array(result.readableBytesView))["records"]?.text)
    guard case .array(let records) = try JSONParser.parse(Array(inner.utf8)) else { return }
    let inputs = records.map { $0["inputs"] }
    #expect(inputs[0] == inputs[2] && inputs[0] != inputs[1] && inputs[3] == inputs[4])
    guard case .array(let values)? = inputs[0]?["q"] else { return }
    #expect(values[0].text?.wholeMatch(of: /to <EMAIL_ADDRESS:[0-9a-f]{16}>/) != nil)
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
    let processor = RedactionTransform(redactor: try Redactor(policy: policy))
    let redaction = MLflowRedaction(transforms: [processor])
    let names = try ["a@b.example", "c@d.example", "a@b.example"].map { name in
      let body = ByteBuffer(string: #"{"name":"of \#(name)"}"#)
      return String(buffer: try #require(try redaction.redact(body, as: .named)))
    }
    #expect(names[0] == names[2] && names[0] != names[1] && names[0].contains("of <EMAIL_ADDRESS:"))
  }

  @Test(
    "What MLflow takes no more than so many characters of does not become longer than that",
    arguments: [
      (#"{"request_preview":TEXT}"#, MLflowBodyForm.startTrace, 1000),
      (#"{"responsePreview":TEXT}"#, .startTrace, 1000),
      (#"{"client_request_id":TEXT}"#, .startTrace, 50),
      (#"{"tags":{"mlflow.traceName":TEXT}}"#, .startTrace, 4096),
      (#"{"assessment":{"source":{"source_id":TEXT}}}"#, .json, 250), (#"{"users":[TEXT]}"#, .review, 250),
      (#"{"name":TEXT,"instruction":"x"}"#, .named, 250), (#"{"name":TEXT,"tags":"{}"}"#, .named, 255),
      (#"{"instruction":TEXT}"#, .named, 1000), (#"{"categories":[TEXT]}"#, .json, 250),
      (#"{"input":{"categorical":{"options":[TEXT]}}}"#, .named, 64),
      (#"{"input":{"pass_fail":{"positive_label":TEXT}}}"#, .named, 64),
      (#"{"created_by":TEXT}"#, .json, 255),
    ]
  )
  func limits(body: String, form: MLflowBodyForm, limit: Int) throws {
    func redacted(_ text: String) throws -> String {
      var value = try redact(body.replacing("TEXT", with: #""\#(text)""#), as: form)
      while value.text == nil {
        switch value {
        case .object(let members): value = members[0].value
        case .array(let elements): value = elements[0]
        default: throw JSONParser.Failure.malformed
        }
      }
      return value.text ?? ""
    }
    let short = String(
      (String(repeating: "a@b.co ", count: limit / 14) + String(repeating: "é", count: limit)).prefix(limit)
    )
    let (first, second) = (try redacted(short), try redacted(String(short.dropLast()) + "z"))
    #expect(first.unicodeScalars.count <= limit && first.contains("<") && !first.contains("@"))
    let identifies = ![1000, 4096].contains(limit)
    #expect(!identifies || first != second)
    // What MLflow would refuse anyway is not cut, nor what has nothing in it.
    let longer = short + String(repeating: "é", count: 256)
    #expect(try redacted(longer).unicodeScalars.count > limit)
    let clean = String(String(repeating: "éa ", count: limit).prefix(limit))
    #expect(try redacted(clean) == clean)
  }

  @Test("Values of a dataset's tags stay as short as MLflow takes them")
  func datasetTags() throws {
    let value = String(repeating: "a@b.co ", count: 300) + String(repeating: "x", count: 2900)
    let tags = try #require(try redact(#"{"tags":"{\"k\":\"\#(value)\"}"}"#, as: .json)["tags"]?.text)
    let inner = try #require(try JSONParser.parse(Array(tags.utf8))["k"]?.text)
    #expect(inner.unicodeScalars.count == 5000 && !inner.contains("@"))
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
