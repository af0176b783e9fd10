import JSON
import NIOCore
import Redaction
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Keys of tags: MLflow takes few characters in them, and tags are set and deleted by their keys.
@Suite struct MLflowTagTests {
  private let redaction: MLflowRedaction

  init() throws {
    let processor = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    redaction = MLflowRedaction(transforms: [processor])
  }

  private func redact(_ text: String) throws -> JSONValue {
    let result = try #require(try redaction.redact(ByteBuffer(string: text), as: .json))
    return try JSONParser.parse(Array(result.readableBytesView))
  }

  private func keys(_ value: JSONValue?) -> [String] {
    guard case .object(let members)? = value else { return [] }
    return members.map(\.name)
  }

  @Test func keysStayApartAndHaveTheCharactersThatMLflowTakes() throws {
    let text = #"{"tags":{"a@b.example":"1","plain":"2","c@b.example":"3","seen 10.20.30.40":"4"}}"#
    let redacted = try redact(text)["tags"]
    let keys = keys(redacted)
    #expect(keys.count == 4 && Set(keys).count == 4)
    #expect(keys[0].wholeMatch(of: /EMAIL_ADDRESS_[0-9a-f]{16}/) != nil)
    #expect(keys[1] == "plain")
    #expect(keys[3].wholeMatch(of: /seen IP_ADDRESS_[0-9a-f]{16}/) != nil)
    #expect(redacted?[keys[2]] == .string("3"))
    // Redacted once.
    #expect(try redact(#"{"tags":{"\#(keys[0])":"1"}}"#)["tags"] == .object([.init(keys[0], .string("1"))]))
  }

  @Test(arguments: [
    #"{"key":"10.20.30.40","value":"v"}"#, #"{"key":"10.20.30.40"}"#,
    #"{"trace_id":"tr-0","key":"10.20.30.40"}"#,
  ])
  func aTagIsSetAndDeletedByTheSameKey(text: String) throws {
    let whole = keys(try redact(#"{"tags":{"1.2.3.4":"x","10.20.30.40":"v"}}"#)["tags"])
    let redacted = try redact(text)
    #expect(redacted["key"] == .string(whole[1]))
    #expect(redacted["value"] == (text.contains("value") ? .string("v") : nil))
  }

  @Test func aListOfPairsIsAMapToo() throws {
    let text = #"{"tags":[{"key":"a@b.example","value":"1"},{"key":"c@b.example","value":"2"}]}"#
    guard case .array(let pairs)? = try redact(text)["tags"] else {
      Issue.record("it is no list any more")
      return
    }
    let keys = Set(pairs.compactMap { $0["key"]?.text })
    #expect(keys.count == 2 && keys.allSatisfy { $0.hasPrefix("EMAIL_ADDRESS_") })
  }

  @Test("Metadata of MLflow 2 has the keys that MLflow 3's has, and questions for it")
  func metadataInPairs() throws {
    let keys = ["a@b.example", "host 10.20.30.40", "plain", "c@b.example", "mlflow.sourceRun"]
    for key in keys {
      let pairs = try redact(
        #"{"request_metadata":[{"key":"\#(key)","value":"5"},{"key":"x","value":"a@b.example"}]}"#
      )
      let map = try redact(#"{"trace_metadata":{"\#(key)":"5","x":"a@b.example"}}"#)["trace_metadata"]
      guard case .object(let members)? = map, case .array(let entries)? = pairs["request_metadata"] else {
        Issue.record("another form")
        return
      }
      #expect(entries.map { $0["key"]?.text } == members.map(\.name))
      #expect(entries.map { $0["value"] } == members.map(\.value))
      #expect(members[0].name.contains("@") == false && members[1].value == .string("<EMAIL_ADDRESS>"))
      let question = #"{"filter":"metadata.`\#(key)` = '5'"}"#
      let asked = try #require(try redaction.redact(ByteBuffer(string: question), as: .search))
      #expect(String(buffer: asked).contains("`\(members[0].name)`"))
    }
  }

  @Test(
    "The key of a structure makes no text one: only what has its shape stays",
    arguments: [
      #"{"tags":{"KEY":"VALUE"}}"#, #"{"tags":[{"key":"KEY","value":"VALUE"}]}"#,
      #"{"key":"KEY","value":"VALUE"}"#,
      #"{"trace":{"trace_info":{"trace_metadata":{"KEY":"VALUE"}}}}"#,
      #"{"request_metadata":[{"key":"KEY","value":"VALUE"}]}"#,
      #"{"assessment":{"metadata":{"KEY":"VALUE"}}}"#, #"{"tags":"{\"KEY\": \"VALUE\"}"}"#,
    ]
  )
  func structure(form: String) throws {
    for key in [
      "gen_ai.system", "gen_ai.usage.x", "llm.system", "mlflow.trace.tokenUsage", "mlflow.spanType",
    ] {
      let text = form.replacing("KEY", with: key)
      for value in ["of a@b.example", "a@b.example", "card 4111 1111 1111 1111", "4111111111111111"] {
        let body = ByteBuffer(string: text.replacing("VALUE", with: value))
        let redacted = try redaction.redact(body, as: .json).map { String(buffer: $0) } ?? ""
        #expect(!redacted.contains("b.example") && !redacted.contains("1111"), "\(key): \(redacted)")
      }
      let body = ByteBuffer(string: text.replacing("VALUE", with: "1.26"))
      #expect(try redaction.redact(body, as: .json) == body)
    }
  }

  @Test func whoDeletesMaySendNothing() throws {
    #expect(try redaction.redact(ByteBuffer(), as: .json)?.readableBytes == 0)
  }

  @Test("A tag that a rule for keys drops is not sent, nor asked for", arguments: [true, false])
  func dropped(isList: Bool) throws {
    let yaml = "version: 1\nkeys: {drop: ['*@*', secret]}\n"
    let file = try PolicyFile(
      parsing: Array(yaml.utf8),
      file: "p",
      context: PolicyContext(knownEntities: [], hasKey: false)
    )
    var policy = RedactionPolicy()
    policy.apply(file)
    let redaction = MLflowRedaction(transforms: [RedactionTransform(redactor: try Redactor(policy: policy))])
    if isList {
      let others = #"{"key":"x","value":"of z@b.example"},{"key":"secret","value":"3"}"#
      let text = #"{"tags":[{"key":"a@b.example","value":"1","more":"a","name":"b"},\#(others)]}"#
      let result = try redaction.redact(ByteBuffer(string: text), as: .named)
      #expect(result.map { String(buffer: $0) } == #"{"tags":[{"key":"x","value":"of <EMAIL_ADDRESS>"}]}"#)
    } else {
      for text in [
        #"{"key":"a@b.example","value":"1"}"#, #"{"key":"secret"}"#, #"{"key":"secret","value":"x"}"#,
      ] {
        #expect(try redaction.redact(ByteBuffer(string: text), as: .json) == nil)
      }
      let target = try #require(RequestTarget("/api/d-1/tags/secret"))
      #expect(try redaction.redact(target, .tagKey) == nil)
    }
  }

  @Test func tagsInATextHaveTheSameKeys() throws {
    let alone = try redact(#"{"tags":{"10.20.30.40":"1","a@b.example":"2","n":"3"}}"#)["tags"]
    let text = try redact(#"{"tags":"{\"10.20.30.40\": \"1\", \"a@b.example\": \"2\", \"n\": \"3\"}"}"#)[
      "tags"
    ]?.text
    #expect(try JSONParser.parse(Array((text ?? "").utf8)) == alone)
    let clean = #"{"tags":"{\"a\": 1}"}"#
    #expect(try redaction.redact(ByteBuffer(string: clean), as: .json) == ByteBuffer(string: clean))
  }

  @Test(
    arguments: [
      #"{"tags":{"t":"VALUE"}}"#, #"{"tags":[{"key":"t","value":"VALUE"}]}"#, #"{"metadata":{"t":"VALUE"}}"#,
    ]
  )
  func valuesStayAsShortAsAColumnTakes(form: String) throws {
    let text = form.replacing("VALUE", with: String(repeating: "a@b.co ", count: 580))
    let body = try #require(try redaction.redact(ByteBuffer(string: text), as: .json))
    #expect((7000..<8100).contains(body.readableBytes) && !String(buffer: body).contains("@"))
  }

  @Test func lengthsAreBounded() {
    let digest = Array("0123456789abcdef".utf8)
    let standIn = MLflowTagKey.standIn(Array(String(repeating: ".x<é>/", count: 100).utf8), digest: digest)
    #expect(standIn.count <= 250)
    #expect(
      String(decoding: standIn, as: UTF8.self).wholeMatch(
        of: /[A-Za-z0-9_\- ][A-Za-z0-9_.\- ]*_0123456789abcdef/
      ) != nil
    )
  }
}
