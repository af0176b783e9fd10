import ProtobufWire
import Testing

@testable import OTLP

/// Over random requests of all signals, with every field of the protocol.
@Suite struct OTLPJSONPropertyTests {
  @Test(arguments: Signal.allCases)
  func whatIsWrittenIsReadAsItWas(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("whatIsWrittenIsReadAsItWas \(signal)"))
    generator.hasNaNPayloads = false
    for _ in 0..<60 {
      let written = generator.request(signal)
      let json = try TelemetryBatch(decoding: written, as: signal).encodeJSON()
      let body = try OTLPJSON.protobuf(from: json.span, as: signal, maximumBytes: 1 << 30).bytes
      #expect(try WireValidator.validate(body.span, as: signal).isClean)
      let read = try MessageTree(decoding: body, as: signal).packed()
      #expect(try read == MessageTree(decoding: written, as: signal).packed())
    }
  }

  @Test(arguments: Signal.allCases)
  func allFieldsHaveNamesInJSON(signal: Signal) throws {
    var paths: Set<String> = []
    var messages: Set<String> = []
    signal.collectFields(&paths, &messages)
    let schema = WireSchema([signal.requestDescriptor], ignoring: MessageSchema.ignored, hexadecimal: [])
    #expect(Set(schema.paths) == paths.subtracting(MessageSchema.ignored))
    #expect(schema.fields.count == schema.paths.count && schema.messages.count == messages.count)
  }

  /// Whatever is accepted, the validator accepts too, as far as nesting and sizes are its own bounds.
  @Test(arguments: Signal.allCases)
  func mutationIsHarmless(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("JSON mutationIsHarmless \(signal)"))
    let alphabet = Array("{}[]\",:\\u0e.-tfn \u{1}".utf8)
    var accepted = 0
    for _ in 0..<400 {
      var json = try TelemetryBatch.json(of: generator.request(signal), signal)
      guard (10..<20_000).contains(json.count) else { continue }
      for _ in 0..<Int.random(in: 1...3, using: &generator.random) {
        let place = Int.random(in: 0..<json.count, using: &generator.random)
        switch Int.random(in: 0...3, using: &generator.random) {
        case 0: json[place] = .random(in: 0...255, using: &generator.random)
        case 1: json[place] = alphabet.randomElement(using: &generator.random) ?? 0
        case 2: json.remove(at: place)
        default: json.insert(alphabet.randomElement(using: &generator.random) ?? 0, at: place)
        }
      }
      do {
        let body = try OTLPJSON.protobuf(from: json.span, as: signal, maximumBytes: 1 << 30).bytes
        #expect(try WireValidator.validate(body.span, as: signal).unknownFields == 0)
        accepted += 1
      } catch {
        #expect((0...json.count).contains(error.offset ?? -1))
      }
    }
    #expect(accepted > 0)
  }

  @Test(arguments: Signal.allCases)
  func truncationAnywhereIsNoticed(signal: Signal) throws {
    var generator = MessageGenerator(SeededGenerator("JSON truncation \(signal)"))
    let json = try TelemetryBatch.json(of: generator.request(signal), signal)
    for count in stride(from: 0, to: json.count, by: max(1, json.count / 500)) {
      let error = #expect(throws: DecodeError.self) {
        try OTLPJSON.protobuf(from: Array(json.prefix(count)).span, as: signal, maximumBytes: 1 << 30)
      }
      // Half of a character or of a word is no JSON; anything else could go on.
      #expect([.truncated, .invalidJSON].contains(error?.reason))
    }
  }
}
