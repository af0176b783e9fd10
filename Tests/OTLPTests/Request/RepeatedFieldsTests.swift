import Testing

@testable import OTLP

@Suite("Fields that stand more often than once")
struct RepeatedFieldsTests {
  private func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    precondition(content.count < 0x4000)
    let length =
      content.count < 0x80
      ? [UInt8(content.count)] : [UInt8(content.count & 0x7F) | 0x80, UInt8(content.count >> 7)]
    return [number << 3 | 2] + length + content
  }

  private func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

  private func request(_ fields: [UInt8]) -> [UInt8] {
    let ids = field(1, Array(repeating: 7, count: 16)) + field(2, Array(repeating: 1, count: 8))
    return field(1, field(2, field(2, ids + fields)))
  }

  private func merged(_ bytes: [UInt8]) -> [UInt8] { RepeatedFields.merged(bytes.span, as: .traces) }

  @Test("Of texts and numbers the last one counts")
  func plain() throws {
    let body = request(text(5, "a") + [0x30, 1] + text(5, "b") + [0x30, 2])
    #expect(merged(body) == request(text(5, "b") + [0x30, 2]))
    #expect(throws: Never.self) { try WireValidator.validate(merged(body).span, as: .traces) }
  }

  @Test("Messages are merged, and of a oneof the last member counts")
  func messages() {
    func attribute(_ value: [UInt8]) -> [UInt8] { field(9, text(1, "k") + field(2, value)) }
    let status = field(15, text(2, "m")) + field(15, [0x18, 2])
    #expect(merged(request(status)) == request(field(15, text(2, "m") + [0x18, 2])))
    #expect(merged(request(attribute(text(1, "a") + [0x18, 5]))) == request(attribute([0x18, 5])))
    let (one, two) = (field(1, [0x18, 1]), field(1, [0x18, 2]))
    #expect(
      merged(request(attribute(field(5, one) + field(5, two)))) == request(attribute(field(5, one + two)))
    )
    #expect(
      merged(request(attribute(field(5, one) + text(1, "a") + field(5, two))))
        == request(attribute(field(5, two)))
    )
  }

  @Test("Anything else stays as it is")
  func others() {
    let repeated = request(field(11, text(2, "e")) + field(11, text(2, "e")))
    var deep = text(1, "end")
    for _ in 0..<200 { deep = field(5, field(1, deep)) }
    let nested = request(field(9, text(1, "k") + field(2, deep)))
    for bytes in [[], [0xFF, 0xFF], request([]), repeated, nested, request([0]), request([0x2A, 9])] {
      #expect(merged(bytes) == bytes)
    }
  }

  @Test("One that cannot be read costs no other")
  func neighbours() {
    let ids = field(1, Array(repeating: 7, count: 16)) + field(2, Array(repeating: 1, count: 8))
    func request(_ spans: [[UInt8]]) -> [UInt8] { field(1, field(2, spans.flatMap { field(2, ids + $0) })) }
    let twice = text(5, "a") + text(5, "b")
    #expect(merged(request([twice, [0], twice])) == request([text(5, "b"), [0], text(5, "b")]))
  }
}
