@testable import OTLP

@main struct FuzzDecoding {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runFuzzer(&count, &arguments, fuzzDecoding)
  }
}

/// libFuzzer's own main function, under the name it has for programs that bring theirs: SwiftPM insists on
/// one.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ run: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// Takes any bytes for an export request in protobuf or JSON, edits resources, spans and all texts where they are, packs
/// the result and cuts it, as a gateway does.
///
/// The first byte chooses the signal, the encoding and the edits, the rest is the body. Traps when what was accepted is
/// not clean afterwards.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoding(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let signal = Signal.allCases[Int(start[0]) % Signal.allCases.count]
  let choice = Choice(rawValue: start[0])
  let body = UnsafeBufferPointer(start: start + 1, count: count - 1)
  guard choice.contains(.json) else {
    take(Array(body), as: signal, choice)
    return 0
  }
  let room = body.count * OTLPJSON.maximumGrowth
  guard let (bytes, _) = try? OTLPJSON.protobuf(from: body.span, as: signal, maximumBytes: room) else {
    return 0
  }
  take(bytes, as: signal, choice)
  return 0
}

/// What the first byte chooses besides the signal.
private struct Choice: OptionSet {
  let rawValue: UInt8

  static let dropsSpans = Choice(rawValue: 0x10)
  static let editsResources = Choice(rawValue: 0x20)
  static let json = Choice(rawValue: 0x40)
  static let editsFirst = Choice(rawValue: 0x80)
}

private let keys = AttributeKeys(["mlflow.spanType", "http.method", "a"])

private func take(_ body: [UInt8], as signal: Signal, _ choice: Choice) {
  guard let summary = try? WireValidator.validate(body.span, as: signal, screeningFor: keys) else { return }
  var batch = TelemetryBatch(signal: signal, maximumBytes: (summary.treeBytes + body.count) * 4 + (4 << 20))
  guard (try? batch.append(holding: body, summary: summary)) != nil else {
    fatalError("what the validator accepted cannot be held")
  }
  expectClean(batch, summary.acceptedItems)
  let left = summary.acceptedItems - editSpans(of: &batch, summary, choice)
  expectClean(batch, left)

  var editor = Rewriting(seed: choice.rawValue)
  guard (try? batch.editTexts(&editor)) != nil else { return }
  precondition(editor.shown == 0, "a span was begun and not ended")
  expectClean(batch, left)
  expectWholeWhenCut(batch, left)
  _ = batch.encodeJSON()
}

/// Every other span is unpacked, and packed again. - Returns: How many were dropped.
private func editSpans(of batch: inout TelemetryBatch, _ summary: WireSummary, _ choice: Choice) -> Int {
  var (count, dropped) = (0, 0)
  let editResource: (inout ResourceEditor) throws -> Void = { resource in
    guard choice.contains(.editsResources) else { return }
    try resource.editAttributes { try $0.set("fuzzed", to: .map(["a": 1])) }
  }
  let edited: Void? = try? batch.editSpans(asking: keys, resources: editResource) { span in
    _ = span.original.data
    precondition(
      !summary.passedScreen || keys.keys.allSatisfy { span.attribute($0) == nil },
      "the screen has not seen an attribute that it looks for"
    )
    count += 1
    guard (count % 2 == 0) != choice.contains(.editsFirst) else { return }
    if choice.contains(.dropsSpans), count % 3 == 0 {
      dropped += 1
      return span.drop()
    }
    try span.setAttribute("fuzzed", to: .array(["a", 1, .bytes([2])]))
    try span.setName(span.name + "!")
    try span.setStatusMessage("fuzzed")
    span.editEvents { if $0.name.isEmpty { $0.drop() } }
    try span.editLinks { link in try link.editAttributes { try $0.set("fuzzed", to: true) } }
  }
  guard edited != nil else { fatalError("there was no memory for what is accepted") }
  precondition(batch.undecodedItems == 0, "protobuf-c refused what the validator accepted")
  return dropped
}

/// Cut into small requests, each is one, and together they have all items.
private func expectWholeWhenCut(_ batch: borrowing TelemetryBatch, _ items: Int) {
  let body = packed(batch)
  let limits = TraceRequestLimits(spans: 2, traces: 1, bytes: 256)
  let signal = batch.signal
  let cut: [RequestPart]?
  do {
    cut = try body.withUnsafeBufferPointer { try RequestCut.parts(of: $0, of: signal, within: limits) }
  } catch {
    fatalError("what is packed cannot be cut")
  }
  guard let cut else { return }
  var next = 0
  for part in cut {
    precondition(part.items.lowerBound == next, "items were lost or made by cutting")
    next = part.items.upperBound
    guard let summary = try? WireValidator.validate(part.body.span, as: signal) else {
      fatalError("cut what nobody can read")
    }
    precondition(summary.acceptedItems == part.items.count, "a part has other items than it says")
  }
  precondition(next == items, "items were lost by cutting")
}

private func packed(_ batch: borrowing TelemetryBatch) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: batch.packedSize()) { buffer, count in
    count = batch.pack(into: UnsafeMutableRawBufferPointer(buffer))
  }
}

private func expectClean(_ batch: borrowing TelemetryBatch, _ items: Int) {
  guard let summary = try? WireValidator.validate(packed(batch).span, as: batch.signal) else {
    fatalError("packed what nobody can read")
  }
  precondition(summary.acceptedItems == items && summary.rejectedItems == 0, "items were lost or made")
  precondition(summary.unknownFields == 0 && summary.nulTexts == 0, "what was to be dropped came back")
  precondition(summary.invalidTexts == 0 && summary.deepValues == 0, "what was to be replaced came back")
}

/// Keeps, replaces and removes in turn; replaces by bytes that are no text. Some spans get an attribute at their end.
private struct Rewriting: TextEditor {
  private var state: UInt8
  /// Spans that were begun and not ended.
  private(set) var shown = 0

  init(seed: UInt8) {
    state = seed
  }

  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) -> TextEdit {
    state = state &* 167 &+ 13
    switch state >> 6 {
    case 0: return .removeAttribute
    case 1:
      for index in text.indices { replacement.append(text[index] ^ state) }
      return .replace
    default: return .keep
    }
  }
}

extension Rewriting {
  var followsSpans: Bool { true }
  mutating func willShowSpan() { shown += 1 }

  mutating func didShowSpan() -> Attributes {
    shown -= 1
    return state & 1 == 0 ? [:] : ["shown": .int(Int64(state))]
  }
}

// What it does nothing about. The defaults of the protocol cannot be seen from another package.
extension Rewriting {
  mutating func separate(key original: Span<UInt8>, in list: TextKeyList, replacement: inout [UInt8]) {}
  mutating func didShow(list id: Int) {}
  mutating func keeps(attribute: Span<UInt8>, place: TextPlace) -> Bool { false }
  mutating func didKeep(attribute: Span<UInt8>) {}
  mutating func willShow(events: EncodedEvents) {}
}
