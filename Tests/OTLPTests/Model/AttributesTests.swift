import OTLP
import Testing

@Suite struct AttributesTests {
  @Test func keepsTheOrderOfKeys() {
    var attributes: Attributes = ["b": 1, "a": 2]
    attributes["c"] = 3
    attributes["b"] = 4
    #expect(attributes.map(\.key) == ["b", "a", "c"])
    #expect(attributes["b"] == 4)
    attributes["a"] = nil
    attributes["none"] = nil
    #expect(attributes == ["b": 4, "c": 3])
    #expect(attributes["a"] == nil)
  }

  @Test func valuesChangeInPlace() {
    var attributes: Attributes = ["list": ["a"]]
    if case .array(var list)? = attributes["list"] {
      list.append("b")
      attributes["list"] = .array(list)
    }
    attributes["absent"]? = "never"
    #expect(attributes == ["list": ["a", "b"]])
  }

  @Test func theLastOfEqualKeysStays() {
    #expect(["a": 1, "b": 2, "a": 3] as Attributes == ["a": 3, "b": 2])
  }

  @Test func appendDoesNotCheck() {
    var attributes = Attributes()
    attributes.append("a", 1)
    attributes.append("a", 2)
    #expect(attributes.count == 2)
    #expect(attributes["a"] == 1)
  }

  @Test func equalityIsOfKeysValuesAndOrder() {
    let one: Attributes = ["a": 1, "b": .map(["c": true])]
    #expect(one == ["a": 1, "b": .map(["c": true])])
    #expect(one != ["b": .map(["c": true]), "a": 1])
    #expect(one != ["a": 1])
    #expect(Set([one, one, [:]]).count == 2)
    let empty = Attributes()
    #expect(empty == Attributes([]))
  }
}
