import Testing

@testable import YAML

@Suite("YAML")
struct YAMLComposerTests {
  private func shown(_ text: String) throws -> String { Self.shown(try YAMLComposer.root(of: text)) }

  private static func shown(_ node: YAMLNode?) -> String {
    switch node?.content {
    case nil: "nothing"
    case .scalar(let text, let isPlain): isPlain ? text : "'\(text)'"
    case .list(let nodes): "[" + nodes.map { shown($0) }.joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { "\(shown($0.key)): \(shown($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  private func error(_ text: String) -> YAMLError? {
    #expect(throws: YAMLError.self) { try YAMLComposer.root(of: text) }
  }

  @Test(
    "Nodes of a document",
    arguments: [
      ("", "nothing"), ("# nothing\n", "nothing"), ("---\n", ""), ("a", "a"), ("'a'", "'a'"),
      ("\"a\\n\"", "'a\n'"), ("!!str 5", "'5'"),
      ("a: 1\nb: [x, 'y']\nc:\n- {d: e}\n", "{a: 1, b: [x, 'y'], c: [{d: e}]}"),
      ("a: |\n  one\n  two\n", "{a: 'one\ntwo\n'}"), ("\u{FEFF}a: ü", "{a: ü}"), ("a:\n", "{a: }"),
      ("a: &x [1]\nb: *x\n", "{a: [1], b: [1]}"), ("? [a]\n: b", "{[a]: b}"),
    ]
  )
  func nodes(text: String, expected: String) throws {
    #expect(try shown(text) == expected)
  }

  @Test("Lines are those of the file")
  func lines() throws {
    let root = try #require(try YAMLComposer.root(of: "\na: 1\nb:\n  - x\n  - y\n"))
    guard case .mapping(let pairs) = root.content, case .list(let list) = pairs[1].value.content else {
      Issue.record("no mapping")
      return
    }
    #expect(pairs.map(\.key.line) == [2, 3])
    #expect(list.map(\.line) == [4, 5])
  }

  @Test(
    "Null is a plain scalar alone",
    arguments: [("~", true), ("null", true), ("'null'", false), ("nul", false)]
  )
  func null(text: String, isNull: Bool) throws {
    #expect(try YAMLComposer.root(of: text)?.isNull == isNull)
  }

  @Test(
    "What is not YAML is an error with its line",
    arguments: [
      ("a: [", 2), ("a: 1\n---\nb: 2", 2), ("a: *b", 1), ("\u{1}", 1), ("a: 1\n\u{1}", 2), ("a: 'b\n", 2),
    ]
  )
  func invalid(text: String, line: Int) {
    let found = error(text)
    guard case .syntax(let words) = found?.problem else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(!words.isEmpty)
    #expect(found?.line == line)
  }

  @Test("A key that occurs twice is an error at its first place")
  func duplicates() {
    #expect(error("x: 1\nb: 1\na: 1\nb: 2\na: 2") == YAMLError(problem: .duplicateKeys(["a", "b"]), line: 3))
  }

  @Test("Depth is bounded")
  func depth() throws {
    let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try YAMLComposer.root(of: deepest) != nil)
    #expect(error("[\(deepest)]")?.problem == .tooDeep)
    #expect(error(String(repeating: "[", count: 100_000))?.problem == .tooDeep)
  }

  @Test("What aliases stand for is bounded")
  func aliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text +=
        "a\(level): &a\(level) [" + (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
    }
    #expect(error(text)?.problem == .tooMany)
  }
}
