@testable import OTLP

enum Sample {
  static let traceID = Array("0123456789abcdef".utf8)
  static let spanID = Array("01234567".utf8)

  /// A request of one resource and one scope.
  static func traces(_ writeSpans: (inout WireWriter) -> Void) -> [UInt8] {
    WireWriter { request in
      request.message(1) { resourceSpans in
        resourceSpans.message(2) { scopeSpans in writeSpans(&scopeSpans) }
      }
    }.bytes
  }

  /// Adds a span with good ids to a scope.
  static func span(_ scopeSpans: inout WireWriter, _ write: (inout WireWriter) -> Void = { _ in }) {
    scopeSpans.message(2) { span in
      span.bytes(1, traceID)
      span.bytes(2, spanID)
      write(&span)
    }
  }

  static func attribute(
    _ message: inout WireWriter,
    _ field: Int,
    _ key: String,
    _ value: (inout WireWriter) -> Void
  ) {
    message.message(field) { pair in
      pair.text(1, key)
      pair.message(2, value)
    }
  }

  static func logs(_ writeRecords: (inout WireWriter) -> Void) -> [UInt8] {
    traces(writeRecords)  // The envelopes have the same field numbers.
  }

  /// A request with a bit of everything, some 400 bytes.
  static let rich = rich(withResource: false)

  static func rich(withResource: Bool) -> [UInt8] {
    let scopeSpans = WireWriter { writeRich(&$0) }.bytes
    return WireWriter { request in
      request.message(1) { resourceSpans in
        if withResource { resourceSpans.message(1) { _ in } }
        resourceSpans.bytes(2, scopeSpans)
      }
    }.bytes
  }

  private static func writeRich(_ scopeSpans: inout WireWriter) {
    scopeSpans.message(1) { scope in
      scope.text(1, "library")
      scope.text(2, "1.0")
    }
    span(&scopeSpans) { span in
      span.bytes(4, spanID)
      span.text(5, "chat")
      span.number(6, 3)
      span.fixed64(7, 1_790_000_000_000_000_000)
      span.fixed32(16, 257)
      attribute(&span, 9, "user") { $0.text(1, "bob@example.com") }
      attribute(&span, 9, "count") { $0.number(3, 300) }
      attribute(&span, 9, "ratio") { $0.fixed64(4, 0.5.bitPattern) }
      attribute(&span, 9, "list") { value in
        value.message(5) { array in
          array.message(1) { $0.text(1, "été") }
          array.message(1) { $0.number(2, 1) }
        }
      }
      attribute(&span, 9, "map") { value in
        value.message(6) { list in
          attribute(&list, 1, "member") { $0.bytes(7, [1, 2, 255]) }
        }
      }
      span.message(11) { event in
        event.text(2, "exception")
        attribute(&event, 3, "message") { $0.text(1, "no such user") }
      }
      span.message(13) { link in
        link.bytes(1, traceID)
        link.bytes(2, spanID)
        link.text(3, "a=b")
      }
      span.message(15) { status in
        status.text(2, "failed")
        status.number(3, 2)
      }
    }
  }
}
