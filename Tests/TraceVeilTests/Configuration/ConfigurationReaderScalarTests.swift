import Testing

@testable import TraceVeil

@Suite("Typed settings")
struct ConfigurationReaderScalarTests {
  /// A reader of one variable; the standard prefix makes it lenient.
  private func reader(_ value: String, key: String = "OTEL_X") -> ConfigurationReader {
    ConfigurationReader(Environment([key: value]))
  }

  @Test(
    "Only true is true",
    arguments: [
      ("true", true, false), ("TRUE", true, false), ("True", true, false), ("false", false, false),
      ("FALSE", false, false), ("", false, false), ("  ", false, false), ("1", false, true),
      ("yes", false, true), ("on", false, true), ("truee", false, true),
    ]
  )
  func booleans(text: String, value: Bool, warns: Bool) throws {
    var reader = reader(text)
    #expect(try reader.boolean(["OTEL_X"]) == value)
    #expect(reader.warnings.isEmpty == !warns)
  }

  @Test(
    "Durations are whole, non-negative milliseconds",
    arguments: [
      ("200", 200, false), ("0", 0, false), (" 7 ", 7, false), ("", 5000, false), ("-1", 5000, true),
      ("5s", 5000, true), ("1.5", 5000, true), ("99999999999999999999", 5000, true), ("0x10", 5000, true),
      ("9223372036854775807", 5000, true),
    ]
  )
  func durations(text: String, milliseconds: Int, warns: Bool) throws {
    var reader = reader(text)
    let read = try reader.duration(["OTEL_X"], default: .milliseconds(5000))
    #expect(read == .milliseconds(milliseconds))
    #expect(reader.warnings.isEmpty == !warns)
  }

  @Test("A timeout of 0 stays zero, which means none")
  func zeroTimeout() throws {
    var reader = reader("0")
    #expect(try reader.duration(["OTEL_X"], default: .seconds(10)) == .zero)
  }

  @Test(
    "Whole numbers obey their range",
    arguments: [("1", 1, false), ("512", 512, false), ("0", 9, true), ("-3", 9, true), ("many", 9, true)]
  )
  func integers(text: String, value: Int, warns: Bool) throws {
    var reader = reader(text)
    #expect(try reader.integer(["OTEL_X"], default: 9, in: 1...512) == value)
    #expect(reader.warnings.isEmpty == !warns)
  }

  enum Colour: String, CaseIterable { case red, green }

  @Test(
    "Choices ignore case and report the value the user wrote",
    arguments: [("RED", Colour.red, false), ("red", .red, false), ("blue", .green, true)]
  )
  func choices(text: String, value: Colour, warns: Bool) throws {
    var reader = reader(text)
    #expect(try reader.choice(["OTEL_X"], default: Colour.green) == value)
    #expect(reader.warnings.map(\.message).contains { $0.contains("\"blue\"") } == warns)
  }

  @Test("The first key that is valid wins, and an invalid one does not hide the next")
  func precedence() throws {
    var reader = ConfigurationReader(Environment(["OTEL_A": "x", "OTEL_B": "2", "OTEL_C": "3"]))
    #expect(try reader.integer(["OTEL_A", "OTEL_B", "OTEL_C"], default: 0) == 2)
    #expect(reader.warnings.map(\.key) == ["OTEL_A"])
    #expect(reader.settings == [.init(key: "OTEL_B", value: "2", source: .environment)])
  }

  @Test("An invalid value of an own variable is an error with key, source and reason")
  func ownVariable() {
    var environment = Environment()
    environment.set("TRACEVEIL_X", to: "lots", source: .file(path: "a.yaml", line: 3))
    var reader = ConfigurationReader(environment)
    let expected = ConfigurationError(
      key: "TRACEVEIL_X",
      source: .file(path: "a.yaml", line: 3),
      reason: "\"lots\" is not a whole number from 1 to 9"
    )
    #expect(throws: expected) { try reader.integer(["TRACEVEIL_X"], default: 1, in: 1...9) }
    #expect(expected.description == "TRACEVEIL_X (a.yaml:3): \"lots\" is not a whole number from 1 to 9")
  }

  @Test("A quoted value stays on one line and short")
  func quoting() {
    #expect(ConfigurationReader.quoted("a\nb\"c\\\u{1B}é") == "\"a?b\\\"c\\\\??\"")
    #expect(ConfigurationReader.quoted(String(repeating: "x", count: 100)).count == 69)
  }

  @Test("A default is recorded as one")
  func recordsDefault() throws {
    var reader = ConfigurationReader(Environment())
    _ = try reader.duration(["OTEL_A", "OTEL_B"], default: .milliseconds(70))
    #expect(reader.settings == [.init(key: "OTEL_B", value: "70", source: .default)])
    #expect(reader.knownKeys == ["OTEL_A", "OTEL_B"])
  }
}
