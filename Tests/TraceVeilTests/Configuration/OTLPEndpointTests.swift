import Testing

@testable import TraceVeil

@Suite("OTLP endpoints")
struct OTLPEndpointTests {
  @Test(
    "A signal's own URL is used as it is; only an empty path becomes /",
    arguments: [
      ("http://c:4318", "http://c:4318/"), ("https://x/v1/metrics/", "https://x/v1/metrics/"),
      ("HTTP://Host.Example/A", "http://host.example/A"), ("http://[::1]:9/p", "http://[::1]:9/p"),
      ("http://h?key=1", "http://h/?key=1"), ("http://h/p?a=b#part", "http://h/p?a=b"),
    ]
  )
  func asIs(text: String, expected: String) throws {
    #expect(try OTLPEndpoint(text).url == expected)
  }

  @Test(
    "A base URL gets the path joined with one slash",
    arguments: [
      ("http://c:4318", "http://c:4318/v1/traces"), ("http://c:4318/", "http://c:4318/v1/traces"),
      ("http://c:4318/mycollector/", "http://c:4318/mycollector/v1/traces"),
      ("http://c:4318/mycollector", "http://c:4318/mycollector/v1/traces"),
      ("https://h/p?k=v", "https://h/p/v1/traces?k=v"),
    ]
  )
  func joining(text: String, expected: String) throws {
    #expect(try OTLPEndpoint(text).joining("v1/traces").url == expected)
  }

  @Test(
    "A missing port is the scheme's",
    arguments: [("http://h", 80), ("https://h", 443), ("http://h:1", 1)]
  )
  func ports(text: String, port: Int) throws {
    #expect(try OTLPEndpoint(text).port == port)
  }

  @Test("What is shown has no query")
  func shown() throws {
    #expect(try OTLPEndpoint("http://h/p?api-key=s3cret").shown == "http://h/p")
  }

  @Test(
    "Invalid endpoints",
    arguments: [
      ("localhost:4318", OTLPEndpoint.Invalid.scheme), ("grpc://h", .scheme), ("", .scheme),
      ("http://u:p@h/", .credentials), ("http:///p", .host), ("http://h:0", .port), ("http://h:70000", .port),
      ("http://h:x", .port), ("http://h:+1", .port), ("http://h:", .port), ("http://[::1", .host),
      ("http://[::1]9", .port), ("http://[x]/", .host), ("http://a b/", .characters),
      ("http://h/\r\nX: y", .characters), ("http://h$/", .host),
    ]
  )
  func invalid(text: String, expected: OTLPEndpoint.Invalid) {
    #expect(throws: expected) { try OTLPEndpoint(text) }
  }
}
