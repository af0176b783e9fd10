import OTLP
import Testing

@Suite struct AttributeValueContentsTests {
  @Test func showsWhatItHolds() {
    #expect(AttributeValue.string("a").string == "a" && AttributeValue.int(1).string == nil)
    #expect(AttributeValue.array([1]).array == [1] && AttributeValue.string("a").array == nil)
    #expect(AttributeValue.map(["k": 1]).map == ["k": 1] && AttributeValue.empty.map == nil)
    #expect((["k": ["m": 1]] as AttributeValue)["k"]?["m"] == 1)
    #expect(AttributeValue.int(1)["k"] == nil)
  }

  @Test func setsMembers() {
    var value: AttributeValue = ["a": 1, "b": 2]
    value["a"] = 3
    value["b"] = nil
    value["c"] = ["d": 4]
    #expect(value == ["a": 3, "c": ["d": 4]])
    var text: AttributeValue = "text"
    text["a"] = nil
    #expect(text == "text")
    text["a"] = 1
    #expect(text == ["a": 1])
  }

  @Test func leavesNothingOfARepeatedKeyThatIsSet() {
    var members: Attributes = ["a": "first"]
    members.append("b", "between")
    members.append("a", "second")
    var value = AttributeValue.map(members)
    value["a"] = "new"
    #expect(value == ["a": "new", "b": "between"])
  }

  @Test func changesStringsAtAnyDepthButNoKeys() {
    let value: AttributeValue = ["x": ["x", 1, ["x": "x", "y": .bytes([120])]], "y": true]
    #expect(value.mapStrings { $0 + "!" } == ["x": ["x!", 1, ["x": "x!", "y": .bytes([120])]], "y": true])
  }
}
