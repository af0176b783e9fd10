import Testing

@testable import OTLP

@Suite struct SpanEditorTests {
  private func span(_ name: String, resource: String = "r", scope: String = "s") -> SpanData {
    SpanData(
      traceID: TraceID(high: 1, low: 2),
      spanID: SpanID(3),
      name: name,
      kind: .server,
      attributes: ["a": 1, "b": "two", "a.b": true],
      events: [SpanEvent(name: "e1", attributes: ["x": "y"]), SpanEvent(name: "e2")],
      links: [
        SpanLink(
          traceID: TraceID(high: 4, low: 5),
          spanID: SpanID(6),
          traceState: "t=1",
          attributes: ["l": 1]
        )
      ],
      status: SpanStatus(code: .error, message: "bad"),
      resource: Resource(attributes: ["service.name": .string(resource)]),
      scope: InstrumentationScope(name: scope)
    )
  }

  private func batch(_ spans: [SpanData]) throws -> TelemetryBatch {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(spans)
    return batch
  }

  /// Edits one span and reads the result back from the wire.
  private func edit(_ span: SpanData, _ body: (inout SpanEditor) throws -> Void) throws -> TelemetryBatch {
    var batch = try batch([span])
    try batch.editSpans(body)
    return try TelemetryBatch(decoding: batch.packed(), as: .traces)
  }

  @Test func reads() throws {
    var batch = try batch([span("one")])
    var count = 0
    try batch.editSpans { span in
      count += 1
      #expect(
        span.traceID == TraceID(high: 1, low: 2) && span.spanID == SpanID(3) && span.parentSpanID == nil
      )
      #expect(span.name == "one" && span.kind == .server && span.original.scope.name == "s")
      #expect(span.status.code == .error && span.status.message == "bad")
      #expect(span.attribute("a") == 1 && span.attribute("b") == "two" && span.attribute("c") == nil)
      #expect(span.original.resource.attributes["service.name"] == "r")
      let text = span.editAttributes { $0.withText(of: "b") { Array($0) } }
      #expect(text == Array("two".utf8))
      let number = span.editAttributes { $0.withText(of: "a") { Array($0) } }
      #expect(number == nil)
    }
    #expect(count == 1)
  }

  @Test func changesNameKindAndStatus() throws {
    var edited = try edit(span("old")) { span in
      try span.setName("new\0name")
      span.kind = .consumer
      try span.setStatusMessage("worse")
    }
    try edited.editSpans { span in
      #expect(span.name == "new\u{FFFD}name" && span.kind == .consumer)
      #expect(span.status.message == "worse" && span.status.code == .error)
    }
  }

  @Test func setsAStatusMessageWhereThereWasNoStatus() throws {
    var plain = span("x")
    plain.status = .unset
    var edited = try edit(plain) { try $0.setStatusMessage("m") }
    try edited.editSpans { span in #expect(span.status.message == "m" && span.status.code == .unset) }
    edited = try edit(plain) { try $0.setStatusMessage("") }
    try edited.editSpans { span in #expect(span.status.message.isEmpty) }
  }

  @Test func setsAndRemovesAttributes() throws {
    var edited = try edit(span("x")) { span in
      try span.setAttribute("b", to: ["list", 2])
      try span.setAttribute("new", to: .map(["k": .bytes([9])]))
      let removed = [span.removeAttribute("a"), span.removeAttribute("a")]
      #expect(removed == [true, false])
    }
    try edited.editSpans { span in
      let all = span.editAttributes { $0.all }
      #expect(all == ["b": ["list", 2], "a.b": true, "new": .map(["k": .bytes([9])])])
    }
  }

  @Test func removesAttributesByKey() throws {
    var edited = try edit(span("x")) { span in
      let removed = span.editAttributes { attributes in attributes.remove { $0[0] == UInt8(ascii: "a") } }
      #expect(removed == 2)
    }
    try edited.editSpans { span in
      var keys: [String] = []
      span.editAttributes {
        // The editor is no sequence: its elements are spans of bytes, which a loop cannot hold.
        // swift-format-ignore: ReplaceForEachWithForLoop
        $0.forEach { key, _ in keys.append(String(decoding: Array(key), as: UTF8.self)) }
      }
      #expect(keys == ["b"])
    }
  }

  @Test func editsEventsAndLinks() throws {
    var edited = try edit(span("x")) { span in
      try span.editEvents { event in
        if event.name == "e2" { event.drop() }
        try event.setName("E")
        try event.editAttributes { try $0.set("x", to: "z") }
      }
      span.editLinks { link in
        #expect(link.traceState == "t=1")
        link.editAttributes { _ = $0.remove("l") }
      }
    }
    try edited.editSpans { span in
      var events: [String] = []
      span.editEvents { event in
        let attributes = event.editAttributes { $0.all }
        events.append("\(event.name) \(attributes.count)")
        #expect(attributes == ["x": "z"])
      }
      #expect(events == ["E 1"])
      span.editLinks { link in
        let count = link.editAttributes { $0.count }
        #expect(link.traceState == "t=1" && count == 0)
        link.drop()
      }
      var links = 0
      span.editLinks { _ in links += 1 }
      #expect(links == 0)
    }
  }

  @Test func replacedTextsLeaveTheMemory() throws {
    var batch = try batch([span("secret-name")])
    try batch.editSpans { span in
      try span.setAttribute("b", to: "secret-value")
      try span.setAttribute("b", to: "public")
      try span.setName("public")
      try span.setStatusMessage("public")
    }
    let memory = [batch.memoryHolds("secret-"), batch.memoryHolds("bad"), batch.memoryHolds("two")]
    #expect(memory == [false, false, false])
  }

  @Test func droppedSpansTakeEmptyEnvelopesAlong() throws {
    var batch = try batch([
      span("keep", resource: "1", scope: "1"), span("drop", resource: "1", scope: "1"),
      span("drop", resource: "1", scope: "2"), span("drop", resource: "2", scope: "1"),
    ])
    try batch.editSpans { span in if span.name == "drop" { span.drop() } }
    #expect(batch.itemCount == 1)
    let expected = try self.batch([span("keep", resource: "1", scope: "1")])
    #expect(batch.packed() == expected.packed())
    let isInMemory = batch.memoryHolds("drop")
    #expect(!isInMemory)
    try batch.editSpans { $0.drop() }
    #expect(batch.itemCount == 0 && batch.packedSize() == 0)
  }

  @Test func anErrorLeavesAllInPlace() throws {
    struct Failure: Error {}
    var batch = try batch([span("1"), span("2"), span("3"), span("4")])
    #expect(throws: Failure.self) {
      try batch.editSpans { span in
        if span.name == "1" { span.drop() }
        if span.name == "3" { throw Failure() }
      }
    }
    var names: [String] = []
    try batch.editSpans { names.append($0.name) }
    #expect(names == ["1", "2", "3", "4"])
    #expect(batch.itemCount == 4)
  }

  @Test func editsResources() throws {
    var batch = try batch([span("1", resource: "a"), span("2", resource: "b"), span("3", resource: "b")])
    var seen: [AttributeValue?] = []
    try batch.editSpans { resource in
      seen.append(resource.attributes["service.name"])
      guard resource.attributes["service.name"] == "b" else { return }
      try resource.editAttributes { try $0.set("service.name", to: "other") }
    } _: { _ in
    }
    #expect(seen == ["a", "b"])
    let expected = try self.batch([
      span("1", resource: "a"), span("2", resource: "other"), span("3", resource: "other"),
    ])
    #expect(batch.packed() == expected.packed())
  }

  @Test func otherSignalsHaveNoSpans() throws {
    var batch = try TelemetryBatch(decoding: Sample.logs { $0.message(2) { _ in } }, as: .logs)
    try batch.editSpans { _ in Issue.record("a span in logs") }
  }

  @Test func isCopiedAsAValue() throws {
    var whole = span("one")
    whole.parentSpanID = SpanID(9)
    whole.traceState = "t=2"
    whole.flags = 0x301
    (whole.startTime, whole.endTime) = (5, 6)
    (whole.droppedAttributesCount, whole.droppedEventsCount, whole.droppedLinksCount) = (1, 2, 3)
    whole.events[0].time = 7
    whole.events[0].droppedAttributesCount = 8
    whole.links[0].flags = 9
    whole.links[0].droppedAttributesCount = 10
    whole.resource.schemaURL = "r/1"
    whole.scope = InstrumentationScope(name: "s", version: "1", attributes: ["k": "v"], schemaURL: "s/1")
    var copies: [SpanData] = []
    var read = try TelemetryBatch(decoding: batch([whole, span("two")]).packed(), as: .traces)
    try read.editSpans { copies.append($0.original.data) }
    #expect(copies == [whole, span("two")])
  }

  @Test func replacesPartsAndWipesThem() throws {
    var changed = span("one")
    changed.attributes = ["n": ["m": [1]]]
    changed.events = [SpanEvent(name: "new", time: 1, attributes: ["k": 2])]
    changed.links = []
    changed.status = SpanStatus(code: .ok)
    var batch = try batch([span("one")])
    try batch.editSpans { span in
      try span.setAttributes(changed.attributes)
      try span.setEvents(changed.events)
      try span.setLinks(changed.links)
      try span.setStatus(changed.status)
    }
    #expect(!batch.memoryHolds("two") && !batch.memoryHolds("bad") && !batch.memoryHolds("t=1"))
    var read = try TelemetryBatch(decoding: batch.packed(), as: .traces)
    try read.editSpans { span in
      #expect(span.original.data == changed)
      try span.setAttributes([:])
      try span.setEvents([])
      try span.setStatus(.unset)
    }
    try read.editSpans { span in
      let data = span.original.data
      #expect(data.attributes.isEmpty && data.events.isEmpty && data.status == .unset)
    }
  }
}
