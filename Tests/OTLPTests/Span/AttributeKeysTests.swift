import ProtobufWire
import Testing

@testable import OTLP

/// What is told of a span in one pass must never say that a key is absent which is there.
@Suite struct AttributeKeysTests {
  private static let trace = [UInt8](repeating: 1, count: 16)

  /// A request of one span with these pairs, as its sender wrote them.
  private func request(_ pairs: [[UInt8]]) -> [UInt8] {
    func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
      precondition(content.count < 1 << 14)
      let length =
        content.count < 0x80
        ? [UInt8(content.count)] : [UInt8(content.count & 0x7f | 0x80), UInt8(content.count >> 7)]
      return [number << 3 | 2] + length + content
    }
    let span =
      field(1, Self.trace) + field(2, [UInt8](repeating: 2, count: 8)) + pairs.flatMap { field(9, $0) }
    return field(1, field(2, field(2, span)))
  }

  private func key(_ text: String) -> [UInt8] { [0x0a, UInt8(text.utf8.count)] + Array(text.utf8) }
  private let value: [UInt8] = [0x12, 3, 0x0a, 1, UInt8(ascii: "x")]

  private func mayHold(_ keys: AttributeKeys?, _ pairs: [[UInt8]]) throws -> Bool {
    var batch = try TelemetryBatch(decoding: request(pairs), as: .traces)
    var result: Bool?
    try batch.editSpans(asking: keys) { result = $0.original.mayHoldAsked }
    return try #require(result as Bool?)
  }

  @Test func tellsKeysApart() throws {
    let keys = AttributeKeys(["session.id", "user.id"], prefixes: ["tag."])
    let others = [key("http.method") + value, key("http.url") + value, key("") + value]
    #expect(try !mayHold(keys, others))
    #expect(try !mayHold(nil, others + [key("user.id") + value]))
    for name in ["session.id", "user.id", "tag.a"] {
      #expect(try mayHold(keys, others + [key(name) + value]), "\(name)")
      #expect(try mayHold(keys, [key(name) + value] + others), "\(name)")
    }
    #expect(try mayHold(AttributeKeys([""]), [key("") + value]))
    let long = String(repeating: "k", count: 100)
    #expect(try mayHold(AttributeKeys([long]), others + [key(long) + value]))
  }

  @Test("A pair may hold its key behind its value, or not at all")
  func uncommonPairs() throws {
    let keys = AttributeKeys(["user.id"])
    let pair = value + key("user.id")
    #expect(try mayHold(keys, [pair]))
    #expect(try mayHold(keys, [key("b") + value, pair]))
    #expect(try mayHold(AttributeKeys([""]), [value]))
  }

  @Test("A pair with two keys is refused: the first one would be looked at, the last one would count")
  func twoKeys() throws {
    for pair in [key("a") + key("user.id") + value, key("a") + value + key("user.id")] {
      #expect(
        try WireValidator.validate(request([pair]).span, as: .traces).firstFault?.reason == .duplicateField
      )
      #expect(try TelemetryBatch(decoding: request([pair]), as: .traces).itemCount == 0)
    }
  }

  @Test func showsWhatIsAskedFor() throws {
    let keys = AttributeKeys(["user.id"], prefixes: ["tag."])
    let names = ["user.id", "user.ix", "tag.", "tag.a", "tab.a", "user.id"]
    var batch = try TelemetryBatch(decoding: request(names.map { key($0) + value }), as: .traces)
    var shown: [String] = []
    try batch.editSpans { span in
      span.original.attributes.show(keys) { key, _ in
        shown.append(key.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
      }
    }
    #expect(shown == ["user.id", "tag.a", "user.id"])
  }

  @Test("Repeated keys are found among many", arguments: [2, 12, 60, 64, 65, 200])
  func repeatedKeys(count: Int) throws {
    let names = (0..<count).map { "key.\($0 * 7919 % 1000)" }
    func repeats(_ names: [String]) throws -> Bool {
      var batch = try TelemetryBatch(decoding: request(names.map { key($0) + value }), as: .traces)
      var result: Bool?
      try batch.editSpans { result = $0.original.attributes.hasRepeatedKeys }
      return try #require(result as Bool?)
    }
    #expect(try !repeats(names))
    for name in [names[0], names[count / 2], names[count - 1]] { #expect(try repeats(names + [name])) }
  }
}
