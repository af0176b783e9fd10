import Testing

@testable import TraceVeil

@Suite("Lists of settings")
struct ConfigurationReaderListTests {
  private func headers(_ text: String) throws -> (pairs: [String], warnings: [ConfigurationWarning]) {
    var reader = ConfigurationReader(Environment(["OTEL_H": text]))
    let pairs = try reader.headers(["OTEL_H"])
    return (pairs.map { "\($0.name)=\($0.value)" }, reader.warnings)
  }

  @Test(
    "Header lists",
    arguments: [
      ("a=1,b=2", ["a=1", "b=2"]), ("A-Key = x ", ["a-key=x"]), ("k=a=b==", ["k=a=b=="]),
      ("Authorization=Bearer%20x", ["authorization=Bearer x"]), ("k=a+b", ["k=a+b"]), ("k=", ["k="]),
      ("k=%C3%A9", ["k=é"]), ("x%2Dy=1", ["x-y=1"]), (" , a=1 ,, ", ["a=1"]), ("k=1;p=2", ["k=1;p=2"]),
    ]
  )
  func validHeaders(text: String, expected: [String]) throws {
    let (pairs, warnings) = try headers(text)
    #expect(pairs == expected)
    #expect(warnings.isEmpty)
  }

  @Test(
    "A bad pair is skipped with a warning that holds nothing of it",
    arguments: [
      "s3cret", "=s3cret", "k k=s3cret", "k=s3cret%", "k=s3cret%4", "k=s3cret%zz", "k=s3cret%0D%0Ax:y",
      "k=s3cret%00", "k=s3cret%0A", "k%0d=s3cret", "k=s3cret%FF",
    ]
  )
  func invalidHeaders(bad: String) throws {
    let (pairs, warnings) = try headers("a=1,\(bad),b=2")
    #expect(pairs == ["a=1", "b=2"])
    #expect(warnings.count == 1)
    #expect(warnings.allSatisfy { !$0.description.contains("s3cret") && $0.message.contains("pair 2") })
  }

  @Test("A bad pair in an own variable is an error that holds nothing of it")
  func invalidOwnHeaders() {
    var reader = ConfigurationReader(Environment(["TRACEVEIL_H": "k=s3cret%"]))
    let error = #expect(throws: ConfigurationError.self) { try reader.headers(["TRACEVEIL_H", "OTEL_H"]) }
    #expect(error?.description.contains("s3cret") == false)
    #expect(error?.key == "TRACEVEIL_H")
  }

  @Test("Lists of different variables are not merged, and their values are masked")
  func precedence() throws {
    var reader = ConfigurationReader(Environment(["OTEL_A": "a=1", "OTEL_B": "b=s3cret,c=3"]))
    #expect(try reader.headers(["OTEL_A", "OTEL_B"]).map(\.name) == ["a"])
    #expect(try reader.headers(["OTEL_B"]).map(\.name) == ["b", "c"])
    #expect(reader.settings.map(\.value) == ["a=***", "b=***,c=***"])
  }
}
