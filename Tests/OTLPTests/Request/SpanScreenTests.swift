import Testing

@testable import OTLP

@Suite struct SpanScreenTests {
  private static let keys = AttributeKeys(["session.id"], prefixes: ["tag."])
  private typealias Write = (inout WireWriter) -> Void

  private func passes(_ body: [UInt8], _ signal: Signal = .traces, isForgiving: Bool = false) throws -> Bool {
    let limits = WireLimits(isForgiving: isForgiving)
    return try WireValidator.validate(body.span, as: signal, limits: limits, screeningFor: Self.keys)
      .passedScreen
  }

  /// A span like most others behind one like most others.
  private func passes(_ write: Write) throws -> Bool {
    try passes(
      Sample.traces { scope in
        Sample.span(&scope, Self.ordinary)
        Sample.span(&scope, write)
      }
    )
  }

  private static func ordinary(_ span: inout WireWriter) {
    span.fixed64(7, 5)
    span.fixed64(8, 7)
    for key in ["session.di", "tag.", "other"] { attribute(&span, key) }
    span.message(11) { $0.fixed64(1, 6) }
  }

  private static func attribute(_ message: inout WireWriter, _ key: String, field: Int = 9) {
    Sample.attribute(&message, field, key) { $0.text(1, "v") }
  }

  @Test func passesWhatMostSpansAre() throws {
    #expect(try passes { Self.ordinary(&$0) })
    #expect(try passes { _ in })
    #expect(
      try passes { span in
        span.fixed64(8, 7)
        span.fixed64(7, 7)
      }
    )
    #expect(try passes([]) && passes(Sample.traces { _ in }))
  }

  /// The first attribute, one that others like it follow, one that is alone, and one written in an unusual way.
  @Test func findsAttributes() throws {
    for key in ["session.id", "tag.a"] {
      #expect(try !passes { Self.attribute(&$0, key) })
      #expect(
        try !passes { span in
          Self.ordinary(&span)
          Self.attribute(&span, key)
        }
      )
      #expect(
        try !passes { span in
          for key in ["a", "b", key, "c"] { Self.attribute(&span, key) }
        }
      )
      #expect(try !passes { span in Sample.attribute(&span, 9, key) { $0.message(5) { _ in } } })
      #expect(
        try !passes { span in
          Self.attribute(&span, "a")
          span.message(9) { pair in
            pair.message(2) { $0.text(1, "v") }
            pair.text(1, key)
          }
        }
      )
    }
  }

  @Test func findsAttributesOfResources() throws {
    let body = { (key: String) in
      WireWriter { request in
        request.message(1) { resourceSpans in
          resourceSpans.message(1) { Self.attribute(&$0, key, field: 1) }
          resourceSpans.message(2) { scope in Sample.span(&scope, Self.ordinary) }
        }
      }.bytes
    }
    #expect(try !passes(body("session.id")) && passes(body("service.name")))
  }

  @Test func findsTimesThatAreNotInOrder() throws {
    let largest = UInt64(Int64.max)
    for (start, end, isFound) in [
      (5, 4, true), (5, nil, true), (nil, 5, false), (largest, largest, false), (5, largest + 1, true),
      (largest + 1, .max, true),
    ] as [(UInt64?, UInt64?, Bool)] {
      for isTurned in [false, true] {
        let passed = try passes { span in
          if isTurned, let end { span.fixed64(8, end) }
          if let start { span.fixed64(7, start) }
          if !isTurned, let end { span.fixed64(8, end) }
        }
        #expect(passed == !isFound, "\(start ?? 0) \(end ?? 0)")
      }
    }
    // Behind the attributes, as no encoder writes it.
    #expect(
      try !passes { span in
        span.fixed64(8, 4)
        Self.attribute(&span, "a")
        span.fixed64(7, 5)
      }
    )
    #expect(try !passes { span in span.message(11) { $0.fixed64(1, .max) } })
  }

  @Test func findsIDsThatAreZeroOrShort() throws {
    let body = { (trace: [UInt8], span: [UInt8]) in
      Sample.traces { scope in
        scope.message(2) { (writer: inout WireWriter) in
          writer.bytes(1, trace)
          writer.bytes(2, span)
        }
      }
    }
    let zeros = [UInt8](repeating: 0, count: 16)
    #expect(try passes(body(Sample.traceID, Sample.spanID)))
    #expect(try !passes(body(zeros, Sample.spanID)))
    #expect(try !passes(body(Sample.traceID, Array(zeros[..<8]))))
    #expect(try !passes(body(Sample.traceID, [1, 2]), isForgiving: true))
    #expect(try !passes(body([1, 2], Sample.spanID), isForgiving: true))
  }

  @Test func whatNobodyAskedForIsNotPassed() throws {
    let body = Sample.traces { Sample.span(&$0, Self.ordinary) }
    #expect(try !WireValidator.validate(body.span, as: .traces).passedScreen)
    #expect(try !passes(Sample.logs { $0.message(2) { $0.text(3, "INFO") } }, .logs))
  }

  @Test func aBatchPassesWhileAllOfItDoesAndNothingIsEdited() throws {
    let body = Sample.traces { Sample.span(&$0, Self.ordinary) }
    let screened = try WireValidator.validate(body.span, as: .traces, screeningFor: Self.keys)
    let plain = try WireValidator.validate(body.span, as: .traces)
    var passed: [Bool] = []
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    for change: (inout TelemetryBatch) throws -> Void in [
      { try $0.append(holding: body, summary: plain) },
      { try $0.append([SpanData(traceID: TraceID(high: 1, low: 1), spanID: SpanID(1), name: "n")]) },
      { try $0.editSpans { _ in } },
      { batch in
        var editor = ClosureEditor()
        try batch.editTexts(&editor)
      },
    ] {
      try batch.append(holding: body, summary: screened)
      passed.append(batch.passedScreen)
      try change(&batch)
      passed.append(batch.passedScreen)
      try batch.append(holding: body, summary: screened)
      passed.append(batch.passedScreen)
      batch.removeAll()
    }
    #expect(passed == [true, false, false, true, false, false, true, false, false, true, false, false])
  }
}
