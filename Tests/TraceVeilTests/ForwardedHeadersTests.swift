import Testing

@testable import TraceVeil

@Suite struct ForwardedHeadersTests {
  @Test func isEqualWhateverOrderAndCase() {
    let one = ForwardedHeaders([("X-Scope-OrgID", "a"), ("x-run", "1")])
    let other = ForwardedHeaders([("X-Run", "1"), ("x-scope-orgid", "a")])
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one.fields.map(\.name) == ["x-run", "x-scope-orgid"])
  }

  @Test func tellsAbsentFromEmpty() {
    #expect(ForwardedHeaders() != ForwardedHeaders([("x-run", "")]))
  }

  @Test func keepsTheOrderOfValuesOfOneName() {
    let headers = ForwardedHeaders([("b", "2"), ("a", "x"), ("B", "1")])
    #expect(headers.fields.map(\.value) == ["x", "2", "1"])
    #expect(headers != ForwardedHeaders([("b", "1"), ("a", "x"), ("B", "2")]))
  }

  @Test func showsNoValue() {
    let headers = ForwardedHeaders([("authorization", "hunter2")])
    var dumped = ""
    dump(headers, to: &dumped)
    for text in ["\(headers)", String(reflecting: headers), "\(headers.fields)", dumped] {
      #expect(!text.contains("hunter2"))
      #expect(text.contains("authorization"))
    }
  }

  @Test func configurationShowsNoSecret() {
    var configuration = OTLPExporterConfiguration(endpoint: "http://user:hunter2@localhost")
    configuration.headers = [("authorization", "hunter2")]
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] {
      #expect(!text.contains("hunter2"))
    }
  }
}
